"""Each proof must be able to fail: here are paths that break them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.painpath import prove_doors, prove_rules, prove_walks
from portal.painpath.engine import outcome
from portal.painpath.proofs import Report, prove
from portal.painpath.questionnaire import Criterion, Specialist, Urgency
from portal.painpath.tally import Tally


def failures(path):
    return prove(path).failures


def choose(question, *choices):
    return Criterion(question=question, any_of=frozenset(choices))


def test_prove_finds_nothing_wrong_with_a_good_path(small):
    report = prove(small)
    assert report.failures == ()
    assert report.paths > 3
    assert report.outcomes > report.paths


def test_report_says_the_figures_and_the_failures():
    good = Report(failures=(), paths=1200, outcomes=34000, seconds=1.25)
    bad = Report(failures=("a", "b"), paths=1, outcomes=2, seconds=0.0)
    assert str(good).splitlines() == [
        "All proofs of the pain path hold.",
        "1,200 paths, 34,000 outcomes, 1.2 seconds.",
    ]
    assert str(bad).splitlines()[:2] == ["a", "b"]


def test_prove_finds_a_rule_that_no_answers_list(small):
    knee = replace(small.rules[0], unless=(choose("site", "knee"),))
    assert "knee: no answers list it" in failures(replace(small, rules=(knee,)))


def test_prove_finds_a_rule_that_always_comes_second(small):
    shadow = replace(small.rules[0], id="shadow")
    path = replace(small, rules=(*small.rules, shadow))
    assert "shadow: no answers make it the one that is listed" in failures(path)


def test_prove_finds_not_sure_that_lists(small):
    unsure = replace(small.rules[0], fits_when=(choose("site", "knee", "not_sure"),))
    path = replace(small, rules=(unsure,), doors=small.doors[:1])
    assert "knee: not_sure about site adds it" in failures(path)


def test_prove_finds_a_listing_that_rests_on_no_answer(small, monkeypatch):
    monkeypatch.setattr(prove_rules, "_left_open", lambda path, rule, answers: ["site"])
    assert "knee: listed with site unanswered" in failures(small)


def test_prove_finds_a_part_in_which_nothing_is_listed(small, monkeypatch):
    monkeypatch.setattr(
        prove_rules, "letters", lambda question, criteria, example: (frozenset(),)
    )
    assert any("never listed over" in failure for failure in failures(small))


def test_prove_finds_a_door_that_lets_a_procedure_through(small, monkeypatch):
    def without_doors(path, answers):
        return outcome(replace(path, doors=()), answers)

    monkeypatch.setattr("portal.painpath.tally.outcome", without_doors)
    found = failures(small)
    assert "emergency: lists in spite of numb" in found
    assert "emergency: numb is not urgent enough" in found
    assert "emergency: lists with signs unanswered" in found
    assert "emergency: this door is never reached" in found
    assert "signs: numb names a procedure" in found


def sign_failures(path, doors):
    tally = Tally()
    example = prove_rules.listing(path, path.rules[0])
    prove_doors.prove_signs(replace(path, doors=doors), example, tally)
    return tally.failures


def test_prove_finds_a_sign_that_lowers_the_urgency(path):
    emergency, same_day = path.doors[:2]
    both = tuple(choose("urgent_signs", sign) for sign in ("fever", "weight_loss"))
    calming = replace(same_day, id="two-signs", urgency=Urgency.ROUTINE, when=both)
    found = sign_failures(path, (emergency, calming, same_day))
    assert "urgent_signs: fever lowers the urgency" in found


def test_prove_finds_signs_that_lower_the_urgency_of_others(path):
    emergency, same_day = path.doors[:2]
    calmer = replace(emergency, urgency=Urgency.SAME_DAY)
    hotter = replace(same_day, urgency=Urgency.EMERGENCY)
    assert sign_failures(path, (calmer, hotter)) == (
        "signs of emergency_signs lower the urgency of urgent_signs",
    )


def test_prove_finds_a_wish_that_changes_the_outcome(small):
    knee = replace(
        small.rules[0],
        ready_when=(*small.rules[0].ready_when, choose("wishes", "sleep")),
    )
    assert "wishes changes the outcome" in failures(replace(small, rules=(knee,)))


def test_prove_finds_a_referral_that_is_never_made(small):
    first = small.consult.first[0]
    never = replace(first, specialist=Specialist.NEUROLOGY)
    consult = replace(small.consult, first=(first, never))
    assert "consult: neurology is never reached" in failures(
        replace(small, consult=consult)
    )


def test_prove_finds_a_referral_that_nobody_meets(small):
    nobody = replace(
        small.consult.first[0],
        when=(choose("helped", "little"), choose("helped", "not_sure")),
    )
    consult = replace(small.consult, first=(nobody,))
    assert "consult: spine_surgeon is never reached" in failures(
        replace(small, consult=consult)
    )


def test_prove_finds_a_question_that_is_never_asked(small):
    pain = small.steps[1]
    questions = tuple(
        replace(q, asked_when=(choose("signs", "numb"),)) if q.id == "side" else q
        for q in pain.questions
    )
    path = replace(small, steps=(small.steps[0], replace(pain, questions=questions)))
    assert "side: never asked" in failures(path)


def test_prove_finds_a_dead_end(small, monkeypatch):
    monkeypatch.setattr(
        prove_walks, "_ways_to_answer", lambda path, screen, answers: [{}]
    )
    assert "danger: a dead end" in failures(small)


@pytest.mark.parametrize(
    ("changed", "failure"),
    [
        pytest.param({"ending": "shop"}, "a path ends elsewhere", id="ending"),
        pytest.param(
            {"listed": (), "not_yet": (), "not_listed": ()},
            "a result does not account for each procedure once",
            id="accounting",
        ),
    ],
)
def test_prove_finds_a_result_that_is_not_whole(small, monkeypatch, changed, failure):
    monkeypatch.setattr(
        "portal.painpath.tally.outcome",
        lambda path, answers: replace(outcome(path, answers), **changed),
    )
    assert failure in failures(small)
