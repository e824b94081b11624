"""Every way through the path, tried on the shipped one without a server."""

from __future__ import annotations

from itertools import pairwise

import pytest

from portal.painpath.answers import read_answers
from portal.painpath.navigation import after, before, ending, may_show
from portal.painpath.replay import replay
from tests.portal.painpath.walking import SCIATICA, STEPS

PAIRS = list(pairwise(STEPS))


@pytest.fixture
def state(path):
    def make(**changed):
        given = {k: v for k, v in {**SCIATICA, **changed}.items() if v is not None}
        return replay(path, read_answers(path, given).answers)

    return make


@pytest.fixture
def until(path):
    """A state in which every step before this one has been answered."""

    def make(step):
        answered = [q.id for s in path.steps[: STEPS.index(step)] for q in s.questions]
        given = {name: SCIATICA[name] for name in answered if name in SCIATICA}
        return replay(path, read_answers(path, given).answers)

    return make


@pytest.mark.parametrize("step", STEPS[:-1])  # the last one has nothing required
def test_may_show_nothing_beyond_the_first_open_step(until, step):
    shown = [name for name in STEPS if may_show(until(step), name)]
    assert shown == list(STEPS[: STEPS.index(step) + 1])


def test_may_show_every_step_once_all_is_answered(state):
    assert all(may_show(state(), step) for step in STEPS)
    assert not may_show(state(), "unknown")


def test_may_show_nothing_behind_a_door(state):
    danger = state(urgent_signs=["fever"])
    assert [step for step in STEPS if may_show(danger, step)] == list(STEPS[:3])


@pytest.mark.parametrize(("step", "following"), PAIRS)
def test_after_leads_to_the_next_step(until, step, following):
    assert after(until(following), step, returning=False) == following


def test_after_the_last_step_leads_to_check(state):
    assert after(state(), "matters", returning=False) == "check"


def test_after_stays_where_an_answer_asks_for_more(state):
    changed = state(worst_pain=None)
    assert after(changed, "where", returning=False) == "where"
    assert after(changed, "where", returning=True) == "where"


@pytest.mark.parametrize("step", STEPS)
def test_after_a_change_leads_back_to_check(state, step):
    assert after(state(), step, returning=True) == "check"


def test_after_a_change_leads_to_what_it_newly_asks(state):
    changed = state(care_tried=["test_block"], care_length=None)
    assert after(changed, "tried", returning=True) == "tried"
    opened = state(duration=None)
    assert after(opened, "where", returning=True) == "duration"
    assert after(opened, "where", returning=False) == "duration"


@pytest.mark.parametrize("returning", [True, False])
@pytest.mark.parametrize(
    ("changed", "step", "page"),
    [
        ({"emergency_signs": ["cold_limb"]}, "emergency", "specialist"),
        ({"urgent_signs": ["hot_joint"]}, "urgent", "specialist"),
        ({"age_group": "under_18"}, "about", "result"),
        ({"pain_pattern": ["calf_pain_eases_standing"]}, "pattern", "result"),
        ({"pain_pattern": ["morning_stiffness"]}, "pattern", "result"),
    ],
)
def test_after_a_door_leads_to_the_ending(state, changed, step, page, returning):
    assert after(state(**changed), step, returning=returning) == page


@pytest.mark.parametrize(("previous", "step"), PAIRS)
def test_before_leads_one_step_back(state, until, previous, step):
    assert before(until(step), step, returning=False) == previous
    assert before(state(), step, returning=False) == previous


def test_before_the_first_step_stays(state):
    assert before(state(), "start", returning=False) == "start"


def test_before_of_a_change_leads_to_check_unless_something_is_open(state):
    assert before(state(), "feel", returning=True) == "check"
    assert before(state(worst_pain=None), "where", returning=True) == "about"


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({}, "result"),
        ({"matters_most": None}, "result"),
        ({"for_whom": None}, "start"),
        ({"severity": None}, "impact"),
        ({"worst_pain": None}, "where"),
        ({"age_group": "under_18"}, "result"),
        ({"urgent_signs": ["fever"]}, "specialist"),
        ({"emergency_signs": ["self_harm"], "for_whom": None}, "specialist"),
    ],
)
def test_ending_is_where_the_answers_lead(state, changed, place):
    assert ending(state(**changed)) == place
