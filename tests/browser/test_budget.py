"""Nothing moves while a page is loaded, and after."""

from __future__ import annotations

import pytest

from tests import factories
from tests.browser.visit import give_cookies
from tests.portal.painpath.walking import SCIATICA, Visitor, carry

OPTIONS = ("epidural-steroid-injection", "radiofrequency-ablation")
PAGES = (
    "/",
    "/conditions/sciatica/",
    f"/procedures/{OPTIONS[0]}/",
    f"/procedures/compare/?option={OPTIONS[0]}&option={OPTIONS[1]}",
    "/pain-path/where/",
    "/pain-path/result/",
)
SHIFTS = """
() => new Promise((resolve) => {
  const found = [];
  const note = (list) => found.push(...list.getEntries().map((shift) => shift.value));
  const observer = new PerformanceObserver(note);
  observer.observe({type: "layout-shift", buffered: true});
  // Two frames after everything is there, whatever could move has moved.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    note({getEntries: () => observer.takeRecords()});
    resolve(found);
  }));
})
"""


@pytest.mark.parametrize(
    "visit", [{}, {"viewport": {"width": 1280, "height": 800}}], indirect=True
)
def test_nothing_moves_while_a_page_loads(visit, pages):
    for slug in OPTIONS:
        factories.page("procedure", slug)
    visitor = Visitor()
    carry(visitor, SCIATICA)
    give_cookies(visit.page.context, visit.home, visitor.cookies)
    for path in PAGES:
        visit.goto(path)
        assert visit.page.url == visit.home + path
        assert visit.page.evaluate(SHIFTS) == [], path
    assert visit.page.locator("h1").count() == 1


def test_what_moves_is_seen(visit, pages):
    visit.goto("/")
    visit.page.evaluate(
        "document.body.prepend(...Array.from({length: 9}, () => new Text('a '.repeat(200))))"
    )
    assert visit.page.evaluate(SHIFTS) != []
