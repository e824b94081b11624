from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portal.painpath.editing.yaml_text import append, drop, find, last_line, put
from tests.portal.painpath.paths import CONTENT

TEXT = """\
# A comment.
words:
  you: {me: you, someone_else: they}  # beside it
steps: {danger: Danger}
empty:
questions:
  site:
    legend: "Where: there?"
    hint: Choose “all”.

    choices:
      knee:
        label: Knee
  block:
    me: One
    someone_else: Two
# Last.
bring:
  - A list
  - Two: words
flow: [a, b]
"""


def changed(new: str, old: str = TEXT) -> list[str]:
    """Return the lines that went and came."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


def read(text: str):
    return yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.parametrize(
    ("keys", "value", "lines"),
    [
        (
            ["questions", "site", "hint"],
            "Choose one",
            ["-     hint: Choose “all”.", "+     hint: Choose one"],
        ),
        (
            ["questions", "site", "legend"],
            'Where "now"?',
            ['-     legend: "Where: there?"', '+     legend: "Where \\"now\\"?"'],
        ),
        (
            ["words", "you", "me"],
            "you, there",
            [
                "-   you: {me: you, someone_else: they}  # beside it",
                '+   you: {me: "you, there", someone_else: they}  # beside it',
            ],
        ),
        (
            ["words", "you"],
            "all",
            [
                "-   you: {me: you, someone_else: they}  # beside it",
                "+   you: all  # beside it",
            ],
        ),
        (["words", "whom"], "them", ["+   whom: them"]),
        (
            ["steps", "pain"],
            "Pain: all",
            [
                "- steps: {danger: Danger}",
                '+ steps: {danger: Danger, pain: "Pain: all"}',
            ],
        ),
        (
            ["questions", "site", "choices", "knee", "short"],
            "knee",
            ["+         short: knee"],
        ),
        (
            ["questions", "block"],
            "Both",
            [
                "-   block:",
                "+   block: Both",
                "-     me: One",
                "-     someone_else: Two",
            ],
        ),
        (
            ["questions", "site", "hint"],
            {"me": "A", "someone_else": "B"},
            [
                "-     hint: Choose “all”.",
                "+     hint: {me: A, someone_else: B}",
            ],
        ),
        (["new", "a", "b"], "c", ["+ new:", "+   a: {b: c}"]),
        (["empty", "a"], "b", ["- empty:", "+ empty: {a: b}"]),
        (["bring", 0], "Another", ["-   - A list", "+   - Another"]),
        (["flow", 1], "c", ["- flow: [a, b]", "+ flow: [a, c]"]),
        (["flow", 0], ["x"], ["- flow: [a, b]", "+ flow: [[x], b]"]),
        (
            ["questions", "site", "choices", "hip"],
            {
                "label": "Hip",
                "said": "it is the hip and not anything else at all there",
            },
            [
                "+       hip:",
                "+         label: Hip",
                "+         said: it is the hip and not anything else at all there",
            ],
        ),
    ],
)
def test_put_changes_only_the_lines_of_a_value(keys, value, lines):
    new = put(TEXT, keys, value)
    assert changed(new) == lines
    found = read(new)
    for key in keys:
        found = found[key]
    assert found == value


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (["bring", 0], ["-   - A list"]),
        (["words", "nobody"], []),
        (["nothing", "there"], []),
        (
            ["words", "you", "me"],
            [
                "-   you: {me: you, someone_else: they}  # beside it",
                "+   you: {someone_else: they}  # beside it",
            ],
        ),
        (["flow", 0], ["- flow: [a, b]", "+ flow: [b]"]),
        (["flow", 7], []),
        (["flow", "a"], []),
        (["flow"], ["- flow: [a, b]"]),
        (
            ["questions", "block"],
            ["-   block:", "-     me: One", "-     someone_else: Two"],
        ),
    ],
)
def test_drop_takes_out_a_value_and_its_key(keys, lines):
    assert changed(drop(TEXT, keys)) == lines


def test_drop_of_the_last_line_without_its_end():
    assert drop("a: b\nc: d", ["c"]) == "a: b\n"


def test_append_adds_an_item():
    assert changed(append(TEXT, ["bring"], "x: y")) == ['+   - "x: y"']
    assert read(append(TEXT, ["flow"], "c"))["flow"] == ["a", "b", "c"]
    assert read(append("a: []", ["a"], "b")) == {"a": ["b"]}
    assert read(append(TEXT, ["more"], "a"))["more"] == ["a"]


def test_put_into_an_empty_mapping():
    assert put("a: {}\n", ["a", "b"], "c") == "a: {b: c}\n"


def test_find_and_last_line():
    assert find(TEXT, ["nothing"]) is None
    node = find(TEXT, ["questions", "block"])
    assert TEXT.splitlines()[last_line(TEXT, node)] == "    someone_else: Two"


WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1
).map(str.strip)


@pytest.fixture(scope="module")
def shipped():
    """The shipped wording and each text in it."""
    text = (CONTENT / "en" / "pain-path.yaml").read_text()
    return text, leaves(read(text))


@given(st.data(), WORDS.filter(bool))
def test_put_any_text_anywhere_in_the_shipped_wording(shipped, data, text):
    """Whatever is typed is read again, and nothing else is touched."""
    before, there = shipped
    keys = data.draw(st.sampled_from(sorted(there)))
    after = put(before, keys, text)
    assert leaves(read(after)) == there | {keys: text}
    assert len(changed(after, before)) <= 2


def leaves(value, keys=()) -> dict:
    found = {}
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= leaves(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found |= leaves(inner, (*keys, number))
    else:
        found[keys] = value
    return found
