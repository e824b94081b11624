from __future__ import annotations

import pytest

from portal.pages.record_values import Parsed, read_fields
from portal.pages.schema import Field, FieldType
from portal.pages.strict_yaml import read_yaml

TYPES = {
    "t": FieldType.TEXT,
    "n": FieldType.NUMBER,
    "d": FieldType.DATE,
    "l": FieldType.TEXTS,
    "r": FieldType.REFERENCES,
}
PART = (
    Field(name="text", type=FieldType.TEXT, required=True),
    Field(name="year", type=FieldType.NUMBER),
    Field(name="when", type=FieldType.DATE),
    Field(name="source", type=FieldType.REFERENCE, required=True),
)
FIELDS = (
    *(Field(name=name, type=type_) for name, type_ in TYPES.items()),
    Field(name="o", type=FieldType.OBJECTS, items=PART),
)
TEXT = "text, in quotes where YAML reads something else"


def read(text):
    faults = []
    parsed = Parsed("x.md")
    node = read_yaml(text, file="x.md", faults=faults)
    read_fields(parsed, node, FIELDS, faults)
    return parsed, [str(fault) for fault in faults]


def test_read_fields_gives_json_values():
    parsed, faults = read(
        "t: words\nn: 0\nd: 2026-03-31\nl: [a, b]\nr: [c]\n"
        "o:\n- {source: s, text: t, year: 2020, when: 2020-01-02}\n"
    )
    assert faults == []
    assert parsed.record == {
        "t": "words",
        "n": 0,
        "d": "2026-03-31",
        "l": ["a", "b"],
        "r": ["c"],
        "o": [{"text": "t", "year": 2020, "when": "2020-01-02", "source": "s"}],
    }
    assert list(parsed.record["o"][0]) == ["text", "year", "when", "source"]


@pytest.mark.parametrize(
    ("text", "found", "allowed"),
    [
        ("t: yes", "true (a bare yes, no, true or false)", TEXT),
        ("t: no", "false (a bare yes, no, true or false)", TEXT),
        ("t: 12", "the number 12", TEXT),
        ("t: 1.5", "the number 1.5", TEXT),
        ("t: 2026-03-31", "the date 2026-03-31", TEXT),
        ("t: [a]", "a list", TEXT),
        ("t: {a: b}", "key: value lines", TEXT),
        ("t:", "nothing", TEXT),
        ("t: ''", "nothing", TEXT),
        ("t: ' '", "' '", TEXT),
        ("n: '12'", "'12'", "a whole number"),
        ("n: yes", "true (a bare yes, no, true or false)", "a whole number"),
        ("n: 1.5", "the number 1.5", "a whole number"),
        ("d: '2026-03-31'", "'2026-03-31'", "a date such as 2026-03-31"),
        ("d: soon", "'soon'", "a date such as 2026-03-31"),
        ("d: 2026", "the number 2026", "a date such as 2026-03-31"),
        ("l: a", "'a'", "a list, one item a line after -"),
        ("l: []", "nothing", "a list, one item a line after -"),
        ("l: {}", "key: value lines", "a list, one item a line after -"),
        ("l: [yes]", "true (a bare yes, no, true or false)", TEXT),
        ("r: [12]", "the number 12", TEXT),
        ("o: [a]", "'a'", "key: value lines"),
    ],
)
def test_read_fields_refuses_other_types(text, found, allowed):
    parsed, faults = read(text)
    name = text[0]
    assert faults == [f"x.md:1: {name}: found {found}, allowed {allowed}"]
    assert parsed.noted == {name}


def test_read_fields_unknown_key():
    _, faults = read("t: a\nu: b")
    assert faults == ["x.md:2: u: found an unknown key, allowed t, n, d, l, r, o"]


def test_read_fields_object_with_unknown_and_missing_keys():
    _, faults = read("o:\n- text: a\n  sauce: b\n")
    assert faults == [
        "x.md:3: o.sauce: found an unknown key, allowed text, year, when, source",
        "x.md:2: o.source: found nothing, allowed reference",
    ]


def test_read_fields_object_with_a_wrong_type():
    parsed, faults = read("o:\n- {text: 5, source: s}")
    assert faults == [f"x.md:2: o: found the number 5, allowed {TEXT}"]
    assert parsed.record["o"] == [{"source": "s"}]


def test_read_fields_of_something_else_is_one_fault():
    parsed, faults = read("- a\n- b")
    assert faults == ["x.md:1: YAML: found ['a', 'b'], allowed key: value lines"]
    assert parsed.noted == {"t", "n", "d", "l", "r", "o"}


def test_read_fields_speaks_once_of_what_yaml_refused():
    parsed, faults = read("d: 2026-02-30\nt: *a")
    assert len(faults) == 2
    assert parsed.noted == {"d", "t"}


def test_line_finds_fields_items_and_the_record():
    parsed, _ = read("t: a\nl:\n- a\n- yes\n- c\n")
    parsed.lines[""] = 9
    assert parsed.line("t") == 1
    assert parsed.line("l") == 2
    assert parsed.line("l", 2) == 5  # the second item that is kept
    assert parsed.line("l", 7) == 2
    assert parsed.line("d") == 9
    assert Parsed("x.md").line("d") == 1
