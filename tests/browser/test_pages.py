"""What a patient's browser shows: every page kind, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PATHS = [
    "/",
    "/conditions/",
    "/conditions/?by=area",
    "/conditions/sciatica/",
    "/symptoms/burning-pain/",
    "/causes/nerve-damage/",
    "/procedures/?by=type",
    "/procedures/nerve-block/",
    "/conventional-care/exercise/",
    "/guides/when-to-consider/",
    "/glossary/",
    "/sources/",
    "/search/?q=sciatica",
    "/search/?q=nothing-like-it",
    "/contact/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/es/conditions/sciatica/",
]
WINDOWS = [
    pytest.param({"viewport": {"width": 320, "height": 640}}, id="narrow"),
    pytest.param(
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
        id="desk-dark",
    ),
]


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_pages_are_accessible_and_fit_the_window(visit, pages):
    for path in PATHS:
        visit.goto(path)
        assert visit.violations() == [], path
        assert visit.overflow() <= 0, path
        assert visit.page.context.cookies() == [], path


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_menu_and_search_work_without_script(visit, pages):
    visit.goto("/")
    visit.page.locator("header summary").first.click()
    visit.page.locator("header").get_by_role("link", name="Conditions").first.click()
    visit.page.get_by_role("link", name="Sciatica").first.click()
    expect(visit.page.locator("h1")).to_have_text("Sciatica")
    visit.goto("/search/")
    visit.page.get_by_role("searchbox").first.fill("nerve block")
    visit.page.keyboard.press("Enter")
    visit.page.locator("main").get_by_role("link", name="Nerve block").wait_for()


def test_skip_link_is_the_first_stop_and_leads_to_the_text(visit, pages):
    visit.goto("/conditions/sciatica/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/#main")


def test_headings_are_in_order(visit, pages):
    for path in PATHS:
        visit.goto(path)
        levels = visit.page.eval_on_selector_all(
            "h1, h2, h3, h4", "found => found.map(heading => +heading.tagName[1])"
        )
        assert levels.count(1) == 1, path
        steps = zip(levels, levels[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), (path, levels)
