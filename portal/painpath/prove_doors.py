"""Prove that signs and look-alikes always win, and what must not matter does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from .questionnaire import NONE, Answers, Door, Path, Question, Urgency
from .spaces import UNANSWERED, stoppers, subsets, witness
from .tally import Tally

RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


def prove_doors(path: Path, examples: Sequence[Answers], tally: Tally) -> None:
    """Hold every door of one test against an example of every rule."""
    for door in path.doors:
        if len(door.when) == 1:
            for example in examples:
                _prove_door(path, door, example, tally)


def prove_signs(path: Path, example: Answers, tally: Tally) -> None:
    """Try every set of signs: they list nothing, and one more never lowers the urgency."""
    signs = [
        path.questions[door.when[0].question]
        for door in path.doors
        if door.urgency is not Urgency.ROUTINE
    ]
    for question in signs:
        calm = {q.id: frozenset({NONE}) for q in signs if q.id != question.id}
        _prove_sets(path, question, {**example, **calm}, tally)
    for first, second in permutations(signs, 2):
        both = {q.id: _signs_of(q) for q in (first, second)}
        found = tally.judge(path, {**example, **both}).urgency
        one = tally.judge(path, {**example, first.id: both[first.id]}).urgency
        failure = f"signs of {second.id} lower the urgency of {first.id}"
        tally.expect(RANKS[found] <= RANKS[one], failure)


def prove_undeciding(path: Path, examples: Sequence[Answers], tally: Tally) -> None:
    """Try every answer to the questions that are only for the summary."""
    for question in path.questions.values():
        if not question.summary_only:
            continue
        for example in examples:
            expected = tally.judge(path, example)
            for answer in _answers_to(question):
                changed = {**example, question.id: answer}
                same = tally.judge(path, changed) == expected
                tally.expect(same, f"{question.id} changes the outcome")


def prove_referrals(path: Path, tally: Tally) -> None:
    """Reach every referral and every door that the path names."""
    for referral in (*path.consult.first, *path.consult.nothing_listed):
        answers = witness(path, referral.when, stoppers(path))
        found = tally.judge(path, answers).specialist if answers else None
        failure = f"consult: {referral.specialist} is never reached"
        tally.expect(found is referral.specialist, failure)
    for door in path.doors:
        earlier = path.doors[: path.doors.index(door)]
        avoided = [c for d in earlier if len(d.when) == 1 for c in d.when]
        answers = witness(path, door.when, avoided)
        reached = tally.judge(path, answers).door if answers else None
        tally.expect(reached == door.id, f"{door.id}: this door is never reached")


def _prove_door(path: Path, door: Door, example: Answers, tally: Tally) -> None:
    test = door.when[0]
    for choice in sorted(test.choices):
        found = tally.judge(path, {**example, test.question: frozenset({choice})})
        nothing = not found.listed and not found.not_yet
        tally.expect(nothing, f"{door.id}: lists in spite of {choice}")
        right = RANKS[found.urgency] <= RANKS[door.urgency]
        tally.expect(right, f"{door.id}: {choice} is not urgent enough")
    found = tally.judge(path, {**example, test.question: UNANSWERED})
    failure = f"{door.id}: lists with {test.question} unanswered"
    tally.expect(not found.listed, failure)


def _prove_sets(path: Path, question: Question, example: Answers, tally: Tally) -> None:
    urgencies = {UNANSWERED: Urgency.ROUTINE}
    for signs in subsets(_signs_of(question)):
        found = tally.judge(path, {**example, question.id: signs})
        urgencies[signs] = found.urgency
        nothing = not (found.listed or found.not_yet or found.not_listed)
        failure = f"{question.id}: {', '.join(sorted(signs))} names a procedure"
        tally.expect(nothing, failure)
        for sign in signs:
            lower = RANKS[urgencies[signs - {sign}]] < RANKS[found.urgency]
            tally.expect(not lower, f"{question.id}: {sign} lowers the urgency")


def _signs_of(question: Question) -> frozenset[str]:
    return frozenset(question.choices) - {NONE}


def _answers_to(question: Question) -> Iterable[frozenset[str]]:
    if question.at_most is None:
        return [UNANSWERED, *(frozenset({choice}) for choice in question.allowed)]
    sets = subsets(question.allowed)
    return [UNANSWERED, *(s for s in sets if len(s) <= question.at_most)]
