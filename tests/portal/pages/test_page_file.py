from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.pages.checks import record_faults
from portal.pages.page_file import (
    read_collection,
    read_page,
    read_raw,
    write_collection,
    write_page,
)
from portal.pages.records import record_models, schema_of
from portal.pages.schema import Field, FieldType, Schema
from tests import factories, strategies

PAGE = Schema(
    kind="page",
    folder="pages",
    fields=(
        Field(name="title", type=FieldType.TEXT, required=True),
        Field(name="day", type=FieldType.DATE),
        Field(name="one", type=FieldType.MARKDOWN, heading="One", required=True),
        Field(name="two", type=FieldType.MARKDOWN, heading="Two"),
    ),
)
TEXT = "---\ntitle: A\n---\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"
slow = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow]
)


def read(text, schema=PAGE):
    faults = []
    parsed = read_page(text, file="a.md", schema=schema, faults=faults)
    return parsed, [str(fault) for fault in faults]


def test_read_page_gives_the_record_and_its_lines():
    parsed, faults = read(TEXT)
    assert faults == []
    assert parsed.record == {"title": "A", "one": "First.", "two": "Second."}
    assert parsed.lines == {"title": 2, "one": 7, "two": 11}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "", [":1: file: found '', allowed fields between two --- lines"], id="empty"
        ),
        pytest.param(
            "---\ntitle: A\n",
            [":1: file: found '---', allowed fields between two --- lines"],
            id="not closed",
        ),
        pytest.param(
            "# A\n",
            [":1: file: found '# A', allowed fields between two --- lines"],
            id="no fields",
        ),
        pytest.param(
            TEXT.replace("title: A\n", ""),
            [":1: title: found nothing, allowed text"],
            id="missing key",
        ),
        pytest.param(
            TEXT.replace("title: A", "title: A\nsubtitle: B"),
            [":3: subtitle: found an unknown key, allowed title, day"],
            id="unknown key",
        ),
        pytest.param(
            TEXT.replace("title: A", "title: yes"),
            [
                ":2: title: found true (a bare yes, no, true or false), allowed text, "
                "in quotes where YAML reads something else"
            ],
            id="bare yes",
        ),
        pytest.param(
            TEXT.replace("title: A", "title: A\nday: 2026-02-30"),
            [
                ":3: day: found '2026-02-30', allowed a value that exists, such as the "
                "date 2026-03-31"
            ],
            id="impossible date",
        ),
        pytest.param(
            TEXT.replace("title: A", "title: *a"),
            [":2: title: found an alias (*a), allowed plain values"],
            id="alias",
        ),
        pytest.param(
            TEXT.replace("title: A", "title: [A"),
            [
                ":3: YAML: found did not find expected ',' or ']', allowed "
                "well-formed YAML"
            ],
            id="not YAML",
        ),
        pytest.param(
            TEXT.replace("title: A", "- title"),
            [":2: YAML: found ['title'], allowed key: value lines"],
            id="a list",
        ),
        pytest.param(
            TEXT.replace("## One", "## Three"),
            [
                ":5: ## Three: found an unknown section, allowed One, Two",
                ":1: ## One: found nothing, allowed text",
            ],
            id="unknown and missing section",
        ),
        pytest.param(
            "---\ntitle: A\n---\n",
            [":1: ## One: found nothing, allowed text"],
            id="no sections",
        ),
        pytest.param(
            TEXT.replace("## Two", "## One"),
            [":9: ## One: found this section a second time, allowed each section once"],
            id="section twice",
        ),
        pytest.param(
            TEXT.replace("First.\n", ""),
            [":5: ## One: found an empty section, allowed text, or no heading"],
            id="empty section",
        ),
        pytest.param(
            TEXT.replace("## One", "Before.\n\n## One"),
            [":4: text: found text before a ## heading, allowed sections"],
            id="text before",
        ),
    ],
)
def test_read_page_refuses(text, expected):
    assert read(text)[1] == [f"a.md{line}" for line in expected]


def test_read_page_empty_fields_are_each_missing():
    _, faults = read("---\n---\n\n## One\n\nA\n")
    assert faults == ["a.md:1: title: found nothing, allowed text"]


def test_read_page_without_headings_of_its_own():
    body = Field(name="body", type=FieldType.MARKDOWN, required=True)
    schema = Schema(kind="guide", folder="guides", fields=(body,))
    parsed, faults = read("---\n---\n\n## Free\n\nText.\n\n", schema)
    assert faults == []
    assert parsed.record == {"body": "## Free\n\nText."}
    assert parsed.line("body") == 4
    assert read("---\n---\n\n", schema)[1] == [
        "a.md:1: body: found nothing, allowed markdown"
    ]


def collection(text):
    faults = []
    found = read_collection(
        text, file="w.yaml", schema=schema_of(record_models()["term"]), faults=faults
    )
    return found, [str(fault) for fault in faults]


def test_read_collection_gives_each_record():
    found, faults = collection("a:\n  title: A\n  text: x\nb:\n  title: B\n  text: y\n")
    assert faults == []
    assert {slug: parsed.record for slug, parsed in found.items()} == {
        "a": {"title": "A", "text": "x"},
        "b": {"title": "B", "text": "y"},
    }
    assert found["b"].line("text") == 6
    assert found["b"].line("synonyms") == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- a", [":1: YAML: found no mapping, allowed name: fields"], id="a list"
        ),
        pytest.param(
            "a:\n  title: A\n  text: x\nb:\n  title: B\n",
            [":4: b.text: found nothing, allowed text"],
            id="missing key",
        ),
        pytest.param(
            "a:\n  title: yes\n  text: x\nb:\n  text: y\n",
            [
                ":2: title: found true (a bare yes, no, true or false), allowed text, "
                "in quotes where YAML reads something else",
                ":4: b.title: found nothing, allowed text",
            ],
            id="each record by itself",
        ),
        pytest.param(
            "a: text", [":1: YAML: found 'text', allowed key: value lines"], id="text"
        ),
        pytest.param(
            "a: {title: A, text: x}\na: {title: B, text: y}",
            [":2: a: found it a second time (first on line 1), allowed each key once"],
            id="same name",
        ),
        pytest.param("a: [", None, id="not YAML"),
    ],
)
def test_read_collection_refuses(text, expected):
    found, faults = collection(text)
    if expected is None:
        assert (found, len(faults)) == ({}, 1)
    else:
        assert faults == [f"w.yaml{line}" for line in expected]


def test_write_page_has_one_layout():
    record = {"two": "Second.", "title": "yes", "one": "First.", "day": "2026-03-31"}
    assert write_page(PAGE, record) == (
        "---\ntitle: 'yes'\nday: 2026-03-31\n---\n\n"
        "## One\n\nFirst.\n\n## Two\n\nSecond.\n"
    )


def test_write_collection_sorts_and_repeats_instead_of_pointing():
    schema = schema_of(record_models()["term"])
    record = {"title": "T", "synonyms": ["s"], "text": "x"}
    text = write_collection(schema, {"b": record, "a": record})
    assert text == "".join(
        f"{slug}:\n  title: T\n  synonyms:\n  - s\n  text: x\n" for slug in "ab"
    )


def again(kind, record):
    """Write a record, read it, write it; return both texts and what was read."""
    schema, faults = schema_of(record_models()[kind]), []
    if schema.folder:
        text = write_page(schema, record)
        parsed = read_page(text, file="a", schema=schema, faults=faults)
        second = write_page(schema, parsed.record)
    else:
        text = write_collection(schema, {"a": record})
        parsed = read_collection(text, file="a", schema=schema, faults=faults)["a"]
        second = write_collection(schema, {"a": parsed.record})
    assert faults == []
    return text, second, parsed


@slow
@given(st.data())
@pytest.mark.parametrize("kind", factories.SLUGS)
def test_any_record_survives_its_file(kind, data):
    record = data.draw(strategies.records(kind))
    text, second, parsed = again(kind, record)
    assert parsed.record == record
    assert second == text
    assert record_faults((kind, "en", "a"), parsed) == []


@pytest.mark.parametrize("text", ["a: b\n", "\n  # only this  \n\n"])
def test_read_raw_keeps_the_whole_file(text):
    faults = []
    field = Field(name="text", type=FieldType.RAW)
    parsed = read_raw(text, file="a.yaml", field=field, faults=faults)
    assert (parsed.record, faults) == ({"text": text}, [])


def test_read_raw_refuses_an_empty_file():
    faults = []
    field = Field(name="text", type=FieldType.RAW)
    parsed = read_raw(" \n", file="a.yaml", field=field, faults=faults)
    assert parsed.record == {}
    assert [str(f) for f in faults] == ["a.yaml:1: file: found nothing, allowed text"]
