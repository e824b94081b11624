from __future__ import annotations

from portal.pages.editorial.diffing import Change, diff
from portal.pages.editorial.shortening import CONTEXT, GAP, shortened
from tests.portal.pages.editorial.test_diffing import SCHEMA


def short(name, before, after):
    (found,) = shortened(diff(SCHEMA, {name: before}, {name: after}))
    return found.items


def numbered(count):
    return " ".join(f"w{n}" for n in range(count))


def test_unchanged_paragraphs_become_one_gap():
    items = short("body", "A.\n\nB.\n\nC went.", "A.\n\nB.\n\nD.")
    assert [(item.change, bool(item.parts)) for item in items] == [
        (Change.SAME, False),
        (Change.REMOVED, True),
        (Change.ADDED, True),
    ]


def test_blank_lines_alone_leave_nothing_to_show():
    assert short("body", "One.\n\nTwo.", "One.\n\n\n\nTwo.") == ()


def test_long_unchanged_words_are_shortened_around_a_change():
    text = numbered(100)
    (item,) = short("body", text, text.replace("w50 ", "new "))
    first, gone, come, last = (run.text for run in item.parts[0].runs)
    assert first.split() == [GAP, *(f"w{n}" for n in range(50 - CONTEXT, 50))]
    assert (gone, come) == ("w50", "new")
    assert last.split() == [*(f"w{n}" for n in range(51, 51 + CONTEXT)), GAP]
    assert last.startswith(" ")


def test_words_between_two_changes_keep_both_ends():
    text = numbered(60)
    (item,) = short("body", text, text.replace("w1 ", "x ").replace("w58", "y"))
    middle = item.parts[0].runs[3].text.split()
    assert middle[0] == "w2"
    assert middle[CONTEXT] == GAP
    assert middle[-1] == "w57"


def test_short_unchanged_words_stay():
    (item,) = short("title", "one two three", "one two four")
    assert item.parts[0].runs[0].text == "one two "


def test_object_keeps_its_first_part_and_what_changed():
    before = {"text": numbered(40), "with": 1}
    (item,) = short("benefits", [before], [before | {"with": 2}])
    text, figure = item.parts
    assert text.runs[0].text.split() == [*(f"w{n}" for n in range(CONTEXT)), GAP]
    assert [run.text for run in figure.runs] == ["1", "2"]


def test_object_leaves_out_later_parts_that_stayed():
    before = {"text": "less pain in the leg", "with": 1}
    (item,) = short("benefits", [before], [before | {"text": "less pain in the knee"}])
    assert [part.label for part in item.parts] == ["What happens"]


def test_what_moved_is_only_named():
    moved = numbered(40)
    items = short(
        "body",
        f"{moved}\n\nB one two.\n\nC three four.",
        f"B one two.\n\nC three four.\n\n{moved}",
    )
    gone, gap, come = items
    assert gone.moved
    assert come.moved
    assert not gap.parts
    assert gone.parts[0].text.endswith(GAP)
