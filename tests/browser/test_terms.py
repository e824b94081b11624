"""A glossary term's explanation, where the reader is, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories

PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}


@pytest.fixture
def page_with_term(pages) -> None:
    before = "A paragraph that takes its room.\n\n" * 20
    factories.page("condition", outlook=f"{before}A nerve root.\n\n{before}")


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_explanation_opens_and_leads_back_without_script(visit, page_with_term):
    visit.goto("/conditions/sciatica/")
    term = visit.page.get_by_role("link", name="nerve root", exact=True)
    term.first.scroll_into_view_if_needed()
    at = term.first.bounding_box()
    term.first.click()
    explanation = visit.page.locator("#word-nerve-root-text")
    expect(explanation).to_be_in_viewport(ratio=1)
    assert term.first.bounding_box() == at
    visit.page.get_by_role("link", name="Back to the text: Nerve root").click()
    expect(explanation).not_to_be_in_viewport()
    expect(term.first).to_be_in_viewport()
    expect(visit.page.locator(":focus")).to_have_text("nerve root")


def test_explanation_is_accessible_open_and_closed(visit, page_with_term):
    for path in ("/conditions/sciatica/", "/conditions/sciatica/#word-nerve-root"):
        visit.goto(path)
        assert visit.violations() == []
