"""Light, dark and a clinic's own colors, as a reader's browser shows them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from portal.clinic.models import Clinic, Logo
from tests.portal.clinic.test_logo_picture import picture

LIGHT, DARK = "rgb(251, 249, 244)", "rgb(15, 29, 29)"
DESK_DARK = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"}
FORCED = DESK_DARK | {"forced_colors": "active"}
PATHS = [
    "/",
    "/conditions/sciatica/",
    "/es/procedures/nerve-block/",
    "/procedures/compare/?option=nerve-block&option=exercise",
    "/conditions/?by=area",
    "/search/?q=sciatica",
    "/pain-path/",
    "/feedback/",
]


def ground(visit, color: str) -> None:
    expect(visit.page.locator("body")).to_have_css("background-color", color)


def choose(visit, words: str) -> None:
    visit.page.get_by_role("radio", name=words, exact=True).check()


def bar_color(visit) -> list[str]:
    """Return the colors that a browser may give its own bar now."""
    return visit.page.eval_on_selector_all(
        "meta[name=theme-color]",
        "all => all.filter(m => matchMedia(m.media).matches).map(m => m.content)",
    )


@pytest.mark.parametrize("visit", [DESK_DARK], indirect=True)
def test_choice_of_colors_is_remembered_on_the_device(visit, pages):
    visit.goto("/about/")
    ground(visit, DARK)
    assert bar_color(visit) == ["#0a2a2b"]
    choose(visit, "light")
    ground(visit, LIGHT)
    assert bar_color(visit) == ["#0d3f40"]
    visit.goto("/es/about/")
    ground(visit, LIGHT)
    expect(visit.page.locator("input[name=theme][value=light]")).to_be_checked()
    visit.page.emulate_media(color_scheme="light")
    visit.page.locator("input[name=theme][value=light]").press("ArrowDown")
    ground(visit, DARK)
    assert visit.violations() == []
    visit.page.emulate_media(media="print")  # paper is always light
    ground(visit, "rgba(0, 0, 0, 0)")
    expect(visit.page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    visit.page.emulate_media(media="screen", color_scheme="light")
    visit.page.locator("input[name=theme][value=auto]").check()
    ground(visit, LIGHT)
    assert visit.page.evaluate("localStorage.length") == 0
    assert visit.page.context.cookies() == []


def test_choice_is_read_before_anything_is_painted(client, db):
    # While the style sheet is on its way nothing is painted: the script must be first,
    # and must not wait.
    head = client.get("/about/").content.decode().split("</head>")[0]
    first = re.findall(r"<script[^>]*>|<link rel=\"stylesheet\"[^>]*>", head)[0]
    assert first == '<script src="/static/js/theme.js">'


@pytest.mark.parametrize(
    "visit", [DESK_DARK | {"java_script_enabled": False}], indirect=True
)
def test_without_script_the_device_decides(visit, pages):
    visit.goto("/about/")
    ground(visit, DARK)
    expect(visit.page.locator(".theme-choice")).to_be_hidden()


@pytest.mark.parametrize("visit", [DESK_DARK], indirect=True)
def test_clinics_colors_and_logo(visit, pages):
    logo = Logo.objects.create(digest="ab", data=picture("WEBP"), width=300, height=90)
    Clinic.objects.create(
        pk=1,
        name="Harbor",
        main_color="#5b2a86",
        accent_color="#b3261e",
        logo=logo,
        logo_alt="Harbor",
        logo_has_name=True,
    )
    visit.goto("/conditions/sciatica/")
    picture_shown = visit.page.get_by_role("img", name="Harbor")
    expect(picture_shown).to_be_visible()
    assert picture_shown.evaluate("e => e.complete && e.naturalWidth") == 300
    strip = visit.page.locator(".strip")
    expect(strip).to_have_css("background-color", "rgb(41, 19, 60)")
    assert visit.violations() == []
    choose(visit, "light")
    expect(strip).to_have_css("background-color", "rgb(64, 29, 94)")
    assert visit.violations() == []


@pytest.mark.parametrize("visit", [FORCED], indirect=True)
def test_forced_colors_go_before_a_clinics(visit, pages):
    Clinic.objects.create(pk=1, main_color="#5b2a86")
    visit.goto("/conditions/sciatica/")
    choose(visit, "light")
    own = "getComputedStyle(document.documentElement).getPropertyValue('--link')"
    assert visit.page.evaluate(own) == "LinkText"
    button = visit.page.locator("header .btn-primary")
    link = visit.page.locator("main .breadcrumb a").first
    color = link.evaluate("e => getComputedStyle(e).color")
    expect(button).to_have_css("color", color)


@pytest.mark.parametrize(
    ("visit", "size", "direction"),
    [
        ({"viewport": {"width": 320, "height": 640}}, "100%", "rtl"),
        ({"viewport": {"width": 390, "height": 844}}, "200%", "ltr"),
        (DESK_DARK, "200%", "rtl"),
    ],
    indirect=["visit"],
    ids=["zoomed", "large-text", "large-text-wide"],
)
def test_nothing_is_lost_when_larger_or_mirrored(visit, pages, size, direction):
    for path in PATHS:
        visit.goto(path)
        visit.page.evaluate(
            "([size, dir]) => {"
            "  document.documentElement.style.fontSize = size;"
            "  document.documentElement.dir = dir;"
            "}",
            [size, direction],
        )
        assert visit.overflow() <= 0, path
        assert visit.page.evaluate(CUT_OFF) == [], path


CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(e => !e.closest("svg, .visually-hidden, details:not([open]), .table-responsive"))
  .filter(e => e.checkVisibility() && !e.matches("input, select, textarea"))
  .filter(e => {
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const beyond = box.width > 1 && (box.left < -1 || box.right > innerWidth + 1);
    const cut = style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1;
    return beyond || cut;
  })
  .map(e => e.outerHTML.slice(0, 120))"""
