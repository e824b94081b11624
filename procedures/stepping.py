"""The way from a test to the treatment that may follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Procedure


@dataclass(frozen=True, slots=True)
class Steps:
    """Tests, and the treatments that may follow when a test eases the pain."""

    tests: list[Procedure]
    treatments: list[Procedure]


def path_of(page: Procedure, others: Iterable[Procedure]) -> Steps | None:
    """Return the path that the page is a step of; `others` are its related pages."""
    others = [other for other in others if other.slug != page.slug]
    if page.leads_to:
        following = [other for other in others if other.slug in page.leads_to]
        return Steps([page], following) if following else None
    tests = [other for other in others if page.slug in other.leads_to]
    return Steps(tests, [page]) if tests else None
