"""What a view says of its answers: may they be kept, do they need the database?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from .context import KEPT

View = TypeVar("View", bound=Callable[..., object])

READ: Final = frozenset({*KEPT, "p"})
"""Every parameter of an address that a kept view may read; `p` numbers a sitemap.

A parameter that is not among them changes nothing in any kept answer.
"""


def kept(*reads: str) -> Callable[[View], View]:
    """Let a view's answers be kept in memory until the next publication.

    They depend on nothing but the address and what is published: not on the reader, the
    hour or another header. `reads` are the parameters that the view itself looks at.
    """
    if unknown := set(reads) - READ:
        raise ValueError(f"reads: found {sorted(unknown)}, allowed {sorted(READ)}")

    def mark(view: View) -> View:
        setattr(view, "kept", frozenset(reads))  # noqa: B010
        return view

    return mark


def without_database(view: View) -> View:
    """Let a view answer while the database is away: it finds all it needs in memory."""
    setattr(view, "without_database", True)  # noqa: B010
    return view


def reads_of(view: object) -> frozenset[str] | None:
    """Return the parameters that a kept view reads; None: it is not to be kept."""
    reads: frozenset[str] | None = getattr(view, "kept", None)
    return reads


def needs_database(view: object) -> bool:
    return not getattr(view, "without_database", False)
