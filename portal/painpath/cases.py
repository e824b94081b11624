"""Clinicians' test cases: answers, and what they must lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.pages.faults import ContentError, Fault, shown
from portal.pages.strict_yaml import Node, read_yaml

from .answers import read_answers
from .build import Place, build
from .engine import outcome
from .outcome import Outcome
from .questionnaire import Answers, Path, Specialist, Urgency


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """Only what is named is compared; lists are whole and in the path's order."""

    urgency: Urgency | None = None
    specialist: Specialist | None = None
    triggers: tuple[str, ...] | None = None
    listed: tuple[str, ...] | None = None
    not_yet: tuple[str, ...] | None = None
    rules: tuple[str, ...] | None = None  # of what is listed or not yet
    missing: tuple[str, ...] | None = None  # questions, over all that is not yet
    tell_specialist: tuple[str, ...] | None = None
    care_not_tried: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    name: str
    answers: Answers
    expect: Expected
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a case and the path disagree."""

    case: str
    about: str
    expected: object
    found: object

    def __str__(self) -> str:
        return (
            f"{self.case}: {self.about}: expected {self.expected}, found {self.found}"
        )


def parse_cases(text: str, path: Path, *, file: str) -> tuple[Case, ...]:
    """Return the cases; a case may be like an earlier one, with other answers."""
    faults: list[Fault] = []
    place = Place(file, faults)
    node = read_yaml(text, file=file, faults=faults)
    if node is not None and not isinstance(node.value, list):
        place.fault(node.line, shown(node.plain()), "a list of cases")
    cases: dict[str, Case] = {}
    items = node.value if node and isinstance(node.value, list) else []
    for item in items:
        case = _case(item, path, place, cases)
        if case.name in cases:
            place.at(case.name).fault(case.line, "the name twice", "each name once")
        cases[case.name] = case
    if not cases and not faults:
        place.fault(1, "nothing", "a list of cases")
    if faults:
        raise ContentError(faults)
    return tuple(cases.values())


def differences(path: Path, case: Case) -> tuple[Difference, ...]:
    """Return nothing when the path does what the clinicians expect."""
    seen = compared(outcome(path, case.answers))
    expected = {
        name: value
        for name in Expected.__dataclass_fields__
        if (value := getattr(case.expect, name)) is not None
    }
    return tuple(
        Difference(case.name, about, value, seen[about])
        for about, value in expected.items()
        if value != seen[about]
    )


def compared(found: Outcome) -> dict[str, object]:
    """Return what came out, under the names that a case may expect."""
    rules = [item.rule for item in found.listed]
    rules += [item.rule for item in found.not_yet]
    tell = (choice for item in found.listed for choice in item.tell_specialist)
    missing = (f.question for item in found.not_yet for f in item.missing)
    return {
        "urgency": found.urgency,
        "specialist": found.specialist,
        "triggers": found.triggers,
        "listed": tuple(item.procedure for item in found.listed),
        "not_yet": tuple(item.procedure for item in found.not_yet),
        "rules": tuple(rules),
        "missing": tuple(dict.fromkeys(missing)),
        "tell_specialist": tuple(dict.fromkeys(tell)),
        "care_not_tried": found.care_not_tried,
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """A case as it stands in the file."""

    name: str
    like: str = ""
    without: tuple[str, ...] = ()
    expect: Expected


def _case(node: Node, path: Path, place: Place, earlier: Mapping[str, Case]) -> Case:
    given = node.value if isinstance(node.value, dict) else {}
    rest = {key: value for key, value in given.items() if key != "answers"}
    written: _Written = build(_Written, Node(rest, node.line), place.at("cases"))
    here = place.at(written.name or "cases")
    answers: dict[str, object] = {}
    if written.like and written.like not in earlier:
        here.at("like").fault(node.line, repr(written.like), "an earlier case")
    elif written.like:
        answers.update(earlier[written.like].answers)
    for name in written.without:
        answers.pop(name, None)
    own = given["answers"].plain() if "answers" in given else {}
    if not isinstance(own, dict):
        here.at("answers").fault(node.line, shown(own), "answers by question")
        own = {}
    reading = read_answers(path, {**answers, **own})
    for problem in reading.problems:
        here.at(problem.question).fault(node.line, problem.found, problem.allowed)
    return Case(
        name=written.name,
        answers=reading.answers,
        expect=written.expect,
        line=node.line,
    )
