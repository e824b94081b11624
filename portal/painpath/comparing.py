"""What a change of the rules means for patients: which outcomes are others now.

Cases are people that clinicians thought of. Besides, every answer that can make a
difference to a rule is tried, as the proofs do, on both versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .cases import Case
from .engine import outcome
from .outcome import Outcome
from .prove_rules import answers_around, listing
from .questionnaire import Answers, Path

LISTED: Final = "listed"
NOT_YET: Final = "not_yet"
NOT_LISTED: Final = "not_listed"
NOTHING: Final = ""  # no procedure is talked about: an urgent way out


@dataclass(frozen=True, slots=True)
class Move:
    """A procedure that stood at one place and now stands at another."""

    procedure: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Another urgency, or somebody else to consult."""

    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case whose outcome is not what it was."""

    case: str
    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]


@dataclass(slots=True)
class Moved:
    """How many of the answers tried make the same move, with one of them."""

    move: Move
    count: int
    example: Answers


@dataclass(slots=True)
class Comparison:
    """What became of every set of answers tried."""

    tried: int = 0
    changed: int = 0
    moved: dict[Move, Moved] = field(default_factory=dict)


def changed_cases(old: Path, new: Path, cases: Sequence[Case]) -> list[CaseChange]:
    """Return the cases whose outcome changes, and how."""
    found = []
    for case in cases:
        answers = {q: a for q, a in case.answers.items() if q in old.questions}
        before, after = outcome(old, answers), outcome(new, case.answers)
        moves, shifts = tuple(_moves(before, after)), tuple(_shifts(before, after))
        if moves or shifts:
            found.append(CaseChange(case.name, moves, shifts))
    return found


def compare(old: Path, new: Path) -> Comparison:
    """Try every answer around every rule that may judge otherwise now."""
    comparison = Comparison()
    same_frame = _frame(old) == _frame(new)
    for procedure in dict.fromkeys((*old.procedures, *new.procedures)):
        before, after = _only(old, procedure), _only(new, procedure)
        if same_frame and before.rules == after.rules:
            continue
        seen: set[frozenset[tuple[str, frozenset[str]]]] = set()
        for answers in _answers(before, after, at_doors=not same_frame):
            key = frozenset(answers.items())
            if key not in seen:
                seen.add(key)
                _try(before, after, answers, comparison)
    return comparison


def _answers(old: Path, new: Path, *, at_doors: bool) -> Iterator[Answers]:
    """Yield what the rules of both can tell apart, and each answer at each door."""
    tests = [c for path in (old, new) for way in path.ways_out for c in way.when]
    asked = {test.question for test in tests}
    for path in (old, new):
        for rule in path.rules:
            yield from answers_around(path, rule)
            example = listing(path, rule) if at_doors else None
            for question in example or ():
                for choice in path.questions[question].allowed:
                    if question in asked:
                        yield {**(example or {}), question: frozenset({choice})}


def _try(old: Path, new: Path, answers: Answers, comparison: Comparison) -> None:
    comparison.tried += 1
    moves = list(_moves(outcome(old, answers), outcome(new, answers)))
    comparison.changed += bool(moves)
    for move in moves:
        moved = comparison.moved.setdefault(move, Moved(move, 0, answers))
        moved.count += 1


def _only(path: Path, procedure: str) -> Path:
    """Return the path as if this procedure were all there is."""
    rules = path.rules_by_procedure.get(procedure, ())
    return replace(path, procedures=(procedure,) if rules else (), rules=rules)


def _frame(path: Path) -> tuple[object, ...]:
    """Return what decides besides the rules where a procedure stands."""
    return path.steps, path.doors, path.holds


def places(found: Outcome) -> dict[str, str]:
    """Return where each procedure stands."""
    return {
        **{item.procedure: LISTED for item in found.listed},
        **{item.procedure: NOT_YET for item in found.not_yet},
        **{item.procedure: NOT_LISTED for item in found.not_listed},
    }


def _moves(before: Outcome, after: Outcome) -> Iterator[Move]:
    was, is_ = places(before), places(after)
    for procedure in dict.fromkeys((*was, *is_)):
        one, other = was.get(procedure, NOTHING), is_.get(procedure, NOTHING)
        if one != other:
            yield Move(procedure, one, other)


def _shifts(before: Outcome, after: Outcome) -> Iterator[Shift]:
    for about in ("urgency", "specialist"):
        one, other = str(getattr(before, about)), str(getattr(after, about))
        if one != other:
            yield Shift(about, one, other)
