"""Which of the pages whose texts have the words of a query come first.

Decided here and not by the database, which may have found thousands, so that SQLite and
PostgreSQL give the same answers and only the pages that are shown are fetched.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nsmallest

from .words import words_of


@dataclass(frozen=True, slots=True)
class Said:
    """A page and what it says it is about."""

    kind: str
    pk: int
    slug: str
    summary: str
    entry: int | None  # its primary key in the index


class Texts:
    """Every page in one language, by what its summary says."""

    def __init__(self, pages: Iterable[Said]) -> None:
        self._pks = array("Q")
        self._kinds: list[str] = []
        self._numbers: dict[int, int] = {}  # by entry
        self._keys: dict[tuple[str, str], int] = {}
        self._by_word: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, page in enumerate(sorted(pages, key=lambda p: (p.kind, p.slug))):
            self._pks.append(page.pk)
            self._kinds.append(page.kind)
            if page.entry is not None:
                self._numbers[page.entry] = number
            self._keys[page.kind, page.slug] = page.pk
            for word in set(words_of(page.summary)):
                self._by_word[word].append(number)

    def key(self, kind: str, slug: str) -> int:
        """Return the primary key of a page."""
        return self._keys[kind, slug]

    def first(
        self,
        found: Iterable[int],
        words: Collection[str],
        most: int,
        *,
        but: Collection[tuple[str, int]] = (),
    ) -> dict[str, list[int]]:
        """Return at most `most` of the pages found of each kind, by primary key.

        Those come first whose summaries have most of the words, then by the alphabet.
        """
        hits: Counter[int] = Counter()
        for word in set(words):
            hits.update(self._by_word.get(word, ()))
        groups: dict[str, list[int]] = defaultdict(list)
        for entry in found:
            number = self._numbers.get(entry)
            if number is not None:
                groups[self._kinds[number]].append(number)
        return {
            kind: self._best(numbers, hits, most, but)
            for kind, numbers in groups.items()
        }

    def _best(
        self,
        numbers: Iterable[int],
        hits: Counter[int],
        most: int,
        but: Collection[tuple[str, int]],
    ) -> list[int]:
        ranked = (
            (-hits[number], number)
            for number in numbers
            if (self._kinds[number], self._pks[number]) not in but
        )
        return [self._pks[number] for _, number in nsmallest(most, ranked)]
