"""The texts of pages in the database's full-text index, kept by modelsearch."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from modelsearch import index
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText

from portal.pages.schema import texts

_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")


class Searchable(index.Indexed):  # type: ignore[misc]
    """A record whose words search finds. Only what patients read is in the index."""

    search_auto_update = False  # publishing does it, in its own transaction
    search_fields = [
        index.SearchField("title"),
        index.SearchField("search_text"),
        index.FilterField("language"),
        index.FilterField("slug"),
        index.FilterField("status"),
    ]

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet:
        """Return what `rebuild_modelsearch_index` indexes."""
        objects: models.QuerySet = super().get_indexed_objects()
        return objects.filter(status="published")

    def search_text(self) -> str:
        """Return every word of the page, without the addresses of its links."""
        from portal.pages.records import schema_of, to_record

        record = to_record(self)
        own = [text for *_, text in texts(schema_of(type(self)), record)]
        return " \n".join(
            [_LINK_TARGET.sub("]", text) for text in own] + record.get("synonyms", [])
        )


def add_to_index(rows: Iterable[models.Model]) -> None:
    """Put these published rows into the index, or bring them up to date there."""
    by_model: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        if isinstance(row, Searchable):
            by_model[type(row)].append(row)
    for model, group in by_model.items():
        get_search_backend().add_bulk(model, group)


def take_from_index(row: models.Model) -> None:
    """Take a row that patients no longer read out of the index."""
    if isinstance(row, Searchable):
        get_search_backend().delete(row)


def with_words(rows: models.QuerySet, words: Iterable[str], most: int) -> list[Any]:
    """Return rows whose title or text has every one of these words."""
    query = PlainText(" ".join(words), operator="and")
    found = get_search_backend().search(query, rows, order_by_relevance=False)
    return list(found[:most])
