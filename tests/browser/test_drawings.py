"""The drawings as they are shown: their words fit, can be read and touch nothing."""

from __future__ import annotations

import pytest

from portal.pages.drawings import PLACES
from tests import factories

FOLDERS = {"procedure": "procedures", "condition": "conditions", "cause": "causes"}
PATHS = {
    place: f"/{FOLDERS[kind]}/{slug}/"
    for place in PLACES
    for kind, slug in [place.split(":")]
}
WINDOWS = [
    pytest.param({"viewport": {"width": 320, "height": 640}}, id="narrow"),
    pytest.param(
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
        id="desk-dark",
    ),
]
WORDS = """
() => [...document.querySelectorAll('.drawing svg')].map(svg => ({
  name: svg.querySelector('title').id,
  frame: svg.getBoundingClientRect().toJSON(),
  sizes: [...svg.querySelectorAll('text, tspan')].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a),
  boxes: [...svg.querySelectorAll('text')].map(text =>
    ({words: text.textContent, ...text.getBoundingClientRect().toJSON()})),
}))
"""


@pytest.fixture
def drawn(pages) -> None:
    """Every page that has drawings."""
    for place in PLACES:
        kind, slug = place.split(":")
        if slug != factories.SLUGS[kind]:
            factories.page(kind, slug, title=slug.replace("-", " "))


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_drawings_are_accessible_and_fit(visit, drawn):
    wide = visit.page.viewport_size["width"] > 1000
    # Of the drawings, only their colours differ on a wide, dark screen.
    for place, path in list(PATHS.items())[:: 4 if wide else 1]:
        visit.goto(path)
        assert visit.page.locator(".drawing svg").count() == len(PLACES[place]), path
        assert visit.violations(part=".drawing") == [], path
        assert visit.overflow() <= 0, path


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_words_in_drawings_are_large_enough_and_apart(visit, drawn, prefix):
    for path in PATHS.values():
        visit.goto(prefix + path)
        for drawing in visit.page.evaluate(WORDS):
            assert min(drawing["sizes"]) >= 12, drawing["name"]
            boxes, frame = drawing["boxes"], drawing["frame"]
            outside = [box["words"] for box in boxes if not inside(box, frame)]
            assert outside == [], drawing["name"]
            touching = [
                (one["words"], other["words"])
                for n, one in enumerate(boxes)
                for other in boxes[n + 1 :]
                if overlap(one, other)
            ]
            assert touching == [], drawing["name"]


def inside(box: dict, frame: dict) -> bool:
    return (
        frame["left"] <= box["left"]
        and box["right"] <= frame["right"]
        and frame["top"] <= box["top"]
        and box["bottom"] <= frame["bottom"]
    )


def overlap(one: dict, other: dict) -> bool:
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def test_picture_has_a_name_for_who_does_not_see_it(visit, pages):
    visit.goto("/procedures/nerve-block/")
    figure = visit.page.get_by_role("figure").filter(has_text="Skin, fat and muscle")
    picture = figure.get_by_role("img", name="A nerve block", exact=True)
    assert picture.count() == 1


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True)
def test_forced_colors_reach_the_drawings(visit, pages):
    visit.goto("/procedures/nerve-block/")
    assert visit.page.evaluate(
        "getComputedStyle(document.querySelector('.draw-muscle')).fill"
    ) == visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
