"""Pictures of 100 dots: how many people of 100, with a treatment and without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

OF: Final = 100
SIDE: Final = 10
"""Dots in a row; the picture is drawn on a square of 100 by 100 units."""

_FILLED: Final = 4
_RING: Final = 3
"""Radii: a filled dot is larger than a ring, so that they differ without color."""


@dataclass(frozen=True, slots=True)
class DotPicture:
    """One picture as the outlines of its filled dots and of its rings."""

    count: int
    filled: str
    rings: str


@dataclass(frozen=True, slots=True)
class DotPair:
    """The pictures of a trial's two groups."""

    treated: DotPicture
    compared: DotPicture


def dot_pair(outcome: Mapping[str, Any]) -> DotPair | None:
    """Return the pictures of an outcome, if its numbers can be drawn.

    A number below 1 in 100 would be an empty picture, which says "never": such an
    outcome stays with its sentence.
    """
    counts = outcome.get("with"), outcome.get("without")
    if outcome.get("per") != OF or not all(counts):
        return None
    return DotPair(*(picture(count) for count in counts if count))


def picture(count: int) -> DotPicture:
    """Return the picture with this many dots filled, row by row from the top."""
    return DotPicture(
        count,
        filled=_circles(range(count), _FILLED),
        rings=_circles(range(count, OF), _RING),
    )


def _circles(places: Iterable[int], radius: int) -> str:
    """Return the path of a circle at each of these places."""
    half = f"a{radius} {radius} 0 1 0"
    round_it = f"{half} {2 * radius} 0{half}-{2 * radius} 0"
    return "".join(
        f"M{place % SIDE * 10 + 5 - radius} {place // SIDE * 10 + 5}{round_it}"
        for place in places
    )
