"""Which of the pages whose texts have the words of a query come first.

Decided here and not by the database, which may have found thousands, so that SQLite and
PostgreSQL give the same answers. What a list of them shows is kept here too, so that it
need not be fetched.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .words import words_of


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A page and what it says it is about; there is one of each."""

    kind: str
    slug: str
    language: str
    title: str
    summary: str
    entry: int | None  # its primary key in the index


class Texts:
    """Every page in one language, by what its summary says."""

    def __init__(self, pages: Iterable[Said]) -> None:
        self._pages = sorted(pages, key=lambda page: (page.kind, page.slug))
        self._places: dict[str, tuple[int, int]] = {}  # of each kind: start and end
        self._numbers: dict[int, int] = {}  # by entry
        self._by_name: dict[tuple[str, str], Said] = {}
        self._by_word: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, page in enumerate(self._pages):
            start, _ = self._places.get(page.kind, (number, number))
            self._places[page.kind] = start, number + 1
            if page.entry is not None:
                self._numbers[page.entry] = number
            self._by_name[page.kind, page.slug] = page
            for word in set(words_of(page.summary)):
                self._by_word[word].append(number)

    def page(self, kind: str, slug: str) -> Said:
        """Return a page by its name."""
        return self._by_name[kind, slug]

    def first(
        self,
        found: Iterable[int],
        words: Collection[str],
        most: int,
        *,
        but: Collection[Said] = (),
    ) -> dict[str, list[Said]]:
        """Return at most `most` of the pages found of each kind.

        Those come first whose summaries have most of the words, then by the alphabet.
        """
        hits = [0] * len(self._pages)
        for word in set(words):
            for number in self._by_word.get(word, ()):
                hits[number] += 1
        numbers = sorted({self._numbers[e] for e in found if e in self._numbers})
        groups = {}
        for kind, (start, end) in self._places.items():
            of_kind = numbers[bisect_left(numbers, start) : bisect_left(numbers, end)]
            # There may be thousands: those with as many words stay in their order.
            of_kind.sort(key=hits.__getitem__, reverse=True)
            best = [self._pages[number] for number in of_kind[: most + len(but)]]
            if pages := [page for page in best if page not in but][:most]:
                groups[kind] = pages
        return groups
