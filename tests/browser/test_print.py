"""What comes out of a printer: the text, on both kinds of paper, without backgrounds."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests import factories
from tests.browser.test_pain_path import EVERY_QUESTION
from tests.browser.test_reach_path import carry_in
from tests.portal.painpath.walking import SCIATICA, address

PAPERS = ("A4", "Letter")
CARDS = (
    "Call 911 now if",
    "Get medical help today",
    "Book a visit with your clinician",
)
NAVIGATION = (
    "Skip to the main text",
    "Menu",
    "Español",
    "Search this site",
    "You are here",
    "Was this page clear",
    "Colors of this site",
    "Site map",
    "Back to the text",
)
TEXTS = [
    "/conditions/sciatica/",
    "/symptoms/burning-pain/",
    "/causes/nerve-damage/",
    "/procedures/nerve-block/",
    "/guides/when-to-consider/",
]
LISTS = [
    "/",
    "/conditions/",
    "/procedures/",
    "/glossary/",
    "/sources/",
    "/a-to-z/",
    "/contact/",
    "/about/",
    "/privacy/",
    "/health-data/",
    "/accessibility/",
    "/search/?q=sciatica",
]
COMPARE = "/procedures/compare/?option=rfa&option=nerve-block&option=exercise"


def printed(visit, paper: str) -> list[str]:
    """Return the text of each page of paper, in single spaces."""
    # A system in dark colours prints on white paper too.
    visit.page.emulate_media(color_scheme="dark")
    pdf = visit.page.pdf(format=paper, print_background=False)
    return [
        re.sub(r"\s+", " ", sheet.extract_text())
        for sheet in PdfReader(io.BytesIO(pdf)).pages
    ]


def assert_clean(sheets: list[str], *, most: int, where: str) -> str:
    """Assert that there is no navigation and no page that is next to empty."""
    text = " ".join(sheets)
    assert [word for word in NAVIGATION if re.search(rf"\b{word}\b", text)] == [], where
    assert len(sheets) <= most, where
    assert min(len(sheet) for sheet in sheets) > 30, (where, sheets)
    return text


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_print_with_their_cards_and_addresses(visit, pages, paper):
    for path in TEXTS:
        visit.goto(path)
        text = assert_clean(printed(visit, paper), most=6, where=path)
        assert [card for card in CARDS if card not in text] == [], path
        assert "https://example.org/trial" in text, path
        assert "This site informs. It does not diagnose." in text, path
        assert "In an emergency call 911" in text, path


@pytest.mark.parametrize("paper", PAPERS)
def test_lists_and_the_comparison_print(visit, options, paper):
    for path in LISTS:
        visit.goto(path)
        assert_clean(printed(visit, paper), most=4, where=path)
    visit.goto(COMPARE)
    text = assert_clean(printed(visit, paper), most=6, where=COMPARE)
    assert factories.OUTCOME["text"] in text


@pytest.mark.parametrize("paper", PAPERS)
def test_sheet_and_path_print(visit, paper):
    carry_in(visit, EVERY_QUESTION)
    most = {"check": 2, "result": 6, "specialist": 3, "paper": 6}
    for name in most:
        visit.goto(address(name))
        text = assert_clean(printed(visit, paper), most=most[name], where=name)
        if name == "specialist":
            assert text.startswith("My sheet for the visit")
    for sign in ({"emergency_signs": ["cold_limb"]}, {"urgent_signs": ["fever"]}):
        carry_in(visit, SCIATICA, **sign)
        visit.goto(address("specialist"))
        text = assert_clean(printed(visit, paper), most=2, where=str(sign))
        assert "Call 911" in text or "call 911" in text
