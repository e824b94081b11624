"""Make answers from what a form, a cookie or a file holds; guess nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.pages.faults import shown

from .questionnaire import EXCLUSIVE, SCALE, Answers, Kind, Path, Question


class Mistake(StrEnum):
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_CHOICE = "unknown_choice"
    NOTHING = "nothing"
    MORE_THAN_ONE = "more_than_one"
    TOO_MANY = "too_many"
    NOT_TOGETHER = "not_together"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `kind` names the wording, str() is for a log."""

    question: str
    kind: Mistake
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.question}: found {self.found}, allowed {self.allowed}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers that are possible, and what was wrong with the others."""

    answers: Answers
    problems: tuple[Problem, ...]


def read_answers(path: Path, given: Mapping[str, object]) -> Reading:
    """Keep every possible answer, whether or not its question will be asked."""
    questions = path.questions
    answers: dict[str, frozenset[str]] = {}
    problems: list[Problem] = []
    for name, value in given.items():
        question = questions.get(name)
        if question is None:
            problems.append(
                Problem(
                    str(name),
                    Mistake.UNKNOWN_QUESTION,
                    "an unknown question",
                    ", ".join(questions),
                )
            )
            continue
        chosen = read_answer(question, value)
        if isinstance(chosen, Problem):
            problems.append(chosen)
        elif chosen:
            answers[name] = chosen
    return Reading(answers, tuple(problems))


def read_answer(question: Question, value: object) -> frozenset[str] | Problem:
    """Return the chosen ids; an optional question may have none."""
    items = (
        list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    )
    texts = [_text(question, item) for item in items]
    allowed = question.allowed

    def problem(kind: Mistake, found: str, wanted: str) -> Problem:
        return Problem(question.id, kind, found, wanted)

    unknown = [i for i, text in zip(items, texts, strict=True) if text not in allowed]
    if unknown:
        every = "0 to 10" if question.kind is Kind.SCALE else ", ".join(allowed)
        return problem(Mistake.UNKNOWN_CHOICE, shown(unknown[0]), every)
    chosen = frozenset(text for text in texts if text is not None)
    if not chosen and not question.optional:
        return problem(Mistake.NOTHING, "no answer", "at least one choice")
    if question.kind is not Kind.MANY and len(chosen) > 1:
        return problem(Mistake.MORE_THAN_ONE, _listed(chosen), "one choice")
    if len(chosen) > 1 and chosen & EXCLUSIVE:
        alone = " or ".join(sorted(chosen & EXCLUSIVE))
        return problem(Mistake.NOT_TOGETHER, _listed(chosen), f"{alone} only alone")
    if question.at_most and len(chosen) > question.at_most:
        wanted = f"at most {question.at_most}"
        return problem(Mistake.TOO_MANY, _listed(chosen), wanted)
    return chosen


def plain(path: Path, answers: Answers) -> dict[str, object]:
    """Return answers as a file or a cookie holds them, in the order of the path."""
    return {
        question.id: _plain(question, answers[question.id])
        for question in path.questions.values()
        if answers.get(question.id)
    }


def _plain(question: Question, chosen: frozenset[str]) -> object:
    ordered = [choice for choice in question.allowed if choice in chosen]
    if question.kind is Kind.MANY:
        return ordered
    return int(ordered[0]) if question.kind is Kind.SCALE else ordered[0]


def _text(question: Question, item: object) -> str | None:
    """Return the id that is meant, where one can be; a number is meant by a number."""
    if question.kind is Kind.SCALE and type(item) is int and 0 <= item < len(SCALE):
        return SCALE[item]
    return item if isinstance(item, str) else None


def _listed(chosen: frozenset[str]) -> str:
    return ", ".join(sorted(chosen))
