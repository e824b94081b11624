"""The texts of pages in the database's full-text index, kept by modelsearch."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from modelsearch import index
from modelsearch.backends import get_search_backend
from modelsearch.models import IndexEntry

from portal.pages.schema import texts

AT_ONCE: Final = 100
"""Pages in one statement on PostgreSQL, whose driver holds its texts several times over.

On SQLite, modelsearch splits it, and afterwards counts through the whole index.
"""
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")


class Searchable(index.Indexed):  # type: ignore[misc]
    """A record whose words search finds. Only what patients read is in the index."""

    search_auto_update = False  # publishing does it, in its own transaction
    search_fields = [
        index.SearchField("title"),
        index.SearchField("indexed_text"),
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
        from portal.pages.record_rows import to_record
        from portal.pages.records import schema_of

        record = to_record(self)
        own = [text for *_, text in texts(schema_of(type(self)), record)]
        return " \n".join(
            [_LINK_TARGET.sub("]", text) for text in own] + record.get("synonyms", [])
        )

    @cached_property
    def indexed_text(self) -> str:
        """Return `search_text` as it was when modelsearch, which asks thrice, began."""
        return self.search_text()


def add_to_index(rows: Iterable[models.Model]) -> None:
    """Put these published rows into the index, or bring them up to date there."""
    by_model: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        if isinstance(row, Searchable):
            row.__dict__.pop("indexed_text", None)
            by_model[type(row)].append(row)
    for model, group in by_model.items():
        size = AT_ONCE if connection.vendor == "postgresql" else len(group)
        for start in range(0, len(group), size):
            get_search_backend().add_bulk(model, group[start : start + size])


def take_from_index(row: models.Model) -> None:
    """Take a row that patients no longer read out of the index."""
    if isinstance(row, Searchable):
        get_search_backend().delete(row)


def with_words(words: Sequence[str]) -> list[int]:
    """Return the index's entries whose text has all these words, by primary key.

    Asks the tables that modelsearch keeps, once for every kind of record: its own
    search asks for one kind at a time, and then looks into each of its rows.
    """
    if not words:
        return []
    if connection.vendor == "postgresql":
        return _on_postgresql(words)
    return list(_on_sqlite(words))


def _on_postgresql(words: Sequence[str]) -> list[int]:
    from django.contrib.postgres.search import SearchQuery  # with the driver, 9 MB

    query = SearchQuery(" ".join(words), config="simple")
    with transaction.atomic(), connection.cursor() as cursor:
        # For words that half of the pages have, PostgreSQL would read each text, as it
        # does not count what unpacking them costs: ten times what the index takes.
        cursor.execute("SET LOCAL enable_seqscan = off")
        return list(IndexEntry.objects.filter(body=query).values_list("pk", flat=True))


def _on_sqlite(words: Sequence[str]) -> models.QuerySet:
    from modelsearch.backends.database.sqlite import query as fts
    from modelsearch.models import SQLiteFTSIndexEntry

    lexemes = reduce(operator.and_, (fts.Lexeme(word) for word in words))
    match = fts.MatchExpression(["body"], fts.SearchQueryExpression(lexemes))
    found: models.QuerySet = SQLiteFTSIndexEntry.objects.filter(match)
    return found.values_list("index_entry_id", flat=True)


def entries(model: type[models.Model]) -> dict[int, int]:
    """Return the primary key of each row's entry in the index."""
    of = ContentType.objects.get_for_model(model)
    found = IndexEntry.objects.filter(content_type=of)
    return {int(pk): entry for pk, entry in found.values_list("object_id", "pk")}
