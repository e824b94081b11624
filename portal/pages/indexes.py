"""The orders in which an index lists pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .page import BodyArea, Page

A_TO_Z = "title"
BY_AREA = "area"
BY_TYPE = "type"


@dataclass(frozen=True, slots=True)
class Group:
    """Some pages under one heading; `key` names it in an address."""

    key: str
    label: str
    pages: list[Page]


def orders_of(model: type[Page]) -> dict[str, str]:
    """Return the orders that make sense for this kind, with their names."""
    orders = {A_TO_Z: _("A to Z"), BY_AREA: _("By body area")}
    if any(field.name == "type" for field in model._meta.concrete_fields):
        orders[BY_TYPE] = _("By type")
    return orders


def grouped(pages: Iterable[Page], by: str) -> list[Group]:
    """Return the pages under their headings; a page may stand under several areas."""
    pages = list(pages)
    if by == BY_AREA:
        return by_area(pages)
    if by == BY_TYPE:
        types = getattr(pages[0], "Type").choices if pages else []  # noqa: B009
        return _chosen(pages, types, lambda page: [getattr(page, "type", "")])
    letters: dict[str, list[Page]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: page.title.casefold()):
        letters[page.title[:1].upper()].append(page)
    return [
        Group(f"letter-{number}", letter, found)
        for number, (letter, found) in enumerate(letters.items(), 1)
    ]


def by_area(pages: Sequence[Page]) -> list[Group]:
    """Return the pages under the body areas that they are about."""
    return _chosen(pages, BodyArea.choices, lambda page: page.body_areas)


def _chosen(
    pages: Sequence[Page],
    choices: Iterable[tuple[str, object]],
    values_of: Callable[[Page], list[str]],
) -> list[Group]:
    """Return a group for each choice that some page has, and one for the rest."""
    groups = [
        Group(value, str(label), [page for page in pages if value in values_of(page)])
        for value, label in choices
    ]
    groups.append(
        Group("other", _("Other"), [page for page in pages if not values_of(page)])
    )
    return [group for group in groups if group.pages]
