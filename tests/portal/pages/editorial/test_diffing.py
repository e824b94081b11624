from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.editorial.diffing import Change, Run, diff, paragraphs, runs
from portal.pages.schema import Field, FieldType, Schema

OBJECT = (
    Field(name="text", type=FieldType.TEXT, label="What happens"),
    Field(name="with", type=FieldType.NUMBER),
)
SCHEMA = Schema(
    kind="page",
    folder="pages",
    fields=(
        Field(name="title", type=FieldType.TEXT, label="title"),
        Field(name="due", type=FieldType.DATE),
        Field(name="words", type=FieldType.TEXTS),
        Field(name="links", type=FieldType.REFERENCES),
        Field(name="benefits", type=FieldType.OBJECTS, items=OBJECT),
        Field(name="body", type=FieldType.MARKDOWN, heading="What it is"),
        Field(name="raw", type=FieldType.RAW),
    ),
)
LINES = st.text("ab c.\n", min_size=1, max_size=20)
TEXT = st.lists(st.one_of(LINES, st.sampled_from(["a b c d", "a b c e"])), max_size=6)
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(max_size=20),
        "due": st.dates().map(str),
        "words": TEXT,
        "links": st.lists(st.sampled_from(["a", "b", "c"]), max_size=4),
        "benefits": st.lists(
            st.fixed_dictionaries({"text": LINES}, optional={"with": st.integers(0)}),
            max_size=4,
        ),
        "body": TEXT.map("\n\n".join),
        "raw": TEXT.map("\n\n".join),
    },
)


def side(field_diff, without):
    """Return what is left of a difference, as values of one version."""
    entries = []
    for item in field_diff.items:
        if item.change is without:
            continue
        parts = {
            part.label: text
            for part in item.parts
            if (text := "".join(r.text for r in part.runs if r.change is not without))
        }
        entries.append(parts if field_diff.field.items else parts.get("", ""))
    return entries


def plain(field, value):
    if value is None:
        return []
    match field.type:
        case FieldType.MARKDOWN | FieldType.RAW:
            return paragraphs(value)
        case FieldType.OBJECTS:
            labels = {part.name: part.label or part.name for part in field.items}
            return [{labels[k]: str(v) for k, v in item.items()} for item in value]
        case FieldType.TEXTS | FieldType.REFERENCES:
            return value
    return [str(value)]


@given(RECORDS, RECORDS)
def test_diff_gives_back_both_sides(before, after):
    found = diff(SCHEMA, before, after)
    changed = [f for f in SCHEMA.fields if before.get(f.name) != after.get(f.name)]
    assert [field_diff.field for field_diff in found] == changed
    for field_diff in found:
        field = field_diff.field
        assert side(field_diff, Change.ADDED) == plain(field, before.get(field.name))
        assert side(field_diff, Change.REMOVED) == plain(field, after.get(field.name))


def changes(before, after, name="body"):
    (found,) = diff(SCHEMA, {name: before}, {name: after})
    return [(item.change, item.moved) for item in found.items]


def test_diff_of_a_text_is_by_paragraphs():
    before = "One stays.\n\nTwo has some words.\n\nThree goes away entirely."
    after = "One stays.\n\nTwo has other words.\n\nSomething new comes in."
    assert [change for change, _ in changes(before, after)] == [
        "same",
        "changed",
        "removed",
        "added",
    ]


def test_diff_tells_what_moved():
    found = changes(
        "First thing.\n\nSecond one.\n\nThird.", "Third.\n\nFirst thing.\n\nSecond one."
    )
    assert found == [
        ("added", True),
        ("same", False),
        ("same", False),
        ("removed", True),
    ]


def test_diff_of_blank_lines_only_changes_no_paragraph():
    found = changes("One.\n\nTwo.", "One.\n\n\n\nTwo.\n")
    assert found == [("same", False), ("same", False)]


def test_diff_of_an_object_is_part_by_part():
    before, after = {"text": "Less pain", "with": 24}, {"text": "Less pain", "with": 25}
    (found,) = diff(SCHEMA, {"benefits": [before]}, {"benefits": [after]})
    (item,) = found.items
    assert [(part.label, part.is_same) for part in item.parts] == [
        ("What happens", True),
        ("with", False),
    ]
    assert item.parts[1].runs == (Run(Change.REMOVED, "24"), Run(Change.ADDED, "25"))


def test_diff_names_fields_as_the_page_does():
    found = diff(SCHEMA, {}, {"title": "A", "body": "B", "due": "2026-01-02"})
    assert [field.label for field in found] == ["Title", "Due", "What it is"]


def test_diff_says_values_in_words():
    found = diff(SCHEMA, {}, {"due": "2026-01-02"}, lambda field, value: "2 January")
    assert found[0].items[0].parts[0].text == "2 January"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("a b", "a b", [("same", "a b")], id="same"),
        pytest.param(
            "in 2 of 100 people",
            "in 3 of 100 people",
            [
                ("same", "in "),
                ("removed", "2"),
                ("added", "3"),
                ("same", " of 100 people"),
            ],
            id="figure",
        ),
        pytest.param(
            "it is not bad",
            "it was very bad",
            [
                ("same", "it "),
                ("removed", "is not"),
                ("added", "was very"),
                ("same", " bad"),
            ],
            id="neighbours go together",
        ),
    ],
)
def test_runs(before, after, expected):
    assert [(run.change, run.text) for run in runs(before, after)] == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a b\n\n" * 25_000, "a c\n\n" * 25_000, id="paragraphs"),
        pytest.param("word " * 20_000, "other " * 20_000, id="one paragraph"),
        pytest.param("x" * 100_000, "y" * 100_000, id="one word"),
        pytest.param(
            "\n\n".join(f"w{n % 19} " * 1000 for n in range(25)),
            "\n\n".join(f"w{n % 17} " * 1000 for n in range(25)),
            id="long paragraphs",
        ),
    ],
)
def test_diff_of_far_more_than_a_section_may_hold(before, after):
    """Word by word alone it would take hours."""
    assert diff(SCHEMA, {"body": before}, {"body": after})
