"""Find pages: by their names first, then by the words of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from portal.pages.page import BodyArea, Page
from portal.pages.published import published_token
from portal.pages.records import Record, record_models

from .index import Searchable, entries, with_words
from .texts import Said, Texts
from .vocabulary import Match, Named, Vocabulary
from .words import words_of

MOST_NAMED = 12
MOST_BY_TEXT = 4
BESIDES = 2
"""Of each kind: where no page has such a name, and besides those that have."""

SUGGESTED = 8

FIRST = ("condition", "symptom", "procedure", "conventional-care", "cause", "guide")
"""Kinds in the order in which they come where their pages fit a query alike."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, best first."""

    model: type[Record]
    rows: list[Said]

    @property
    def links(self) -> list[tuple[Said, str]]:
        """Return each with its address in the language that is being shown."""
        return [
            (row, self.model(slug=row.slug).get_absolute_url()) for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class _Known:
    """What pages are called and say they are about, as of one published version."""

    version: UUID | None
    vocabulary: Vocabulary
    texts: Texts


_known: dict[str, _Known] = {}
_learning = Lock()


def find(query: str, language: str) -> list[Group]:
    """Return the pages that a query is about, by kind; the best match's kind first.

    Where no page has every word, those come whose names have most of them.
    """
    words = words_of(query)
    if not words:
        return []
    known = _up_to_date(language)
    found = with_words(words)
    matches = known.vocabulary.match(query)
    if not matches and not found:
        matches = known.vocabulary.some(query)
    return _groups(known.texts, matches[:MOST_NAMED], found, words)


def _groups(
    texts: Texts,
    matches: Sequence[Match],
    found: Sequence[int],
    words: Sequence[str],
) -> list[Group]:
    named: dict[str, list[Said]] = {}
    for match in matches:
        named.setdefault(match.kind, []).append(texts.page(match.kind, match.slug))
    known = {page for pages in named.values() for page in pages}
    most = BESIDES if known else MOST_BY_TEXT
    by_text = texts.first(found, words, most, but=known)
    models = searchable()
    kinds = [*named, *(kind for kind in models if kind not in named)]
    return [
        Group(models[kind], pages)
        for kind in kinds
        if (pages := named.get(kind, []) + by_text.get(kind, []))
    ]


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
    """Return what published pages are called."""
    return _up_to_date(language).vocabulary


def _up_to_date(language: str) -> _Known:
    """Return what is known of published pages, learnt anew after each publication.

    One thread learns; for that moment the others go on with what was known before.
    """
    version = published_token()
    known = _known.get(language)
    if known and (known.version == version or _learning.locked()):
        return known
    with _learning:
        known = _known.get(language)
        if known is None or known.version != version:
            names, texts = Vocabulary(_named(language)), Texts(_said(language))
            known = _known[language] = _Known(version, names, texts)
    return known


def _named(language: str) -> Iterator[Named]:
    areas = dict(BodyArea.choices)
    for kind, model in searchable().items():
        has_areas = issubclass(model, Page)
        columns = ["slug", "title", "synonyms", *(["body_areas"] if has_areas else [])]
        rows = model.objects.published().in_language(language).values_list(*columns)
        for slug, title, synonyms, *about in rows:
            words = tuple(str(areas[area]) for area in about[0]) if about else ()
            yield Named(kind, slug, title, tuple(synonyms), words, _rank(kind))


def _said(language: str) -> Iterator[Said]:
    for kind, model in searchable().items():
        rows = model.objects.published().in_language(language)
        found = entries(model)
        columns = ("pk", "slug", "language", "title", _about(model))
        for pk, slug, written, title, about in rows.values_list(*columns):
            yield Said(kind, slug, written, title, about, found.get(pk))


def _about(model: type[Record]) -> str:
    """Return the name of the field that says in a sentence what a record is about."""
    return "summary" if issubclass(model, Page) else "text"
