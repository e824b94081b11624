"""Every kind of page that patients read, as everybody meets it; the path has its own."""

from __future__ import annotations

import re

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


FAINT = "main p { color: light-dark(#ccc, #333) !important }"
LOW = "main a, main button { display: block; height: 9px !important; overflow: hidden }"
IN_ONE_VARIANT = {
    f"(width < 600px) and (prefers-color-scheme: light) {{ {FAINT} }}": "390 light",
    f"(width < 600px) and (prefers-color-scheme: dark) {{ {FAINT} }}": "390 dark",
    f"(width > 600px) and (prefers-color-scheme: light) {{ {FAINT} }}": "1280 light",
    f"(width > 600px) and (prefers-color-scheme: dark) {{ {FAINT} }}": "1280 dark",
    f"(340px < width < 600px) {{ {LOW} }}": "390 light",
    f"(width > 600px) {{ {LOW} }}": "1280 light",
}


def test_fault_in_one_variant_is_found_there(visit, site):
    visit.goto("/feedback/thanks/")
    for css, variant in IN_ONE_VARIANT.items():
        look = Look(visit)
        visit.page.evaluate("css => reach.setText(css)", f"@media {css}")
        look.everywhere()
        found = {re.search(r" (\d+ \w+): ", fault)[1] for fault in look.faults}
        assert variant in found, css
        assert not {"390 dark", "1280 dark"} & found - {variant}, (css, look.faults)
        assert {name.split()[0] for name in found} == {variant.split()[0]}, css


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
