"""The body map in a real browser: in step with its list, by finger, keyboard and eye."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from portal.pages.page import BodyArea
from tests import factories
from tests.browser.visit import give_cookies
from tests.portal.painpath.walking import SCIATICA, Visitor, address, carry

PHONE = {"viewport": {"width": 360, "height": 740}}
PHONE_DARK = PHONE | {"color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 800}}
DESK_DARK = DESK | {"color_scheme": "dark"}
FORCED = DESK | {"forced_colors": "active"}
NO_SCRIPT = PHONE | {"java_script_enabled": False}
PICTURE = "Point to it on a picture"


def goto_where(visit) -> None:
    """Open the screen as somebody who has answered all others."""
    visitor = Visitor()
    carry(visitor, SCIATICA, pain_area=None, worst_pain=None)
    give_cookies(visit.page.context, visit.home, visitor.cookies)
    visit.goto(address("where"))


def open_where(visit) -> None:
    goto_where(visit)
    summary = visit.page.get_by_text(PICTURE)
    if summary.is_visible():
        summary.click()
    expect(visit.page.locator(".body-map")).to_be_visible()


def shape(visit, area: str) -> Locator:
    return visit.page.locator(f".body-area[data-area={area}] path:last-of-type").first


def box(visit, area: str) -> Locator:
    return visit.page.locator(f"input[name=pain_area][value={area}]")


def fill(area: Locator) -> str:
    return area.evaluate("shape => getComputedStyle(shape).fill")


@pytest.mark.parametrize("visit", [NO_SCRIPT, PHONE_DARK, DESK, FORCED], indirect=True)
def test_picture_and_list_are_in_step_without_asking_the_server(visit):
    open_where(visit)
    back, knee = shape(visit, "low_back"), shape(visit, "knee")
    plain = fill(shape(visit, "foot"))
    asked = []
    visit.page.on("request", lambda request: asked.append(request.url))
    back.click()
    expect(box(visit, "low_back")).to_be_checked()
    expect(back).not_to_have_css("fill", plain)
    visit.page.mouse.move(0, 0)  # what is pointed at is named too
    box(visit, "knee").focus()
    visit.page.keyboard.press("Space")
    expect(knee).to_have_css("fill", fill(back))
    expect(visit.page.locator(".map-names span:visible")).to_have_text(
        ["Lower back", "Knee"]
    )
    back.click()
    expect(box(visit, "low_back")).not_to_be_checked()
    box(visit, "widespread").check()
    expect(shape(visit, "widespread")).to_have_css("fill", fill(knee))
    assert asked == []
    visit.press("Continue")
    assert "knee" not in visit.page.url


@pytest.mark.parametrize("visit", [PHONE, PHONE_DARK, DESK, DESK_DARK], indirect=True)
def test_picture_is_accessible_and_fits(visit):
    open_where(visit)
    shape(visit, "low_back").click()
    assert visit.violations() == []
    assert visit.overflow() <= 0


SIZES = """step => {
  const map = document.querySelector(".body-map svg").getBoundingClientRect();
  const at = (x, y) =>
    document.elementFromPoint(x, y)?.closest("label.body-area")?.dataset.area;
  const run = (x, y, right, down) => {
    const area = at(x, y);
    let length = 0;
    for (const way of [1, -1]) {
      let steps = way > 0 ? 0 : 1;
      while (at(x + way * steps * right, y + way * steps * down) === area) steps++;
      length += way > 0 ? steps : steps - 1;
    }
    return length;
  };
  const sizes = {};
  for (let y = map.top; y < map.bottom; y += step)
    for (let x = map.left; x < map.right; x += step) {
      const area = at(x, y);
      if (!area || sizes[area] >= 44) continue;
      const size = Math.min(run(x, y, 1, 0), run(x, y, 0, 1));
      sizes[area] = Math.max(sizes[area] ?? 0, size);
    }
  return sizes;
}"""
"""How many pixels each area gives both ways where it gives most."""


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_every_area_gives_a_finger_44_px(visit):
    open_where(visit)
    visit.page.locator(".body-map").scroll_into_view_if_needed()
    found = visit.page.evaluate(SIZES, 5)
    assert set(found) == set(BodyArea)
    assert {area: size for area, size in found.items() if size < 44} == {}


@pytest.mark.parametrize(
    "visit", [{"viewport": {"width": 320, "height": 640}}], indirect=True
)
def test_list_stands_alone_where_the_picture_would_be_too_small(visit):
    goto_where(visit)
    expect(visit.page.get_by_text(PICTURE)).to_be_hidden()
    expect(visit.page.get_by_role("checkbox")).to_have_count(len(BodyArea))


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_question_reads_once_with_the_picture_open(visit):
    open_where(visit)
    expect(
        visit.page.get_by_role("group", name="Where is the pain?")
    ).to_match_aria_snapshot("""
      - group "Where is the pain?":
        - /children: deep-equal
        - heading "Where is the pain?" [level=1]
        - paragraph: Choose all the places that hurt.
        - group: Why we ask
        - group:
          - text: Point to it on a picture
          - paragraph: The picture does the same as the list.
        - checkbox "Head or face"
        - text: Head or face
        - checkbox "Neck"
        - text: Neck
        - checkbox "Shoulder"
        - text: Shoulder
        - checkbox "Arm or hand"
        - text: Arm or hand
        - checkbox "Upper or middle back"
        - text: Upper or middle back
        - checkbox "Lower back"
        - text: Lower back
        - checkbox "Buttock or hip"
        - text: Buttock or hip
        - checkbox "Thigh or lower leg"
        - text: Thigh or lower leg
        - checkbox "Knee"
        - text: Knee
        - checkbox "Foot or ankle"
        - text: Foot or ankle
        - checkbox "Chest or belly"
        - text: Chest or belly
        - checkbox "Many places, all over the body"
        - text: Many places, all over the body
    """)


@pytest.mark.parametrize("visit", [DESK], indirect=True)
def test_home_shows_where_it_hurts_once_for_the_ear_and_twice_for_the_eye(visit):
    factories.page("condition", body_areas=["low_back", "knee"])
    visit.goto("/")
    expect(
        visit.page.get_by_role("region", name="Where does it hurt?")
    ).to_match_aria_snapshot("""
      - region "Where does it hurt?":
        - /children: deep-equal
        - heading "Where does it hurt?" [level=2]
        - paragraph: Choose a place to see conditions that people feel there.
        - list:
          - listitem:
            - link "Low back":
              - /url: /conditions/?by=area#low_back
          - listitem:
            - link "Knee":
              - /url: /conditions/?by=area#knee
        - paragraph:
          - link "Symptoms, by body area":
            - /url: /symptoms/?by=area
    """)
    plain = fill(shape(visit, "knee"))
    visit.page.get_by_role("link", name="Low back").focus()
    visit.page.keyboard.press("Tab")
    expect(shape(visit, "knee")).not_to_have_css("fill", plain)
    expect(shape(visit, "low_back")).to_have_css("fill", plain)
    with visit.page.expect_navigation():
        shape(visit, "knee").click()
    assert visit.page.url == f"{visit.home}/conditions/?by=area#knee"


def test_dot_picture_reads_as_a_person_would_say_it(visit, pages):
    visit.goto("/procedures/nerve-block/")
    expect(visit.page.locator(".dot-pair").first).to_match_aria_snapshot("""
      - figure /24 of 100 with it/:
        - img "100 dots, 24 of them filled"
        - strong: 24 of 100
        - text: with it
      - figure /9 of 100 without it/:
        - img "100 dots, 9 of them filled"
        - strong: 9 of 100
        - text: "without it: a sham injection"
      - paragraph: Each dot is one of 100 people. The filled dots are the people whom the number counts.
    """)


def test_drawing_reads_as_its_title_its_description_and_its_caption(visit, pages):
    visit.goto("/procedures/nerve-block/")
    expect(visit.page.locator("figure.drawing").first).to_match_aria_snapshot("""
      - figure:
        - /children: equal
        - img "A nerve block"
        - paragraph: /.+/
        - text: /.+ A simple drawing, not to scale/
    """)
