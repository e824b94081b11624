"""The pain path in a real browser: by keyboard, without script, on a narrow phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.portal.painpath.walking import SCIATICA, STEPS, address

EVERY_QUESTION = SCIATICA | {
    "care_tried": ["medicines", "test_block"],
    "test_block_result": "over_80",
}
ACTIVE = """() => {
  const active = document.activeElement;
  const {name, value, type} = active;
  return {name, value, type, to: active.getAttribute("href"), said: active.innerText};
}"""


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


def follow(visit, link) -> None:
    visit.follow(visit.page.locator(link).first)


def fill(visit, answers) -> None:
    """Tick this screen's answers and go on, with a finger."""
    for name in offered(visit):
        for value in chosen(answers, name):
            visit.page.locator(f'input[name="{name}"][value="{value}"]').check()
    visit.press("Continue")


def walk(visit, answers) -> list[str]:
    """Answer screen after screen; return what the screens asked."""
    visit.goto(address("start"))
    asked = []
    for _ in screens(visit):
        asked += visit.page.locator("main legend").all_inner_texts()
        fill(visit, answers)
    return asked


def screens(visit) -> Iterator[None]:
    """Go on as long as something is asked; twice on the same screen at most."""
    for _ in range(2 * len(STEPS)):
        if not offered(visit):
            return
        yield
    raise AssertionError(f"the path does not go on from {place(visit)}")


def tab_to(visit, wanted) -> None:
    """Press Tab until what is wanted has the focus; once at least."""
    visit.page.keyboard.press("Tab")
    press_until(visit, "Tab", wanted)


def press_until(visit, key, wanted) -> None:
    """Press the key until what is wanted has the focus."""
    for _ in range(120):
        if wanted(visit.page.evaluate(ACTIVE)):
            return
        visit.page.keyboard.press(key)
    raise AssertionError(f"cannot be reached by {key} on {place(visit)}")


def fill_by_keyboard(visit, answers) -> None:
    for name in offered(visit):
        for value in chosen(answers, name):
            tab_to(visit, lambda at, name=name: at["name"] == name)
            if visit.page.evaluate(ACTIVE)["type"] == "radio":
                visit.page.keyboard.press("Space")
                press_until(
                    visit, "ArrowDown", lambda at, value=value: at["value"] == value
                )
            else:
                press_until(visit, "Tab", lambda at, value=value: at["value"] == value)
                visit.page.keyboard.press("Space")
    tab_to(visit, lambda at: at["type"] == "submit" and at["said"] == "Continue")
    visit.enter()


def assert_ends_at_consult_a_specialist(visit) -> None:
    assert place(visit) == address("specialist")
    visit.page.get_by_role("heading", name="Consult a specialist").wait_for()


def test_whole_path_with_the_keyboard_only(visit):
    visit.goto(address("start"))
    for _ in screens(visit):
        fill_by_keyboard(visit, EVERY_QUESTION)
    assert place(visit) == address("check")
    tab_to(visit, lambda at: at["to"] == address("result"))
    visit.enter()
    assert place(visit) == address("result")
    tab_to(visit, lambda at: at["to"] == address("specialist"))
    visit.enter()
    assert_ends_at_consult_a_specialist(visit)


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_whole_path_without_script(visit):
    visit.goto(address("start"))
    for step in STEPS:
        assert place(visit) == address(step)
        for _ in range(2):  # an answer may have asked for more on the same screen
            if place(visit) == address(step):
                fill(visit, EVERY_QUESTION)
    assert place(visit) == address("check")
    follow(visit, f'main a[href="{address("result")}"]')
    follow(visit, f'main a[href="{address("specialist")}"]')
    assert_ends_at_consult_a_specialist(visit)
    visit.press("Clear my answers")
    assert place(visit) == address("start")
    visit.page.go_back()
    expect(visit.page.locator("main")).not_to_contain_text("Pain specialist")


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
