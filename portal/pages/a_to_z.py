"""Every page from A to Z, under its own title and under what people call it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from .finding.words import words_of
from .page import Page

ALIKE = 85
"""Percent from which another name is only a way of spelling one that stands already."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and its page; `see` where the page has another title."""

    name: str
    page: Page
    address: str

    @property
    def see(self) -> bool:
        return self.name != self.page.title


def a_to_z(pages: Iterable[Page]) -> dict[str, list[Entry]]:
    """Return the entries of all pages by their first letter, without its accent."""
    letters: dict[str, list[Entry]] = defaultdict(list)
    entries = (entry for page in pages for entry in _entries(page))
    for entry in sorted(entries, key=lambda entry: words_of(entry.name)):
        first = "".join(words_of(entry.name))[:1].upper()
        letters[first if first.isalpha() else "0–9"].append(entry)
    return dict(letters)


def _entries(page: Page) -> Iterator[Entry]:
    address = page.get_absolute_url()
    for name in names_of(page):
        yield Entry(name[:1].upper() + name[1:], page, address)


def names_of(page: Page) -> list[str]:
    """Return the title, then the synonyms that are more than another spelling."""
    names = [page.title]
    for synonym in page.synonyms:
        plain = " ".join(words_of(synonym))
        said = (" ".join(words_of(name)) for name in names)
        if all(fuzz.ratio(plain, other) < ALIKE for other in said):
            names.append(synonym)
    return names
