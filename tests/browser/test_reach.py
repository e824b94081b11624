"""Every kind of page that patients read, as everybody meets it; the path has its own."""

from __future__ import annotations

import pytest

from portal.pages.publishing import withdraw
from tests import factories
from tests.browser.reach import Look

COMPARE = "/procedures/compare/"
FOUR = f"{COMPARE}?option=rfa&option=nerve-block&option=exercise&option=waiting"
PAGES = [
    "/",
    "/conditions/sciatica/",
    "/symptoms/burning-pain/",
    "/causes/nerve-damage/",
    "/procedures/nerve-block/",
    "/procedures/test/",
    "/conventional-care/exercise/",
    "/guides/when-to-consider/",
    "/es/",
    "/es/conditions/sciatica/",
]
LISTS = [
    "/conditions/",
    "/conditions/?by=area",
    "/procedures/",
    "/conventional-care/",
    "/guides/",
    "/glossary/",
    "/sources/",
    "/a-to-z/",
    "/site-map/",
    FOUR,
]
OTHERS = [
    "/search/",
    "/search/?q=sciatica",
    "/search/?q=sciatcia",
    "/search/?q=xyzzyq",
    "/search/?q=want+to+die",
    "/contact/",
    "/feedback/?page=/conditions/sciatica/&clear=no",
    "/feedback/thanks/",
    "/about/",
    "/privacy/",
    "/health-data/",
    "/accessibility/",
    "/es/accessibility/",
    COMPARE,
    f"{COMPARE}?option=rfa",
]
REFUSED = {
    f"{COMPARE}?option=magic&option=rfa&option=rfa": 400,
    "/conditions/nothing-like-it/": 404,
    "/guides/withdrawn/": 410,
}


@pytest.fixture
def site(options) -> None:
    """Every kind of page; one is translated, one is gone."""
    factories.page("condition", language="es", title="Ciática")
    withdraw([factories.page("guide", "withdrawn")])


@pytest.mark.parametrize(
    "paths", [PAGES, LISTS, OTHERS], ids=["pages", "lists", "others"]
)
def test_pages_are_reached_by_everybody(visit, site, paths):
    faults = []
    for path in paths:
        visit.goto(path)
        look = Look(visit)
        look.everywhere(whole=path in ("/", "/es/"))
        faults += look.faults
        assert visit.page.context.cookies() == [], path
    assert "\n".join(faults) == ""


def test_refusals_are_reached_by_everybody(visit, site):
    faults = []
    for path, status in REFUSED.items():
        visit.goto(path)
        look = Look(visit)
        look.everywhere()
        faults += look.faults
        # The browser itself notes with what status the page was answered.
        assert [str(status) in text for text in visit.complaints] == [True], path
        visit.complaints.clear()
    assert "\n".join(faults) == ""


def test_nothing_is_lost_in_larger_text_and_other_colors(visit, site):
    faults = []
    for path in [*PAGES, "/procedures/", "/search/?q=sciatica", "/contact/", FOUR]:
        visit.goto(path)
        look = Look(visit)
        look.enlarged()
        faults += look.faults
    assert "\n".join(faults) == ""


def test_every_control_is_reached_by_tab_in_its_order(visit, site):
    controls = "a[href], button, input:not([type=hidden]), select, textarea, summary"
    for path in ("/", "/procedures/nerve-block/", FOUR):
        visit.goto(path)
        wanted = visit.page.eval_on_selector_all(
            controls,
            """found => found.filter(
              control => control.tabIndex >= 0
                && control.checkVisibility({visibilityProperty: true})
            ).map((control, n) => { control.dataset.place = n; return String(n); })""",
        )
        # One stop for each group of radio buttons, at the one that is chosen.
        groups = visit.page.eval_on_selector_all(
            "input[type=radio]:not(:checked)",
            "found => found.map(radio => radio.dataset.place)",
        )
        stops = []
        for _ in wanted:
            visit.page.keyboard.press("Tab")
            stops.append(
                visit.page.evaluate("document.activeElement.dataset.place ?? ''")
            )
        expected = [stop for stop in wanted if stop not in groups]
        assert stops[: len(expected)] == expected, path
