"""Find pages by words in their titles, synonyms and summaries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .page import Page
from .records import record_models


def find_pages(query: str, language: str) -> list[tuple[type[Page], list[Page]]]:
    """Return the pages that have every word of `query`, by kind, best match first."""
    words = _plain(query).split()
    if not words:
        return []
    found = (
        (model, _ranked(model.objects.published().in_language(language), words))
        for model in record_models().values()
        if issubclass(model, Page)
    )
    return [(model, pages) for model, pages in found if pages]


def _ranked(pages: Iterable[Page], words: list[str]) -> list[Page]:
    scored = [(_score(page, words), page) for page in pages]
    scored.sort(key=lambda pair: (-pair[0], pair[1].title))
    return [page for score, page in scored if score]


def _score(page: Page, words: list[str]) -> int:
    """Weigh where the words stand: the title most, then synonyms, then the summary."""
    texts = (
        (_plain(page.title), 4),
        (_plain(" / ".join(page.synonyms)), 3),
        (_plain(page.summary), 1),
    )
    if not all(any(word in text for text, _ in texts) for word in words):
        return 0
    return sum(weight for text, weight in texts for word in words if word in text)


def _plain(text: str) -> str:
    """Fold case and accents, so that "sciatica" finds "Sciática"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
