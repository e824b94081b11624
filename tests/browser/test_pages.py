"""How a reader gets around: without scripts, and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_menu_and_search_work_without_script(visit, pages):
    visit.goto("/")
    visit.page.locator("header summary").first.click()
    visit.follow(
        visit.page.locator("header").get_by_role("link", name="Conditions").first
    )
    visit.follow("Sciatica")
    expect(visit.page.locator("h1")).to_have_text("Sciatica")
    visit.goto("/search/")
    visit.page.get_by_role("searchbox").first.fill("nerve block")
    visit.enter()
    visit.page.locator("main").get_by_role("link", name="Nerve block").wait_for()


def test_skip_link_is_the_first_stop_and_leads_to_the_text(visit, pages):
    visit.goto("/conditions/sciatica/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/#main")
