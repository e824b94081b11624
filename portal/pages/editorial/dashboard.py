"""What waits for whoever signs in, in boxes that each app adds its own to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

SHOWN: Final = 8
"""How many entries a box lists; the others are behind its link."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing to do, and where it is done."""

    title: str
    url: str
    note: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Things to do of one sort: how many, and the first of them."""

    title: str
    empty: str
    """What there is none of, as one quiet line names it: “drafts of yours”."""
    count: int
    entries: Sequence[Entry] = ()
    more_url: str = ""
    """Where all of them are listed."""
    note: str = ""

    @property
    def has_more(self) -> bool:
        return bool(self.more_url) and self.count > len(self.entries)


BoxOf = Callable[[HttpRequest], Box | None]
"""Make a box for who asks; None is for somebody whose work it is not."""

_boxes: dict[BoxOf, int] = {}


def register(box: BoxOf, *, place: int = 50) -> None:
    """Add a box to everybody's dashboard; an app does so in its `admin.py`.

    Those with a lower place come first. Each asks the database a fixed number of
    times, however much there is.
    """
    _boxes[box] = place


def boxes_for(request: HttpRequest) -> list[Box]:
    """Return the boxes of the person who asks, in the order of their places."""
    makers = sorted(_boxes, key=lambda box: _boxes[box])
    return [box for make in makers if (box := make(request)) is not None]
