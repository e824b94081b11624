"""Find what two sequences have in common, in a time that is bounded. Knows no Django."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)

MOST: Final = 20_000
"""Paragraphs or entries, of both sides together, that are compared one by one."""
MOST_WORDS: Final = 3_000
"""Words, spaces and marks, of both sides together, that are compared one by one."""
MOST_PAIRS: Final = 900
"""Pairs of items whose likeness is looked at."""
ALIKE: Final = 0.4
"""The share of words that two items have in common, if one became the other."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w[\w'’-]*|\s+|[^\w\s]")


def words(text: str) -> list[str]:
    """Split a text into words, spaces and marks; together they are the text."""
    return _WORD.findall(text)


Step = tuple[str, int, int, int, int]
"""What difflib calls an opcode: equal, replace, delete or insert, and where."""


def steps(before: Sequence[T], after: Sequence[T], most: int = MOST) -> Iterator[Step]:
    """Yield how one sequence becomes the other.

    Where there are more than `most` elements between the first difference and the
    last, all of them are one replacement.
    """
    first = _common(before, after)
    last = _common(before[first:][::-1], after[first:][::-1])
    end, new_end = len(before) - last, len(after) - last
    if first:
        yield "equal", 0, first, 0, first
    if end + new_end - 2 * first > most:
        yield "replace", first, end, first, new_end
    elif end > first or new_end > first:
        matcher = SequenceMatcher(None, before[first:end], after[first:new_end])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag, first + i1, first + i2, first + j1, first + j2
    if last:
        yield "equal", end, len(before), new_end, len(after)


def _common(one: Sequence[T], other: Sequence[T]) -> int:
    """Return how many elements both begin with."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))


Pair = tuple[int | None, int | None]


def pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Say which of these texts became which, in their order; None for no partner.

    Of many, only those at the same place are looked at; of very many, none.
    """
    if len(before) + len(after) > MOST:
        return [
            *((place, None) for place in range(len(before))),
            *((None, place) for place in range(len(after))),
        ]
    bags = [Counter(_bag(text)) for text in before]
    new_bags = [Counter(_bag(text)) for text in after]
    if len(before) * len(after) > MOST_PAIRS:
        return list(_by_place(bags, new_bags))
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, bag in enumerate(bags):
        for j, new_bag in enumerate(new_bags):
            together = best[i][j] + _likeness(bag, new_bag)
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], together)
    return list(_way_back(best, bags, new_bags))[::-1]


def _way_back(
    best: list[list[float]], bags: list[Counter[str]], new_bags: list[Counter[str]]
) -> Iterator[Pair]:
    i, j = len(bags), len(new_bags)
    while i or j:
        if j and best[i][j] == best[i][j - 1]:
            j -= 1
            yield None, j
        elif i and best[i][j] == best[i - 1][j]:
            i -= 1
            yield i, None
        else:
            i, j = i - 1, j - 1
            yield i, j


def _by_place(bags: list[Counter[str]], new_bags: list[Counter[str]]) -> Iterator[Pair]:
    for place, (bag, new_bag) in enumerate(zip_longest(bags, new_bags)):
        if bag is not None and new_bag is not None and _likeness(bag, new_bag):
            yield place, place
            continue
        if bag is not None:
            yield place, None
        if new_bag is not None:
            yield None, place


def _bag(text: str) -> list[str]:
    return [word for word in words(text[:4_000]) if word[0].isalnum()]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common words; 0 where there are too few to be a change."""
    total = one.total() + other.total()
    share = 2 * (one & other).total() / total if total else 0.0
    return share if share >= ALIKE else 0.0
