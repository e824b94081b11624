"""Walk the path again from its answers: what is asked, what counts, where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from .questionnaire import (
    NOT_SURE,
    Answers,
    Criterion,
    Door,
    Path,
    Question,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the answers so far tell; three values, because unanswered is not "no"."""

    answers: Answers
    ruled_out: Set[str]  # questions that an earlier answer makes pointless

    def holds(self, criterion: Criterion) -> bool | None:
        """Say yes, no, or None where the answer is missing or unsure.

        A question that is not asked because of an earlier, definite answer is "no":
        whoever has no pain in a limb cannot have their worst pain there.
        """
        given = self.answers.get(criterion.question)
        if given is None:
            return False if criterion.question in self.ruled_out else None
        if not given.isdisjoint(criterion.choices):
            return True
        return None if NOT_SURE in given else False

    def all_hold(self, criteria: Iterable[Criterion]) -> bool | None:
        """Say no at the first definite no, yes only if nothing is open."""
        verdict: bool | None = True
        for criterion in criteria:
            match self.holds(criterion):
                case False:
                    return False
                case None:
                    verdict = None
        return verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """A step as this person sees it: only the questions that apply."""

    step: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Where a person stands on the path; a pure function of path and answers."""

    screens: tuple[Screen, ...]  # in order, up to the end of the path
    known: Known  # holds only the answers that were asked for
    door: Door | None  # the one that ended the path early
    open_questions: tuple[
        str, ...
    ]  # asked, required and unanswered; none behind a door

    @property
    def first_open_screen(self) -> Screen | None:
        """Return the screen to go to next; None when the result can be shown."""
        return next(
            (
                screen
                for screen in self.screens
                if any(q.id in self.open_questions for q in screen.questions)
            ),
            None,
        )

    def screen(self, step: str) -> Screen | None:
        return next((s for s in self.screens if s.step == step), None)

    def screen_after(self, step: str) -> Screen | None:
        """Return the screen that follows; None when the path ends with this one."""
        steps = [screen.step for screen in self.screens]
        position = steps.index(step) + 1
        return self.screens[position] if position < len(steps) else None

    def screen_before(self, step: str) -> Screen | None:
        position = [screen.step for screen in self.screens].index(step)
        return self.screens[position - 1] if position else None


def replay(path: Path, answers: Answers) -> State:
    """Ask every question again that these answers call for, and stop at a door.

    Answers to questions that are not asked are left out, not held against anyone.
    A missing answer does not stop the walk: a sign of danger told further on counts.
    """
    kept: dict[str, frozenset[str]] = {}
    ruled_out: set[str] = set()
    known = Known(answers=kept, ruled_out=ruled_out)
    screens: list[Screen] = []
    door = None
    for step in path.steps:
        asked = []
        for question in step.questions:
            applies = known.all_hold(question.asked_when)
            if applies:
                asked.append(question)
                if answers.get(question.id):
                    kept[question.id] = answers[question.id]
            elif applies is False:
                ruled_out.add(question.id)
        if asked:
            screens.append(Screen(step=step.id, questions=tuple(asked)))
        doors = path.doors_by_step[step.id]
        door = next((d for d in doors if known.all_hold(d.when)), None)
        if door:
            break
    required = [q.id for s in screens for q in s.questions if not q.optional]
    return State(
        screens=tuple(screens),
        known=known,
        door=door,
        open_questions=tuple(q for q in required if not door and q not in kept),
    )
