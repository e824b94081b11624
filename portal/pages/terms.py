"""Glossary terms, linked where a page first uses them.

Works on the tree that Markdown makes, before anything becomes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Final, Generic, Protocol, TypeVar
from xml.etree.ElementTree import Element

EXPLICIT: Final = "term:"
"""How the link begins that an editor writes to a term."""

NEVER_IN: Final = frozenset(
    {"a", "code", "pre", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
)

NOTHING: Final = r"(?!)"
"""A pattern that matches nowhere."""


class Explained(Protocol):
    """What is known of a term here; in the portal a row of `Term`."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def synonyms(self) -> Sequence[str]: ...


T = TypeVar("T", bound=Explained)


class Terms(Generic[T]):
    """The terms that one page may use, and in `used` those that it did.

    Made for one rendering of one page and passed to each of its texts in turn,
    so that a term's first use is known without anything shared between pages.
    `anchors` are the places on the page of the sources that its texts cite.
    """

    def __init__(
        self,
        terms: Iterable[T],
        *,
        title: str = "",
        anchors: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.used: list[T] = []
        self.anchors = anchors
        self._by_slug = {term.slug: term for term in terms}
        self._slugs, self._pattern = _names(
            tuple(
                (term.slug, term.title, *term.synonyms)
                for term in self._by_slug.values()
            )
        )
        own = self._slugs.get(_plain(title))
        self._closed = set() if own is None else {own}
        """Slugs not to be linked (again): used, or what the page itself is about."""

    def link(self, root: Element) -> None:
        """Link the first use of each term below `root`; an editor's own link is one."""
        for link in root.iter("a"):
            slug = link.get("href", "").removeprefix(EXPLICIT)
            if link.get("href") == EXPLICIT + slug and slug in self._by_slug:
                self._lead(link, slug)
        self._link_words(root)

    def _link_words(self, element: Element) -> None:
        if element.tag in NEVER_IN:
            return
        children = list(element)
        element[:] = []
        element.text = self._split(element.text or "", element)
        for child in children:
            self._link_words(child)
            element.append(child)
            child.tail = self._split(child.tail or "", element)

    def _split(self, text: str, parent: Element) -> str:
        """Append to `parent` a link for each first use; return the text before them."""
        before, end, last = text, 0, None
        for match, slug in self._first_uses(text):
            between = text[end : match.start()]
            if last is None:
                before = between
            else:
                last.tail = between
            last = Element("a")
            last.text = match.group()
            self._lead(last, slug)
            parent.append(last)
            end = match.end()
        if last is not None:
            last.tail = text[end:]
        return before

    def _first_uses(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        for match in self._pattern.finditer(text):
            slug = self._slugs.get(_plain(match.group()))
            if slug is not None and slug not in self._closed:
                yield match, slug

    def _lead(self, link: Element, slug: str) -> None:
        """Lead a link to the explanation, which leads back to the first of them."""
        link.set("class", "term")
        link.set("href", f"#word-{slug}")
        link.set("aria-describedby", f"word-{slug}-text")
        if self._by_slug[slug] not in self.used:
            link.set("id", f"use-{slug}")
            self.used.append(self._by_slug[slug])
        self._closed.add(slug)


def _plain(name: str) -> str:
    return " ".join(name.split()).lower()


@lru_cache(maxsize=16)
def _names(
    terms: tuple[tuple[str, ...], ...],
) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return each name's slug and the pattern that finds names, longest first.

    Of two terms that share a name, the one that has it as its title is meant. Kept
    by content: the glossary changes seldom, and every page of a language shares it.
    """
    slugs = {_plain(title): slug for slug, title, *_ in reversed(terms)}
    for slug, _, *synonyms in terms:
        for synonym in synonyms:
            slugs.setdefault(_plain(synonym), slug)
    slugs.pop("", None)
    longest_first = sorted(slugs, key=lambda name: (name[0], -len(name), name))
    by_letter = [
        rf"{re.escape(letter)}(?:{'|'.join(_spaced(name[1:]) for name in names)})"
        for letter, names in groupby(longest_first, key=lambda name: name[0])
    ]
    any_of = "|".join(by_letter) or NOTHING
    return slugs, re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])", re.IGNORECASE)


def _spaced(name: str) -> str:
    """Return a pattern for a name that a line may end within."""
    return r"\s+".join(re.escape(word) for word in name.split(" "))
