from __future__ import annotations

import yaml

from portal.painpath.editing.wordings import (
    Voices,
    change,
    change_list,
    groups,
    list_length,
    read,
    voices,
)
from portal.painpath.read_wording import parse_wording, texts_of
from tests.portal.painpath.paths import CONTENT, SMALL_WORDING, replaced, small_path

SHIPPED = (CONTENT / "en" / "pain-path.yaml").read_text()


def spots(path, text):
    return [spot for group in groups(path, read(text)) for spot in group.spots]


def test_groups_hold_every_text_once(path, wording):
    found = [spot.id for spot in spots(path, SHIPPED)]
    lists = {"bring", "cannot_tell"}
    assert len(found) == len(set(found))
    assert set(found) | lists == {where for where, _ in texts_of(wording)}
    assert all(spot.needed for spot in spots(path, SHIPPED))


def test_change_to_the_same_is_the_same_text(path):
    data = read(SHIPPED)
    found = spots(path, SHIPPED)
    assert all(voices(data, spot.keys).me for spot in found)
    for spot in found[::20]:
        assert change(SHIPPED, spot.keys, voices(data, spot.keys)) == SHIPPED


def test_groups_tell_what_is_missing_and_what_nothing_needs():
    path = small_path()
    text = replaced(SMALL_WORDING, "working:", "resting:")
    text = replaced(text, "short: exercise, said", "said")
    text = replaced(text, "label: Knee, said", "label: Knee, short: knee, said")
    data = read(text)
    found = {spot.id: spot for spot in spots(path, text)}
    assert found["holds.working"].needed
    assert voices(data, found["holds.working"].keys) == ("", "")
    assert not found["holds.resting"].needed
    assert found["questions.care.choices.exercise.short"].needed
    assert not found["questions.site.choices.knee.short"].needed
    assert "questions.site.choices.hip.short" not in found


def test_groups_of_a_broken_file():
    data = {"words": [], "cards": "x", "questions": {"signs": "x"}}
    assert [group.id for group in groups(small_path(), data)][:1] == ["screen-danger"]
    assert voices(data, ("questions", "signs", "legend")) == ("", "")
    assert voices({"a": {"me": "x"}}, ("a",)) == ("x", "")
    assert voices({"a": 1}, ("a",)) == ("", "")


def test_read_refuses_what_is_no_mapping():
    assert read("[") is None
    assert read("- a") is None


def test_change_splits_joins_and_changes_voices():
    keys = ("questions", "site", "hint")
    apart = change(SMALL_WORDING, keys, Voices("Where?", "Where, for them?"))
    assert voices(read(apart), keys) == ("Where?", "Where, for them?")
    one = change(apart, keys, Voices("Where?", "There, for them"))
    assert '{me: "Where?", someone_else: "' in one
    assert voices(read(one), keys) == ("Where?", "There, for them")
    assert change(one, keys, Voices("h", "h")) == SMALL_WORDING


def test_change_of_all_to_something_is_a_wording_again():
    text = SMALL_WORDING
    for spot in spots(small_path(), text):
        before = voices(read(text), spot.keys)
        text = change(text, spot.keys, Voices(f"{before.me}: so", f"{before.me}, they"))
    wording = parse_wording(text, small_path(), file="w")
    assert wording.doors["all-over"].how_soon.someone_else == "soon, they"


def test_change_to_nothing_takes_the_text_out():
    text = change(SMALL_WORDING, ("holds", "working"), Voices("", ""))
    assert "working" not in text
    added = change(text, ("holds", "working"), Voices("It works", "It works"))
    assert read(added)["holds"] == {"working": "It works"}


def test_change_list_changes_adds_and_takes_out():
    text = "bring:\n  - One\n  - Two\n  - Three\nlast: x\n"
    new = change_list(
        text,
        "bring",
        [
            Voices("One", "One"),
            Voices("", ""),
            Voices("3", "Three, they"),
            Voices("Four", "Four"),
            Voices("Five", "They five"),
            Voices("", ""),
        ],
    )
    assert yaml.safe_load(new)["bring"] == [
        "One",
        {"me": "3", "someone_else": "Three, they"},
        "Four",
        {"me": "Five", "someone_else": "They five"},
    ]
    same = [Voices(word, word) for word in ("One", "Two", "Three")]
    assert change_list(text, "bring", same) == text
    assert list_length({"bring": "x"}, "bring") == 0
