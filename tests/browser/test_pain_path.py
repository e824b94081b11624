"""The pain path in a real browser: by keyboard, without script, on a narrow phone."""

from __future__ import annotations

import pytest

from portal.painpath.live import current_path
from tests.portal.painpath.walking import SCIATICA, STEPS, Visitor, address, carry

NARROW = {"viewport": {"width": 320, "height": 640}}
DARK_DESK = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"}
EVERY_QUESTION = SCIATICA | {
    "care_tried": ["medicines", "test_block"],
    "test_block_result": "over_80",
}
LEADING = {"pain_area", "care_tried"}  # their answers ask for more on the screen
ACTIVE = """() => {
  const active = document.activeElement;
  const {name, value, type} = active;
  return {name, value, type, to: active.getAttribute("href"), said: active.innerText};
}"""


@pytest.fixture
def path():
    return current_path()


def carry_in(visit, answers, **changed) -> None:
    """Put answers into the browser's cookie, as if they had been given."""
    visitor = Visitor()
    carry(visitor, answers, **changed)
    cookies = [
        {"name": name, "value": cookie.value, "url": visit.home + cookie["path"]}
        for name, cookie in visitor.cookies.items()
    ]
    visit.page.context.add_cookies(cookies)


def place(visit) -> str:
    return visit.page.url.removeprefix(visit.home).partition("#")[0].partition("?")[0]


def offered(visit) -> list[str]:
    names = visit.page.eval_on_selector_all(
        "main input[type=radio], main input[type=checkbox]",
        "found => found.map(control => control.name)",
    )
    return list(dict.fromkeys(names))


def chosen(answers, name) -> list[str]:
    given = answers[name]
    return [given] if isinstance(given, str) else given


def press_continue(visit) -> None:
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Continue").click()


def follow(visit, link) -> None:
    with visit.page.expect_navigation():
        visit.page.locator(link).first.click()


def fill(visit, answers) -> None:
    """Tick this screen's answers and go on, with a finger."""
    for name in offered(visit):
        for value in chosen(answers, name):
            visit.page.locator(f'input[name="{name}"][value="{value}"]').check()
    press_continue(visit)


def walk(visit, answers) -> list[str]:
    """Answer screen after screen; return what the screens asked."""
    visit.goto(address("start"))
    asked = []
    while offered(visit):
        asked += visit.page.locator("main legend").all_inner_texts()
        fill(visit, answers)
    return asked


def tab_to(visit, wanted) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(120):
        visit.page.keyboard.press("Tab")
        if wanted(visit.page.evaluate(ACTIVE)):
            return
    raise AssertionError(f"cannot be reached by Tab on {place(visit)}")


def enter(visit) -> None:
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")


def fill_by_keyboard(visit, answers) -> None:
    for name in offered(visit):
        for value in chosen(answers, name):
            tab_to(visit, lambda at, name=name: at["name"] == name)
            if visit.page.evaluate(ACTIVE)["type"] == "radio":
                visit.page.keyboard.press("Space")
                while visit.page.evaluate(ACTIVE)["value"] != value:
                    visit.page.keyboard.press("ArrowDown")
            else:
                while visit.page.evaluate(ACTIVE)["value"] != value:
                    visit.page.keyboard.press("Tab")
                visit.page.keyboard.press("Space")
    tab_to(visit, lambda at: at["type"] == "submit" and at["said"] == "Continue")
    enter(visit)


def assert_ends_at_consult_a_specialist(visit) -> None:
    assert place(visit) == address("specialist")
    visit.page.get_by_role("heading", name="Consult a specialist").wait_for()


def assert_in_order(visit) -> None:
    where = visit.page.url
    assert visit.violations() == [], where
    assert visit.overflow() <= 0, where
    levels = visit.page.eval_on_selector_all(
        "main h1, main h2, main h3, main h4", "found => found.map(h => +h.tagName[1])"
    )
    assert levels.count(1) == 1, where


def test_whole_path_with_the_keyboard_only(visit):
    visit.goto(address("start"))
    while offered(visit):
        fill_by_keyboard(visit, EVERY_QUESTION)
    assert place(visit) == address("check")
    tab_to(visit, lambda at: at["to"] == address("result"))
    enter(visit)
    assert place(visit) == address("result")
    tab_to(visit, lambda at: at["to"] == address("specialist"))
    enter(visit)
    assert_ends_at_consult_a_specialist(visit)


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_whole_path_without_script(visit):
    visit.goto(address("start"))
    for step in STEPS:
        assert place(visit) == address(step)
        names = [name for name in EVERY_QUESTION if is_asked(visit, name)]
        while names:
            for name in names:
                for value in chosen(EVERY_QUESTION, name):
                    visit.page.locator(f"input[name={name}][value='{value}']").check()
            press_continue(visit)
            # An answer may have asked for more on the same screen.
            again = place(visit) == address(step)
            names = [n for n in EVERY_QUESTION if again and is_asked(visit, n)]
    assert place(visit) == address("check")
    follow(visit, f'main a[href="{address("result")}"]')
    follow(visit, f'main a[href="{address("specialist")}"]')
    assert_ends_at_consult_a_specialist(visit)
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Clear my answers").click()
    assert place(visit) == address("start")
    visit.page.go_back()
    assert "Pain specialist" not in visit.page.locator("main").inner_text()


def is_asked(visit, name) -> bool:
    return visit.page.locator(f"main input[name={name}]").count() > 0


def test_path_to_an_emergency(visit):
    asked = walk(visit, SCIATICA | {"emergency_signs": ["saddle_numbness"]})
    assert len(asked) == 2
    assert_ends_at_consult_a_specialist(visit)
    visit.page.get_by_role("link", name="Call 911", exact=True).first.wait_for()
    follow(visit, f'main a[href^="{address("emergency")}"]')
    told = visit.page.locator("input[name=emergency_signs]:checked")
    assert told.get_attribute("value") == "saddle_numbness"


def test_path_for_someone_else(visit):
    asked = walk(visit, SCIATICA | {"for_whom": "someone_else"})
    assert "Do they have any of these now?" in asked
    assert "How old are they?" in asked
    assert not [text for text in asked if " you " in text and "Who " not in text]
    follow(visit, f'main a[href="{address("result")}"]')
    follow(visit, f'main a[href="{address("specialist")}"]')
    assert_ends_at_consult_a_specialist(visit)


def test_answers_stay_in_one_cookie_of_the_path(visit):
    walk(visit, SCIATICA)
    cookies = visit.page.context.cookies()
    assert {(c["name"], c["path"]) for c in cookies} == {
        ("pain_path_en", "/pain-path/"),
        ("pain_path_es", "/es/pain-path/"),
    }
    for cookie in cookies:
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        assert cookie["expires"] == -1  # gone when the browser closes
    for other in ("/", "/conditions/", "/es/", "/admin/", "/pain-path"):
        assert visit.page.context.cookies(visit.home + other) == []
    stored = visit.page.evaluate("[localStorage.length, sessionStorage.length]")
    assert stored == [0, 0]


@pytest.mark.parametrize("visit", [NARROW], indirect=True)
@pytest.mark.parametrize("steps", [STEPS[:7], STEPS[7:]], ids=["first", "later"])
def test_every_screen_and_its_errors_are_accessible_when_narrow(visit, steps, path):
    for step in steps:
        own = [q.id for s in path.steps if s.id == step for q in s.questions]
        carry_in(visit, EVERY_QUESTION, **dict.fromkeys(set(own) - LEADING))
        visit.goto(address(step))
        assert (place(visit), offered(visit)) == (address(step), own)
        assert_in_order(visit)
        if step != "matters":  # it may be left blank
            press_continue(visit)
            assert_error_is_told(visit, own)


@pytest.mark.parametrize("visit", [NARROW], indirect=True)
def test_every_ending_is_accessible_when_narrow(visit):
    carry_in(visit, EVERY_QUESTION)
    for name in ("check", "result", "specialist", "paper"):
        visit.goto(address(name))
        assert place(visit) == address(name)
        assert_in_order(visit)


def assert_error_is_told(visit, names) -> None:
    assert visit.page.title().startswith("Error:")
    summary = visit.page.get_by_role("alert")
    assert summary.evaluate("element => element === document.activeElement")
    assert_in_order(visit)
    summary.get_by_role("link").first.click()
    assert visit.page.evaluate(ACTIVE)["name"] in names


@pytest.mark.parametrize("visit", [NARROW, DARK_DESK], indirect=True)
def test_other_pages_of_the_path_are_accessible(visit):
    visit.goto(address("start"))
    visit.page.context.clear_cookies()
    visit.page.locator('input[name="for_whom"]').first.check()
    press_continue(visit)
    visit.page.get_by_role("heading", name="did not arrive").wait_for()
    assert_in_order(visit)
    for changed in (
        {"emergency_signs": ["self_harm", "cold_limb"]},
        {"urgent_signs": ["fever", "night_pain"]},
        {"pain_pattern": ["calf_pain_eases_standing"]},
    ):
        carry_in(visit, SCIATICA, **changed)
        visit.goto(address("result"))  # or the specialist page, where that comes first
        assert_in_order(visit)
    visit.goto(address("start") + "?cleared=1")
    assert_in_order(visit)
