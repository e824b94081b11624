"""The ways from the home page into the lists: a few pages of a kind, and body areas."""

from __future__ import annotations

from django.db.models import Count

from .links import pages_by_slug
from .page import BodyArea, Page
from .records import record_models
from .revisions import Link

DOORS = {"condition": 8, "procedure": 5, "conventional-care": 5, "guide": 6}
"""How many pages of each kind the home page names."""


def doors(language: str) -> dict[str, list[Page]]:
    """Return for each kind the pages that most others link to, by title.

    Nobody counts readers here; how often pages lead to a page stands in for it.
    """
    found = {kind: _most_linked(kind, number) for kind, number in DOORS.items()}
    return {kind: _pages(kind, slugs, language) for kind, slugs in found.items()}


def _most_linked(kind: str, number: int) -> list[str]:
    """Return slugs; where links are equally many, in the order of the alphabet."""
    counted = (
        Link.objects.filter(to_kind=kind)
        .values("to_slug")
        .annotate(links=Count("pk"))
        .order_by("-links", "to_slug")
    )
    return list(counted.values_list("to_slug", flat=True)[:number])


def _pages(kind: str, slugs: list[str], language: str) -> list[Page]:
    rows = pages_by_slug(kind, slugs, language).values()
    return [row for row in rows if isinstance(row, Page)]


def areas(language: str) -> list[BodyArea]:
    """Return the body areas that have conditions, in the order of the body."""
    conditions = record_models()["condition"].objects.published().in_language(language)
    used = conditions.values_list("body_areas", flat=True)
    known = {area for areas in used.iterator() for area in areas}
    return [area for area in BodyArea if area in known]
