"""Counts of people out of more than one number, which cannot be set side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

_WORDS: Final = {"one": "1", "two": "2", "five": "5", "ten": "10", "twenty": "20"}
_FRACTION = re.compile(
    r"(?<![\d.,])\b(?:(?P<n>\d[\d,]{0,11})(?: people| adults| more| fewer)?"
    r" (?:of|out of|in)(?: every)? (?P<d>\d[\d,]{0,11}\d)\b|one (?:in|out of)(?: every)? (?P<w>five|ten|twenty|\d{1,12})\b)"
    r"(?! (?:points|trials|studies|reviews|months|weeks|years))",
)
_SENTENCE_END = re.compile(r"[.!?](?![\w%])|[\n|]")
_SCORE = re.compile(r"\b(?:pain|score|scale)\b")


def fractions(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each “n of d” with its denominator; a year or a score is none."""
    for match in _FRACTION.finditer(text):
        below = match["d"] or _WORDS.get(match["w"], match["w"])
        below = below.replace(",", "")
        above = int((match["n"] or "1").replace(",", ""))
        year = re.search(r" in (?:19|20)\d\d$", match.group())
        score = _SCORE.search(text, max(0, match.start() - 40), match.start())
        if above <= int(below) and not year and not (score and "out" in match.group()):
            yield match, below


def mixed(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a sentence goes over to another number, and both counts."""
    for (one, of_one), (other, of_other) in pairwise(fractions(text)):
        between = text[one.end() : other.start()]
        if of_one != of_other and not _SENTENCE_END.search(between):
            found = f"{other.group()!r} beside {one.group()!r}"
            yield other.start(), found


def not_of_100(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the counts, with their text's number, that others here do not match.

    Nothing where all are out of the same number.
    """
    found = [
        (number, match.group(), below)
        for number, text in texts
        for match, below in fractions(text.lower())
    ]
    if len({below for *_, below in found}) > 1:
        yield from ((number, words) for number, words, below in found if below != "100")
