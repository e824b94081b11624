"""Mark the words of a query in a title or a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .words import words_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


_words_in = lru_cache(10_000)(words_of)  # of pieces of our own texts, never of queries


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is one of the words that were asked for."""

    text: str
    is_asked: bool


def marked(text: str, query: str) -> Iterator[Piece]:
    """Yield the text in pieces, as few as may be; put together they are the text."""
    asked = set(words_of(query))
    rest = 0
    for match in _WORD.finditer(text):
        words = _words_in(match.group())
        if not words or not asked.issuperset(words):
            continue
        begun, end = match.span()
        if rest < begun:
            yield Piece(text[rest:begun], is_asked=False)
        yield Piece(match.group(), is_asked=True)
        rest = end
    if rest < len(text):
        yield Piece(text[rest:], is_asked=False)
