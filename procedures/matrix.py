"""Which procedures people discuss for which kind of pain, from the conditions' pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.pages.page import Page
from portal.pages.records import record_models

from .models import Procedure


@dataclass(frozen=True, slots=True)
class Matrix:
    """Kinds of pain by procedures; a cell is the direction of the evidence, or empty."""

    procedures: list[Procedure]
    rows: list[tuple[Page, list[str]]]
    lists: list[tuple[Procedure, list[tuple[str, list[Page]]]]]
    """The same by procedure: each direction with its conditions."""
    directions: list[tuple[str, str]]
    """Every direction there is, with its words."""
    tests: list[tuple[Procedure, list[Procedure]]]
    """Tests that no condition lists, each with the procedures that may follow."""


def matrix_of(procedures: Sequence[Procedure], language: str) -> Matrix:
    """Return the matrix of these procedures; one query, for the conditions."""
    model: Any = record_models()["condition"]
    conditions = list(model.objects.published().in_language(language))
    evidence = {
        (condition.slug, item["procedure"]): item["evidence"]
        for condition in conditions
        for item in condition.procedures
    }
    shown = [p for p in procedures if any(p.slug == to for _, to in evidence)]
    slugs = {procedure.slug for procedure in shown}
    with_any = {condition for condition, to in evidence if to in slugs}
    directions = model.Direction.choices
    return Matrix(
        procedures=shown,
        rows=[
            (condition, [evidence.get((condition.slug, p.slug), "") for p in shown])
            for condition in conditions
            if condition.slug in with_any
        ],
        lists=[
            (procedure, _by_direction(procedure, conditions, evidence, directions))
            for procedure in shown
        ],
        directions=[(value, str(label)) for value, label in directions],
        tests=[
            (test, [to for to in shown if to.slug in test.leads_to])
            for test in procedures
            if test not in shown and not slugs.isdisjoint(test.leads_to)
        ],
    )


def _by_direction(
    procedure: Procedure,
    conditions: Sequence[Page],
    evidence: dict[tuple[str, str], str],
    directions: Sequence[tuple[str, Any]],
) -> list[tuple[str, list[Page]]]:
    found: dict[str, list[Page]] = defaultdict(list)
    for condition in conditions:
        found[evidence.get((condition.slug, procedure.slug), "")].append(condition)
    return [(value, found[value]) for value, _ in directions if found[value]]
