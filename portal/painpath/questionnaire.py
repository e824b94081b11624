"""The pain path as data: screens, questions and rules, without any wording.

Everything a clinician may want to change is here as a value read from
`content/pain-path/path.yaml`; `engine` and `replay` only know how to read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

# Choices of one question. A radio answer is a set of one; 0 to 10 is "0" … "10".
Answers = Mapping[str, frozenset[str]]

NONE = "none"
NOT_SURE = "not_sure"
EXCLUSIVE = frozenset({NONE, NOT_SURE})
SCALE = tuple(str(number) for number in range(11))


class Kind(StrEnum):
    ONE = "one"
    MANY = "many"
    SCALE = "scale"


class Urgency(StrEnum):
    """In order: the first is the most urgent."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    ROUTINE = "routine"


class Specialist(StrEnum):
    EMERGENCY = "emergency"
    SAME_DAY_CARE = "same_day_care"
    PRIMARY_CARE = "primary_care"
    PAIN_SPECIALIST = "pain_specialist"
    SPINE_SURGEON = "spine_surgeon"
    RHEUMATOLOGY = "rheumatology"
    VASCULAR = "vascular"
    NEUROLOGY = "neurology"
    PAEDIATRICS = "paediatrics"


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One test of one answer: does it include any of these choices?"""

    question: str
    any_of: frozenset[str] = frozenset()
    at_least: int | None = None  # for 0 to 10; the same as naming n … 10
    line: int = field(default=1, compare=False)
    choices: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        numbers = () if self.at_least is None else SCALE[max(self.at_least, 0) :]
        object.__setattr__(self, "choices", self.any_of | frozenset(numbers))


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    id: str
    kind: Kind
    choices: tuple[str, ...] = ()
    asked_when: tuple[Criterion, ...] = ()  # all must hold; empty: always
    for_summary: frozenset[str] = frozenset()  # shown and printed, decide nothing
    summary_only: bool = False  # all its choices are for the summary
    optional: bool = False
    at_most: int | None = None
    line: int = field(default=1, compare=False)

    @property
    def allowed(self) -> tuple[str, ...]:
        return SCALE if self.kind is Kind.SCALE else self.choices

    @property
    def undeciding(self) -> frozenset[str]:
        return frozenset(self.allowed) if self.summary_only else self.for_summary


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One screen."""

    id: str
    questions: tuple[Question, ...]
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """A way out of the path that lists no procedure, taken when all of `when` hold."""

    id: str
    urgency: Urgency
    specialist: Specialist
    when: tuple[Criterion, ...]
    sources: tuple[str, ...]
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """What puts every procedure off for now, unless it is known not to be so."""

    id: str
    when: tuple[Criterion, ...]
    sources: tuple[str, ...]
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One kind of pain that one procedure is aimed at."""

    id: str
    offers: str  # slug of a procedure
    specialist: Specialist  # whom to ask about it
    fits_when: tuple[Criterion, ...]
    ready_when: tuple[Criterion, ...]
    unless: tuple[Criterion, ...] = ()
    sources: tuple[str, ...]
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """Whom to consult when all of `when` hold."""

    specialist: Specialist
    when: tuple[Criterion, ...]
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Consult:
    """Whom to consult after a routine result; in each list the first that holds."""

    first: tuple[Referral, ...]  # whatever is listed
    several: Specialist  # when the listed rules name different ones
    nothing_listed: tuple[Referral, ...]
    otherwise: Specialist


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """Which choices of a question are conventional care."""

    question: str
    conventional: tuple[str, ...]
    pages: Mapping[str, str] = field(default_factory=dict)  # conventional-care slugs
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A question worth asking the specialist, when all of `when` hold."""

    id: str
    when: tuple[Criterion, ...] = ()
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, kw_only=True)
class Path:
    procedures: tuple[str, ...]
    steps: tuple[Step, ...]
    care: Care
    tell_specialist: str  # the question whose answers the specialist must know
    doors: tuple[Door, ...]  # looked at in this order
    holds: tuple[Hold, ...]
    rules: tuple[Rule, ...]
    consult: Consult
    questions_to_ask: tuple[Ask, ...]

    @property
    def ways_out(self) -> tuple[Door | Hold, ...]:
        return (*self.doors, *self.holds)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Return the questions by id, in the order they are asked."""
        return {q.id: q for step in self.steps for q in step.questions}

    @cached_property
    def rules_by_procedure(self) -> Mapping[str, tuple[Rule, ...]]:
        return {
            procedure: tuple(r for r in self.rules if r.offers == procedure)
            for procedure in self.procedures
        }

    @cached_property
    def doors_by_step(self) -> Mapping[str, tuple[Door, ...]]:
        """Return the doors by the step where all their questions have been asked."""
        order = list(self.questions)
        last = {
            door.id: max(door.when, key=lambda c: order.index(c.question)).question
            for door in self.doors
        }
        return {
            step.id: tuple(
                door
                for door in self.doors
                if last[door.id] in {question.id for question in step.questions}
            )
            for step in self.steps
        }
