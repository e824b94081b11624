"""Whatever somebody answers, in whatever state of completeness."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.painpath.answers import plain, read_answers
from portal.painpath.engine import outcome, single_changes
from portal.painpath.questionnaire import EXCLUSIVE, NOT_SURE, Kind, Urgency
from portal.painpath.replay import replay

quick = settings(
    max_examples=75,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def answer_to(question):
    one = st.sampled_from(question.allowed).map(lambda choice: frozenset({choice}))
    if question.kind is not Kind.MANY:
        return one
    free = [choice for choice in question.allowed if choice not in EXCLUSIVE]
    most = question.at_most or len(free)
    several = st.frozensets(st.sampled_from(free), min_size=1, max_size=most)
    return one | several


@st.composite
def any_answers(draw, path, *, calm=False):
    """Some answers; calm ones have no sign of danger and are adult and complete."""
    answers = {}
    for question in path.questions.values():
        if calm and question.id in {"emergency_signs", "urgent_signs"}:
            answers[question.id] = frozenset({"none"})
        elif calm or draw(st.booleans()):
            answers[question.id] = draw(answer_to(question))
    if calm:
        answers["age_group"] = frozenset({"50_to_64"})
    return answers


def procedures(found):
    groups = (found.listed, found.not_yet, found.not_listed)
    return sorted(item.procedure for group in groups for item in group)


@quick
@given(data=st.data())
def test_every_outcome_is_whole(path, data):
    answers = data.draw(any_answers(path))
    found = outcome(path, answers)
    assert found.ending == "consult-a-specialist"
    routine = found.urgency is Urgency.ROUTINE
    assert procedures(found) == (sorted(path.procedures) if routine else [])
    for item in found.not_yet:
        assert item.missing
        single_changes(path, answers, item)
    for item in found.not_listed:
        assert item.because_not
    for item in found.listed:
        assert item.because
    json.dumps(found.as_dict())


@quick
@given(data=st.data())
def test_nothing_is_listed_while_a_sign_is_given_or_left_open(path, data):
    answers = data.draw(any_answers(path, calm=True))
    sign = data.draw(st.sampled_from(["emergency_signs", "urgent_signs", "age_group"]))
    assert not outcome(path, {**answers, sign: frozenset()}).listed
    bad = {"emergency_signs": "cold_limb", "urgent_signs": "fever"}
    changed = {**answers, sign: frozenset({bad.get(sign, "under_18")})}
    found = outcome(path, changed)
    assert not found.listed
    assert not found.not_yet


@quick
@given(data=st.data())
def test_not_sure_lists_nothing_that_another_answer_does_not(path, data):
    answers = data.draw(any_answers(path, calm=True))
    unsure = [q for q in path.questions.values() if NOT_SURE in q.choices]
    question = data.draw(st.sampled_from(unsure))
    listed = {i.procedure for i in outcome(path, answers).listed}
    doubtful = {**answers, question.id: frozenset({NOT_SURE})}
    assert {i.procedure for i in outcome(path, doubtful).listed} <= listed


@quick
@given(data=st.data())
def test_for_whom_and_what_matters_change_nothing(path, data):
    answers = data.draw(any_answers(path, calm=True))
    changed = {
        **answers,
        "for_whom": data.draw(answer_to(path.questions["for_whom"])),
        "matters_most": data.draw(answer_to(path.questions["matters_most"])),
    }
    assert outcome(path, changed) == outcome(path, answers)


@quick
@given(data=st.data())
def test_the_outcome_rests_only_on_what_was_asked(path, data):
    answers = data.draw(any_answers(path))
    kept = replay(path, answers).known.answers
    assert outcome(path, kept) == outcome(path, answers)


@quick
@given(data=st.data())
def test_answers_survive_a_cookie(path, data):
    answers = data.draw(any_answers(path))
    again = read_answers(path, json.loads(json.dumps(plain(path, answers))))
    assert again.answers == answers
    assert again.problems == ()


@quick
@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text()))
def test_nonsense_is_refused_and_never_raises(path, given_answers):
    reading = read_answers(path, given_answers)
    assert len(reading.problems) + len(reading.answers) == len(given_answers)
