"""Walk the path as a person does, screen by screen, along every branch.

A question that steers nothing gets one answer; one that a door or a later question
looks at gets one of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from .outcome import ENDING, Outcome
from .questionnaire import Answers, Path, Urgency
from .replay import Screen, replay
from .spaces import UNANSWERED, letters
from .tally import Tally


def prove_walks(path: Path, tally: Tally) -> None:
    """Prove that no walk is stuck, that all end alike, and that all can be reached."""
    asked: set[str] = set()
    for answers in _walks(path, {}, tally):
        tally.paths += 1
        found = tally.judge(path, answers)
        screens = replay(path, answers).screens
        asked |= {question.id for s in screens for question in s.questions}
        tally.expect(found.ending == ENDING, "a path ends elsewhere")
        accounted = _accounted(found) == sorted(path.procedures)
        if found.urgency is not Urgency.ROUTINE:
            accounted = not _accounted(found)
        tally.expect(accounted, "a result does not account for each procedure once")
    for question in path.questions:
        tally.expect(question in asked, f"{question}: never asked")


def _walks(path: Path, answers: Answers, tally: Tally) -> Iterator[Answers]:
    """Answer the first open screen in every way, and go on from there."""
    state = replay(path, answers)
    screen = state.first_open_screen
    if screen is None:
        yield answers
        return
    for given in _ways_to_answer(path, screen, answers):
        later = {**answers, **given}
        moved = replay(path, later).first_open_screen
        stuck = moved is not None and moved == screen
        tally.expect(not stuck, f"{screen.step}: a dead end")
        if not stuck:
            yield from _walks(path, later, tally)


def _ways_to_answer(path: Path, screen: Screen, answers: Answers) -> Iterator[Answers]:
    criteria = [c for q in path.questions.values() for c in q.asked_when]
    criteria += [c for door in path.doors for c in door.when]
    todo = [q for q in screen.questions if q.id not in answers]
    kinds = [
        [letter for letter in letters(question, criteria) if letter != UNANSWERED]
        for question in todo
    ]
    for combination in product(*kinds):
        yield {q.id: a for q, a in zip(todo, combination, strict=True)}


def _accounted(found: Outcome) -> list[str]:
    groups = (found.listed, found.not_yet, found.not_listed)
    return sorted(item.procedure for group in groups for item in group)
