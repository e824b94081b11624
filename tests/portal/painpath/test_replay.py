from __future__ import annotations

from dataclasses import replace

import pytest

from portal.painpath.questionnaire import Criterion, Step
from portal.painpath.replay import Known, replay
from tests.portal.painpath.paths import answers, small_answers

KNEE = Criterion(question="site", any_of=frozenset({"knee"}))
SIDE = Criterion(question="side", any_of=frozenset({"left"}))


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param({"site": "knee"}, True, id="said so"),
        pytest.param({"site": ["hip", "knee"]}, True, id="among others"),
        pytest.param({"site": "hip"}, False, id="said otherwise"),
        pytest.param({"site": "not_sure"}, None, id="unsure"),
        pytest.param({}, None, id="unanswered is not no"),
    ],
)
def test_known_holds(given, verdict):
    assert Known(answers=answers(**given), ruled_out=frozenset()).holds(KNEE) is verdict


def test_known_holds_not_what_an_earlier_answer_ruled_out():
    assert Known(answers={}, ruled_out={"side"}).holds(SIDE) is False


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param({"site": "knee", "side": "left"}, True, id="all"),
        pytest.param({"site": "knee"}, None, id="one open"),
        pytest.param({"side": "right"}, False, id="no beats open"),
    ],
)
def test_known_all_hold(given, verdict):
    known = Known(answers=answers(**given), ruled_out=frozenset())
    assert known.all_hold([KNEE, SIDE]) is verdict


def test_replay_asks_a_question_only_when_it_applies(small):
    knee = replay(small, answers(signs="none", site="knee")).screens[1]
    hip = replay(small, answers(signs="none", site="hip")).screens[1]
    assert "side" in [question.id for question in knee.questions]
    assert "side" not in [question.id for question in hip.questions]


def test_replay_neither_asks_nor_rules_out_what_depends_on_a_missing_answer(small):
    state = replay(small, answers(signs="none", side="left"))
    assert "side" not in [q.id for q in state.screens[1].questions]
    assert state.known.holds(SIDE) is None


def test_replay_leaves_out_answers_that_were_not_asked_for(small):
    state = replay(small, small_answers(site="hip", side="left"))
    assert "side" not in state.known.answers
    assert state.known.holds(SIDE) is False


def test_replay_stops_at_a_door(small):
    state = replay(small, small_answers(signs="numb"))
    assert state.door is small.doors[0]
    assert [screen.step for screen in state.screens] == ["danger"]
    assert state.open_questions == ()
    assert state.first_open_screen is None


def test_replay_counts_a_door_further_on_when_an_earlier_answer_is_missing(small):
    assert replay(small, answers(site="all_over")).door is small.doors[1]


def test_replay_goes_to_the_first_open_screen(small):
    assert replay(small, {}).first_open_screen.step == "danger"
    assert replay(small, answers(signs="none")).first_open_screen.step == "pain"
    assert replay(small, small_answers(signs=None)).first_open_screen.step == "danger"
    assert replay(small, small_answers()).first_open_screen is None


def test_replay_asks_again_only_what_a_change_newly_requires(small):
    state = replay(small, small_answers(side=None))
    assert state.open_questions == ("side",)


def test_replay_never_waits_for_an_optional_question(small):
    assert replay(small, small_answers()).open_questions == ()


def test_state_walks_forward_and_back(small):
    state = replay(small, small_answers())
    assert state.screen_after("danger").step == "pain"
    assert state.screen_after("pain") is None
    assert state.screen_before("pain").step == "danger"
    assert state.screen_before("danger") is None
    assert state.screen("pain").step == "pain"
    assert replay(small, answers(signs="numb")).screen("pain") is None


def test_replay_leaves_out_a_step_without_a_question(small):
    side = Step(id="side", questions=(small.questions["side"],))
    path = replace(small, steps=(small.steps[0], side, small.steps[1]))
    asked = [screen.step for screen in replay(path, small_answers()).screens]
    assert asked == ["danger", "pain"]
