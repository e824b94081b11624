"""The accessibility statement says what is tested here, and is tested for saying it."""

from __future__ import annotations

from portal.pages.accessibility import TESTED
from portal.pages.page import Page
from portal.pages.records import record_models
from portal.painpath.live import current_path
from tests.browser import reach
from tests.browser.test_print import PAPERS
from tests.browser.test_reach import LISTS, OTHERS, PAGES
from tests.browser.test_reach_path import FINGER
from tests.portal.painpath.walking import STEPS


def test_statement_names_the_windows_and_the_browser(browser):
    assert browser.browser_type.name == TESTED.browser.lower()
    assert (reach.PHONE["width"], reach.DESK["width"]) == (TESTED.phone, TESTED.desk)
    assert reach.ZOOMED["width"] == TESTED.narrowest
    assert f"font-size: {TESTED.text}%" in reach.LARGE
    assert (TESTED.target, TESTED.path_target) == (reach.SMALLEST, FINGER)
    assert PAPERS == ("A4", "Letter")


def test_every_kind_of_page_is_looked_at():
    looked_at = [*PAGES, *LISTS, *OTHERS]
    for model in record_models().values():
        if issubclass(model, Page):
            folder = f"/{model.folder}/"
            assert [path for path in PAGES if path.startswith(folder)], folder
    for name in ("a-to-z", "site-map", "search", "glossary", "sources", "contact"):
        assert [path for path in looked_at if path.startswith(f"/{name}/")], name
    for name in ("about", "privacy", "health-data", "accessibility", "feedback"):
        assert [path for path in looked_at if path.startswith(f"/{name}/")], name


def test_every_screen_of_the_path_is_looked_at(db):
    assert [step.id for step in current_path().steps] == list(STEPS)


def test_statement_says_it(client, db):
    text = client.get("/accessibility/").content.decode()
    for said in (
        f"in one browser: {TESTED.browser}.",
        f"{TESTED.phone} and {TESTED.desk} pixels wide",
        f"a window {TESTED.narrowest} pixels wide",
        f"at least {TESTED.target} pixels high",
        "axe-core",
        "Firefox and Safari",
        "Real screen readers",
        'href="/contact/"',
        "Nov. 21, 2026",
    ):
        assert said in text, said
