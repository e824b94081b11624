"""The list of all sources, in parts by their titles' first letters.

On one page it would outgrow what somebody on a slow network should wait for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from .finding.words import words_of


@dataclass(frozen=True, slots=True)
class Part:
    """The sources whose titles begin with a letter from `first` to `last`."""

    first: str
    last: str

    @property
    def slug(self) -> str:
        return f"{self.first}-{self.last}"

    @property
    def view_name(self) -> str:
        """Return the name of its address; the first part is where the list begins."""
        return "sources" if self == PARTS[0] else f"sources-{self.slug}"

    @property
    def address(self) -> str:
        return reverse(self.view_name)

    @property
    def label(self) -> str:
        letters = {"first": self.first.upper(), "last": self.last.upper()}
        return _("%(first)s to %(last)s") % letters


PARTS: Final = (Part("a", "d"), Part("e", "k"), Part("l", "p"), Part("q", "z"))


def part_of(title: str) -> Part:
    """Return where a title stands: one that begins with a digit at the beginning."""
    initial = "".join(words_of(title))[:1]
    return next((part for part in reversed(PARTS) if part.first <= initial), PARTS[0])


def next_to(part: Part) -> Part | None:
    """Return the part after this one, if there is one."""
    return next((other for other in PARTS if other.first > part.last), None)


class Listed(Protocol):
    """What is known of a source here; in the portal a row of `Source`."""

    title: str
    checked: str


S = TypeVar("S", bound=Listed)


def in_part(sources: Iterable[S], part: Part) -> list[S]:
    """Return the sources of one part by their titles, whatever the database's order."""
    found = [source for source in sources if part_of(source.title) == part]
    return sorted(found, key=lambda source: words_of(source.title))


def checked_how(sources: Iterable[Listed]) -> Counter[str]:
    """Return how many sources were checked in each way."""
    return Counter(source.checked for source in sources)
