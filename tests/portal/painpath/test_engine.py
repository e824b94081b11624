from __future__ import annotations

from dataclasses import replace

import pytest

from portal.painpath.engine import outcome, single_changes
from portal.painpath.outcome import Finding
from portal.painpath.questionnaire import (
    Consult,
    Criterion,
    Referral,
    Specialist,
    Urgency,
)
from tests.portal.painpath.paths import SMALL, replaced, small_answers, small_path


def test_outcome_lists_what_fits_and_is_ready(small):
    found = outcome(small, small_answers())
    (item,) = found.listed
    assert (item.procedure, item.rule) == ("knee-injection", "knee")
    assert item.because == (
        Finding(question="site", answered=("knee",)),
        Finding(question="score", answered=("7",)),
        Finding(question="care", answered=("exercise",)),
    )
    assert found.not_yet == found.not_listed == ()


def test_outcome_tells_the_specialist_about_health_but_not_about_none(small):
    thinner = outcome(small, small_answers(health="thinner")).listed[0]
    nothing = outcome(small, small_answers(health="none")).listed[0]
    assert thinner.tell_specialist == ("thinner",)
    assert nothing.tell_specialist == ()


def test_outcome_says_not_yet_what_is_missing(small):
    (item,) = outcome(small, small_answers(score="4")).not_yet
    assert item.missing == (
        Finding(
            question="score", answered=("4",), wanted=("5", "6", "7", "8", "9", "10")
        ),
    )


def test_outcome_says_why_not_in_the_persons_own_answers(small):
    (item,) = outcome(small, small_answers(site=["hip"])).not_listed
    assert item.because_not == (Finding(question="site", answered=("hip",)),)


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        pytest.param(
            {"helped": "much"},
            Finding(question="helped", answered=("much",), hold="working"),
            id="held",
        ),
        pytest.param(
            {"helped": "not_sure"},
            Finding(question="helped", answered=("not_sure",), hold="working"),
            id="unsure",
        ),
        pytest.param(
            {"helped": None},
            Finding(question="helped", answered=(), hold="working"),
            id="unanswered",
        ),
        pytest.param(
            {"signs": None},
            Finding(question="signs", answered=()),
            id="door left open",
        ),
    ],
)
def test_outcome_puts_off_until_holds_and_doors_are_known_to_be_shut(
    small, changed, finding
):
    found = outcome(small, small_answers(**changed))
    assert not found.listed
    assert found.not_yet[0].missing == (finding,)


def test_outcome_in_an_emergency_names_no_procedure(small):
    found = outcome(small, small_answers(signs="numb"))
    assert found.urgency is Urgency.EMERGENCY
    assert found.triggers == ("numb",)
    assert found.specialist is Specialist.EMERGENCY
    assert found.listed == found.not_yet == found.not_listed == ()
    assert found.care_not_tried == ()


def test_outcome_of_a_look_alike_lists_nothing_and_says_why(small):
    found = outcome(small, small_answers(site="all_over"))
    assert found.urgency is Urgency.ROUTINE
    assert found.door == "all-over"
    (item,) = found.not_listed
    assert item.because_not == (Finding(question="site", answered=("all_over",)),)


@pytest.mark.parametrize(
    ("score", "kept_out"),
    [
        pytest.param("7", False, id="known not to be so"),
        pytest.param("10", True, id="known"),
        pytest.param(None, True, id="unanswered"),
    ],
)
def test_outcome_unless_fails_closed(score, kept_out):
    text = replaced(SMALL, "      - {question: score, at_least: 5}\n", "")
    text = replaced(
        text,
        "    ready_when:",
        "    unless: [{question: score, at_least: 10}]\n    ready_when:",
    )
    found = outcome(small_path(text), small_answers(score=score))
    assert bool(found.not_listed) is kept_out
    if kept_out:
        answered = (score,) if score else ()
        because = Finding(question="score", answered=answered)
        assert found.not_listed[0].because_not == (because,)


def test_outcome_takes_the_kindest_rule_and_of_equals_the_first(small):
    knee = small.rules[0]
    hip = replace(knee, id="hip", fits_when=(_site("hip"),))
    again = replace(knee, id="again")
    path = replace(small, rules=(hip, knee, again))
    assert outcome(path, small_answers()).listed[0].rule == "knee"
    assert outcome(path, small_answers(site=["hip"])).listed[0].rule == "hip"


def test_outcome_names_the_answer_that_kept_a_question_from_being_asked(small):
    side = Criterion(question="side", any_of=frozenset({"left"}))
    rule = replace(small.rules[0], fits_when=(side,))
    found = outcome(replace(small, rules=(rule,)), small_answers(site="hip"))
    assert found.not_listed[0].because_not == (
        Finding(question="site", answered=("hip",)),
    )


def test_outcome_leaves_out_what_waits_for_another_missing_answer(small):
    side = Criterion(question="side", any_of=frozenset({"left"}))
    rule = replace(
        small.rules[0],
        fits_when=(_site("hip"),),
        ready_when=(side, small.rules[0].ready_when[0]),
    )
    path = replace(small, rules=(rule,))
    some = outcome(path, small_answers(site="hip", score="4")).not_yet[0].missing
    assert [finding.question for finding in some] == ["score"]
    alone = outcome(path, small_answers(site="hip")).not_yet[0].missing
    assert [finding.question for finding in alone] == ["side"]


@pytest.mark.parametrize(
    ("changed", "specialist"),
    [
        pytest.param({}, "pain_specialist", id="of the listed rule"),
        pytest.param({"score": "10"}, "spine_surgeon", id="first of all"),
        pytest.param({"score": "4"}, "primary_care", id="nothing listed"),
    ],
)
def test_outcome_names_whom_to_consult(small, changed, specialist):
    assert outcome(small, small_answers(**changed)).specialist == specialist


def test_outcome_names_one_specialist_for_several(small):
    other = replace(
        small.rules[0],
        id="other",
        offers="other-injection",
        specialist=Specialist.NEUROLOGY,
    )
    path = replace(
        small,
        procedures=(*small.procedures, "other-injection"),
        rules=(*small.rules, other),
    )
    assert outcome(path, small_answers()).specialist is Specialist.PAIN_SPECIALIST


def test_outcome_refers_when_nothing_is_listed(small):
    little = Criterion(question="helped", any_of=frozenset({"little"}))
    consult = Consult(
        first=(),
        several=Specialist.PAIN_SPECIALIST,
        nothing_listed=(Referral(specialist=Specialist.NEUROLOGY, when=(little,)),),
        otherwise=Specialist.PRIMARY_CARE,
    )
    found = outcome(replace(small, consult=consult), small_answers(score="4"))
    assert found.specialist is Specialist.NEUROLOGY


@pytest.mark.parametrize(
    ("care", "not_tried"),
    [
        pytest.param("none", ("exercise",), id="nothing tried"),
        pytest.param("exercise", (), id="all tried"),
        pytest.param(None, (), id="unanswered is not untried"),
    ],
)
def test_outcome_names_care_not_tried(small, care, not_tried):
    assert outcome(small, small_answers(care=care)).care_not_tried == not_tried


def test_single_changes_names_answers_that_alone_would_list_it(small):
    given = small_answers(score="4")
    (item,) = outcome(small, given).not_yet
    assert single_changes(small, given, item) == item.missing


def test_single_changes_adds_to_an_answer_that_may_have_several(small):
    given = small_answers(care="none")
    (item,) = outcome(small, given).not_yet
    assert single_changes(small, given, item) == (
        Finding(question="care", answered=("none",), wanted=("exercise",)),
    )


def test_single_changes_is_empty_when_more_than_one_thing_is_missing(small):
    given = small_answers(score="4", care="none")
    (item,) = outcome(small, given).not_yet
    assert single_changes(small, given, item) == ()


def _site(choice):
    return Criterion(question="site", any_of=frozenset({choice}))
