"""Our own vocabulary: what pages are called, and which page a query names.

Ranking is decided here and not by the database, so that SQLite and PostgreSQL give
the same answers, and a misspelt word finds its page without a database extension.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .words import words_of

SHORTEST_MISSPELT = 5
"""Letters of the shortest word that is corrected: shorter ones are too alike."""

LONG = 9
"""Letters from which two mistakes in a word are forgiven."""

MOST = 200
"""Pages that are weighed for one query; more fit only a word that says nothing."""

EXACT, MISSPELT, AMONG, SPREAD = 0, 2, 4, 6
"""Tiers of a match with a title; one more for a synonym. Spread: over many names."""


@dataclass(frozen=True, slots=True)
class Named:
    """A page by its names."""

    kind: str
    slug: str
    title: str
    synonyms: tuple[str, ...] = ()
    about: tuple[str, ...] = ()  # more words it is known by, such as body areas
    rank: int = 0  # of its kind, where two pages fit alike


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """How well a page's names fit a query: the smaller, the better."""

    tier: int  # see EXACT and its neighbours
    extra: int  # words of the name that were not asked for
    rank: int
    order: str
    kind: str
    slug: str
    title: str
    name: str  # which of its names fits; empty where the words are spread


class Vocabulary:
    """Every name of every page in one language."""

    def __init__(self, pages: Iterable[Named]) -> None:
        # Short titles first: where far too many pages fit, those are looked at.
        self._pages = sorted(pages, key=lambda page: (len(page.title), page.title))
        self._names = [
            [(name, words_of(name)) for name in (page.title, *page.synonyms)]
            for page in self._pages
        ]
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_name: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, page in enumerate(self._pages):
            for word in words_of(" ".join(page.about)):
                self._by_word[word].add(number)
            for _, words in self._names[number]:
                self._by_name[words].add(number)
                for word in words:
                    self._by_word[word].add(number)
        self._words = sorted(self._by_word)

    def match(self, query: str) -> list[Match]:
        """Return the pages whose names have every word of the query, best first.

        Unless that is just what a page is called, words are also read as the nearest
        words that some page has.
        """
        asked = words_of(query)
        found = self._matches(asked, [self._known(word) for word in asked])
        if found and found[0].tier == EXACT:
            return found
        return self._matches(asked, [self.like(word) for word in asked])

    def some(self, query: str) -> list[Match]:
        """Return the pages whose names have most words of the query, best first."""
        asked = words_of(query)
        readings = [reading for word in asked if (reading := self.like(word))]
        have: Counter[int] = Counter()
        for reading in readings:
            have.update(set().union(*(self._by_word[word] for word in reading)))
        most = max(have.values(), default=0)
        found = sorted(number for number, count in have.items() if count == most)
        return sorted(self._judge(n, asked, readings) for n in found[:MOST])

    def starting(self, query: str) -> list[Match]:
        """Return the pages that the query may be the beginning of, best first."""
        asked = words_of(query)
        if not asked:
            return []
        *whole, last = asked
        begun = [word for word in self._words if word.startswith(last)]
        return self._matches(asked, [*(self._known(word) for word in whole), begun])

    def like(self, word: str) -> list[str]:
        """Return the word itself if some page has it, and the words most like it."""
        known = self._known(word)
        if len(word) < SHORTEST_MISSPELT:
            return known
        cutoff = 1 if len(word) < LONG else 2
        near = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=cutoff, limit=8
        )
        others = [(int(distance), found) for found, distance, _ in near if distance]
        least = min(others, default=(0, ""))[0]
        return known + [found for distance, found in others if distance == least]

    def _known(self, word: str) -> list[str]:
        return [word] if word in self._by_word else []

    def _matches(
        self, asked: Sequence[str], readings: Sequence[Sequence[str]]
    ) -> list[Match]:
        """Return the pages that have, for each word asked, one of its readings."""
        if not readings:
            return []
        sets = (
            set[int]().union(*(self._by_word[word] for word in reading))
            for reading in readings
        )
        found = sorted(set.intersection(*sets))[:MOST]
        exact = self._by_name.get(tuple(asked), set())
        return sorted(self._judge(n, asked, readings) for n in exact.union(found))

    def _judge(
        self, number: int, asked: Sequence[str], readings: Sequence[Sequence[str]]
    ) -> Match:
        page = self._pages[number]
        best = (SPREAD, 0, "")
        for place, (name, words) in enumerate(self._names[number]):
            extra = len(words) - len(readings)
            if words == tuple(asked):
                tier = EXACT
            elif not extra and all(map(_contains, readings, words)):
                tier = MISSPELT
            elif all(not set(words).isdisjoint(reading) for reading in readings):
                tier = AMONG
            else:
                continue
            best = min(best, (tier + bool(place), extra, name))
        tier, extra, name = best
        order = page.title.casefold()
        return Match(
            tier, extra, page.rank, order, page.kind, page.slug, page.title, name
        )


def _contains(reading: Sequence[str], word: str) -> bool:
    return word in reading
