"""Every screen of the pain path as everybody meets it, with its errors, to every end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from portal.painpath.live import current_path
from tests.browser.reach import Look
from tests.browser.test_pain_path import EVERY_QUESTION, offered, place
from tests.browser.visit import give_cookies
from tests.portal.painpath.walking import SCIATICA, STEPS, Visitor, address, carry

LEADING = {"pain_area", "care_tried"}  # their answers ask for more on the screen
FINGER = 44  # CSS pixels
OUTCOMES = {
    "emergency": {"emergency_signs": ["self_harm", "cold_limb"]},
    "same-day": {"urgent_signs": ["fever", "night_pain"]},
    "child": {"age_group": "under_18"},
    "circulation": {"pain_pattern": ["calf_pain_eases_standing"]},
    "not-yet": {"duration": "under_4_weeks", "care_tried": ["none"]},
    "someone-else": {"for_whom": "someone_else"},
}


def carry_in(visit, answers, **changed) -> None:
    """Put answers into the browser's cookie, as if they had been given."""
    visitor = Visitor()
    carry(visitor, answers, **changed)
    give_cookies(visit.page.context, visit.home, visitor.cookies)


def look_at(visit) -> list[str]:
    look = Look(visit)
    look.everywhere(target=FINGER)
    return look.faults


@pytest.mark.parametrize("steps", [STEPS[:7], STEPS[7:]], ids=["first", "later"])
def test_every_screen_and_its_errors(visit, steps):
    faults = []
    path = current_path()
    for step in steps:
        own = [q.id for s in path.steps if s.id == step for q in s.questions]
        carry_in(visit, EVERY_QUESTION, **dict.fromkeys(set(own) - LEADING))
        visit.goto(address(step))
        assert (place(visit), offered(visit)) == (address(step), own)
        faults += look_at(visit)
        if step != "matters":  # it may be left blank
            visit.press("Continue")
            faults += look_at_the_error(visit, own)
    assert "\n".join(faults) == ""


def look_at_the_error(visit, names) -> list[str]:
    """Look at a screen that was sent empty: it tells, and leads to the question."""
    assert visit.page.title().startswith("Error:")
    summary = visit.page.get_by_role("alert")
    expect(summary).to_be_focused()
    faults = look_at(visit)
    summary.get_by_role("link").first.click()
    of_these = re.compile(rf"^({'|'.join(names)})$")
    expect(visit.page.locator(":focus")).to_have_attribute("name", of_these)
    return faults


def test_every_page_after_the_questions(visit):
    faults = []
    carry_in(visit, EVERY_QUESTION)
    for name in ("check", "result", "specialist", "paper"):
        visit.goto(address(name))
        assert place(visit) == address(name)
        faults += look_at(visit)
    assert "\n".join(faults) == ""


def test_every_kind_of_outcome(visit):
    faults = []
    for name, changed in OUTCOMES.items():
        answers = dict(SCIATICA)
        if name == "not-yet":
            answers = {k: v for k, v in answers.items() if k[:5] != "care_"}
        carry_in(visit, answers, **changed)
        visit.goto(address("result"))  # or the specialist page, where that comes first
        assert place(visit) in (address("result"), address("specialist"))
        faults += [f"{name}: {fault}" for fault in look_at(visit)]
    assert "\n".join(faults) == ""


def test_answers_that_did_not_arrive_or_were_cleared(visit):
    visit.goto(address("start"))
    visit.page.context.clear_cookies()
    visit.page.locator('input[name="for_whom"]').first.check()
    visit.press("Continue")
    visit.page.get_by_role("heading", name="did not arrive").wait_for()
    faults = look_at(visit)
    visit.goto(address("start") + "?cleared=1")
    assert "\n".join(faults + look_at(visit)) == ""


def test_nothing_is_lost_in_larger_text_and_other_colors(visit):
    faults = []
    carry_in(visit, EVERY_QUESTION)
    for name in ("start", "where", "impact", "check", "result", "specialist"):
        visit.goto(address(name))
        look = Look(visit)
        look.enlarged()
        faults += look.faults
    assert "\n".join(faults) == ""
