from __future__ import annotations

import pytest

from portal.painpath.answer_files import read_answer_documents
from tests.portal.painpath.paths import answers, messages


def read(path, text):
    return read_answer_documents(text, path, file="a.yaml")


def faults(path, text):
    return messages(read_answer_documents, text, path, file="a.yaml")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("for_whom: me", {"for_whom": "me"}),
        ("for_whom: [me]", {"for_whom": "me"}),
        ("pain_area: [knee, leg]", {"pain_area": ["knee", "leg"]}),
        ("pain_area: knee", {"pain_area": "knee"}),
        ("severity: 0", {"severity": "0"}),
        ("severity: '10'", {"severity": "10"}),
        ("matters_most: []", {}),
        ("{}", {}),
    ],
)
def test_read_answer_documents(path, text, wanted):
    assert read(path, text) == [answers(**wanted)]


def test_read_answer_documents_keeps_their_order(path):
    text = "---\nseverity: 1\n---\nseverity: 2\n---\nseverity: 3\n"
    found = [document["severity"] for document in read(path, text)]
    assert found == [frozenset({"1"}), frozenset({"2"}), frozenset({"3"})]


@pytest.mark.parametrize(
    ("text", "line", "field", "found"),
    [
        ("", 1, "answers", "nothing"),
        ("# only a comment\n", 1, "answers", "nothing"),
        ("- for_whom\n", 1, "answers", "['for_whom']"),
        ("just words", 1, "answers", "'just words'"),
        ("for_whom: me\nshoe_size: 44", 2, "shoe_size", "an unknown question"),
        ("for_whom: you", 1, "for_whom", "'you'"),
        ("severity: 11", 1, "severity", "11"),
        ("severity: 5.0", 1, "severity", "5.0"),
        ("severity: true", 1, "severity", "True"),
        ("age_group: [18_to_49, under_18]", 1, "age_group", "18_to_49, under_18"),
        ("health: [none, diabetes]", 1, "health", "diabetes, none"),
        ("health: []", 1, "health", "no answer"),
        ("health: {diabetes: 1}", 1, "health", "{'diabetes': 1}"),
        ("for_whom: me\n---\nfor_whom: who", 3, "for_whom", "'who'"),
        ("for_whom: me\nfor_whom: me", 2, "for_whom", None),
        ("for_whom: [me", 2, "YAML", None),
    ],
)
def test_read_answer_documents_refuses(path, text, line, field, found):
    (fault,) = faults(path, text)
    assert fault.startswith(f"a.yaml:{line}: {field}: found ")
    assert "allowed " in fault
    assert found is None or f"found {found}, allowed" in fault


def test_read_answer_documents_reports_every_fault_at_once(path):
    text = "for_whom: you\nseverity: 12\n---\nduration: ages\n"
    assert [fault.split(": ")[:2] for fault in faults(path, text)] == [
        ["a.yaml:1", "for_whom"],
        ["a.yaml:2", "severity"],
        ["a.yaml:4", "duration"],
    ]
