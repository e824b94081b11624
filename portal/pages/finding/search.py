"""Find pages: by their names first, then by the words of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from portal.pages.page import BodyArea, Page
from portal.pages.records import Record, record_models
from portal.pages.revisions import PublishedVersion

from .index import Searchable, with_words
from .vocabulary import Match, Named, Vocabulary
from .words import words_of

MOST_NAMED = 24
MOST_BY_TEXT = 12
"""Of each kind, besides those found by name."""

MOST_READ = 40
"""Of each kind, weighed by how often they have the words."""

SUGGESTED = 8

FIRST = ("condition", "symptom", "procedure", "conventional-care", "cause", "guide")
"""Kinds in the order in which they come where their pages fit a query alike."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, best first."""

    model: type[Record]
    rows: list[Record]


@dataclass(frozen=True, slots=True)
class _Known:
    """The vocabulary as of one published version."""

    version: UUID | None
    vocabulary: Vocabulary


_known: dict[str, _Known] = {}


def find(query: str, language: str) -> list[Group]:
    """Return the pages that a query is about, by kind; the best match's kind first.

    Where no page has every word, those come whose names have most of them.
    """
    words = words_of(query)
    if not words:
        return []
    known = vocabulary(language)
    groups = _groups(known.match(query), words, language)
    return groups or _groups(known.some(query), words, language)


def _groups(
    matches: Sequence[Match], words: Sequence[str], language: str
) -> list[Group]:
    named: dict[str, list[str]] = {}
    for match in matches[:MOST_NAMED]:
        named.setdefault(match.kind, []).append(match.slug)
    kinds = [*named, *(kind for kind in searchable() if kind not in named)]
    groups = (
        Group(model, _rows(model, named.get(kind, []), words, language))
        for kind in kinds
        for model in [searchable()[kind]]
    )
    return [group for group in groups if group.rows]


def suggest(query: str, language: str) -> list[str]:
    """Return titles that somebody may be typing, best first."""
    known = vocabulary(language)
    found = known.starting(query) or known.match(query)
    return list(dict.fromkeys(match.title for match in found))[:SUGGESTED]


def searchable() -> dict[str, type[Record]]:
    """Return the kinds of records that search knows, the likeliest asked for first."""
    models = {k: m for k, m in record_models().items() if issubclass(m, Searchable)}
    return dict(sorted(models.items(), key=lambda item: _rank(item[0])))


def _rank(kind: str) -> int:
    return FIRST.index(kind) if kind in FIRST else len(FIRST)


def vocabulary(language: str) -> Vocabulary:
    """Return what published pages are called, made anew after each publication."""
    version = PublishedVersion.current()
    known = _known.get(language)
    if known is None or known.version != version:
        known = _known[language] = _Known(version, Vocabulary(_named(language)))
    return known.vocabulary


def _named(language: str) -> Iterator[Named]:
    areas = dict(BodyArea.choices)
    for kind, model in searchable().items():
        has_areas = issubclass(model, Page)
        columns = ["slug", "title", "synonyms", *(["body_areas"] if has_areas else [])]
        rows = model.objects.published().in_language(language).values_list(*columns)
        for slug, title, synonyms, *about in rows:
            words = tuple(str(areas[area]) for area in about[0]) if about else ()
            yield Named(kind, slug, title, tuple(synonyms), words, _rank(kind))


def _rows(
    model: type[Record], slugs: Sequence[str], words: Sequence[str], language: str
) -> list[Record]:
    """Return the rows found by name in their order, then those found by text."""
    published = model.objects.published()
    named = published.in_language(language).filter(slug__in=slugs)
    by_slug = {row.slug: row for row in named}
    found = [by_slug[slug] for slug in slugs if slug in by_slug]
    texts: dict[str, Record] = {}
    for code in dict.fromkeys((settings.LANGUAGE_CODE, language)):
        rows = published.filter(language=code).order_by("slug")
        texts |= {row.slug: row for row in with_words(rows, words, MOST_READ)}
    others = [row for slug, row in texts.items() if slug not in by_slug]
    others.sort(key=lambda row: (-_weight(row, words), row.slug))
    return found + others[:MOST_BY_TEXT]


def _weight(row: Record, words: Sequence[str]) -> int:
    """Count the words in a page: its summary says what it is about."""
    assert isinstance(row, Searchable)
    text = words_of(row.search_text())
    summary = words_of(getattr(row, "summary", ""))
    return sum(min(text.count(word), 9) + 10 * (word in summary) for word in words)
