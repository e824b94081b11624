"""Check that nothing in a path is idle: each choice, question and rule can matter."""

from __future__ import annotations

from collections import defaultdict

from .build import Place
from .check import deciding
from .questionnaire import EXCLUSIVE, Kind, Path
from .spaces import stoppers, witness


def check_use(path: Path, place: Place) -> None:
    _check_choices(path, place)
    for question in path.questions.values():
        if witness(path, question.asked_when) is None:
            here = place.at(question.id).at("asked_when")
            here.fault(question.line, "what no answers give", "a test that can hold")
    for rule in path.rules:
        wanted = (*rule.fits_when, *rule.ready_when)
        if witness(path, wanted, (*rule.unless, *stoppers(path))) is None:
            here = place.at(rule.id)
            here.fault(rule.line, "a rule that can never list", "one that can")
    for way_out in path.ways_out:
        if witness(path, way_out.when) is None:
            here = place.at(way_out.id).at("when")
            here.fault(way_out.line, "what no answers give", "a test that can hold")


def _check_choices(path: Path, place: Place) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for _, criterion in deciding(path):
        used[criterion.question] |= criterion.choices
    for question in path.questions.values():
        if question.kind is not Kind.MANY and used[question.id]:
            continue  # what no test names is the other side of one
        here = place.at(question.id).at("choices")
        for choice in question.allowed:
            if choice not in used[question.id] | question.undeciding | EXCLUSIVE:
                allowed = "a choice that a rule uses, or one marked for_summary"
                here.fault(question.line, f"{choice!r}, which nothing uses", allowed)
