from __future__ import annotations

import pytest

from portal.pages.quality import (
    is_overdue,
    missing_sections,
    orphans,
    thin_sections,
    unsourced_figures,
    unverified_sources,
)
from portal.pages.record_values import Parsed
from portal.pages.records import record_models, schema_of
from portal.pages.schema import Reference
from tests.factories import record

CAUSE = schema_of(record_models()["cause"])
ENOUGH = "word " * 15


def test_missing_and_thin_sections():
    made = record("cause", how_it_leads_to_pain=ENOUGH, what_can_be_changed=None)
    assert missing_sections(CAUSE, made) == ["## What can be changed"]
    assert thin_sections(CAUSE, made) == []
    made["how_it_leads_to_pain"] = "word " * 13 + "[word](condition:sciatica)"
    assert thin_sections(CAUSE, made) == ["## How it leads to pain"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First.\n\nIt was 24 of 100 people.", [(12, "24 of 100")]),
        ("It was 24 people out of every 100.", [(10, "24 people out of every 100")]),
        ("It fell by 5 points\nor 3%.", [(10, "5 points")]),
        ("It was [24 of 100](source:a).", []),
        ("It was [24 of 100](term:a).", [(10, "24 of 100")]),
        (
            "Of every 100 [about](source:a):\n\n- 24 of 100\n- 3%\n\nThen 4%.",
            [(15, "4%")],
        ),
        ("These:\n\n- 24 of 100", [(10, "24 of 100")]),
        ("In 24 weeks, 100 people.", []),
        ("Ends in a colon:", []),
    ],
)
def test_unsourced_figures(text, expected):
    made = {"how_it_leads_to_pain": text, "what_can_be_changed": "Nothing."}
    parsed = Parsed("x.md", made, {"how_it_leads_to_pain": 10})
    assert list(unsourced_figures(CAUSE, parsed)) == expected


def test_unverified_sources():
    checked = {"a": "original", "b": "secondary", "c": "no", "d": "copy", "e": "no"}
    made = {"sources": ["a", "b", "c", "d", "unknown"]}
    assert unverified_sources(made, checked) == [("b", "secondary"), ("c", "no")]


@pytest.mark.parametrize(
    ("due", "overdue"), [("2026-01-01", True), ("2026-01-02", False), (None, False)]
)
def test_is_overdue(due, overdue):
    made = {"next_review_due": due} if due else {}
    assert is_overdue(made, "2026-01-02") is overdue


def test_orphans_are_pages_that_no_other_page_links_to():
    to = Reference("mentions", "cause", "a")
    assert orphans({("cause", "a"): {to}, ("guide", "b"): set()}) == [
        ("cause", "a"),  # its own link does not count
        ("guide", "b"),
    ]
    assert orphans({("cause", "a"): set(), ("guide", "b"): {to}}) == [("guide", "b")]
