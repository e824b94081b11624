from __future__ import annotations

import pytest

from portal.painpath.editing.blocks import cut
from tests.portal.painpath.paths import CONTENT

TEXT = """\
before: 1
rules:
  # One, in
  # two lines.
  - id: one
    x: [a]

  - id: two

  # Three.
  - id: three
    y:
      - b
# After.
after: 2
"""


@pytest.mark.parametrize(
    ("name", "keys"), [("path.yaml", ["rules"]), ("cases.yaml", [])]
)
def test_cut_and_put_together_is_the_same_text(name, keys):
    text = (CONTENT / "pain-path" / name).read_text()
    blocks = cut(text, keys)
    assert len(blocks.items) > 20
    assert str(blocks) == text


def test_cut_knows_the_comment_above_each_item():
    items = cut(TEXT, ["rules"]).items
    assert [item.note for item in items] == ["One, in\ntwo lines.", "", "Three."]
    assert items[0].body == "  - id: one\n    x: [a]\n"


def test_with_note_is_wrapped_and_an_equal_one_stays_as_it_is():
    first, _, third = cut(TEXT, ["rules"]).items
    assert first.with_note("One, in two lines. ", 2) is first
    long = third.with_note("word " * 30, 2)
    assert long.lead.startswith("\n  # word word")
    assert all(len(line) <= 88 for line in long.lead.splitlines())
    assert third.with_note("", 2).lead == "\n"


def test_swapped_moves_items_with_their_comments_and_not_the_blank_lines():
    text = str(cut(TEXT, ["rules"]).swapped(2, 0))
    assert (
        text
        == """\
before: 1
rules:
  # Three.
  - id: three
    y:
      - b

  - id: two

  # One, in
  # two lines.
  - id: one
    x: [a]
# After.
after: 2
"""
    )
    assert str(cut(text, ["rules"]).swapped(0, 2)) == TEXT


def test_without_and_inserted_leave_the_others_as_they_are():
    blocks = cut(TEXT, ["rules"])
    assert str(blocks.without(1)) == TEXT.replace("\n  - id: two\n", "")
    added = str(blocks.inserted(3, "  - id: four\n"))
    assert added == TEXT.replace("# After", "\n  - id: four\n# After")
