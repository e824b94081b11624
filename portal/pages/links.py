"""The derived table of links between published records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final

from django.db import connection, transaction

from .markdown import page_links
from .page import Page
from .record_rows import to_record
from .records import Record, record_models, schema_of
from .revisions import Link, Revision
from .schema import RecordData, Reference, Schema, references

MENTION = "mentions"
"""The relation of a link that stands in a text, not in a field."""


AT_ONCE: Final = 150
"""Rows in one statement: SQLite may take no more than 999 values."""


def links_of(schema: Schema, record: RecordData) -> set[Reference]:
    """Return every link from this record, those in its texts included."""
    mentions = {
        Reference(MENTION, kind, slug)
        for field in schema.sections
        for kind, slug, _ in page_links(record.get(field.name, ""))
    }
    return mentions | set(references(schema, record))


def rewrite_links(revisions: Collection[Revision]) -> None:
    """Replace the links of the records that these published revisions are of."""
    models = record_models()
    schemas = {kind: schema_of(models[kind]) for kind in {r.kind for r in revisions}}
    slugs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for revision in revisions:
        slugs[revision.kind, revision.language].append(revision.slug)
    for (kind, language), group in slugs.items():
        Link.objects.filter(kind=kind, language=language, slug__in=group).delete()
    _insert(
        row
        for revision in revisions
        for row in _rows(schemas[revision.kind], revision.address, revision.record)
    )


@transaction.atomic
def rebuild_links() -> int:
    """Make the whole table anew from the published rows; return its size."""
    Link.objects.all().delete()
    _insert(
        link
        for kind, model in record_models().items()
        for row in model.objects.published().iterator(500)
        for link in _rows(
            schema_of(model), (kind, row.language, row.slug), to_record(row)
        )
    )
    return Link.objects.count()


def _rows(
    schema: Schema, address: tuple[str, str, str], record: RecordData
) -> Iterator[tuple[str, ...]]:
    for link in sorted(links_of(schema, record)):
        yield *address, link.relation, link.kind, link.slug


def _insert(rows: Iterable[tuple[str, ...]]) -> None:
    """Insert links, of which a page may have a hundred, without a model for each."""
    names = ("kind", "language", "slug", "relation", "to_kind", "to_slug")
    table, *columns = map(connection.ops.quote_name, (Link._meta.db_table, *names))
    begin = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
    one = f"({', '.join(['%s'] * len(columns))})"
    rest = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(rest, AT_ONCE)):
            values = [value for row in chunk for value in row]
            cursor.execute(begin + ", ".join([one] * len(chunk)), values)


def related_pages(page: Page, language: str) -> dict[str, list[Page]]:
    """Return the published pages linked from or to this one, by kind, by title.

    One query for the links and one for each kind, whatever the page links to.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for link in references(schema_of(type(page)), to_record(page)):
        wanted[link.kind].add(link.slug)
    for link in Link.objects.filter(
        to_kind=page.kind, to_slug=page.slug, language=page.language
    ).exclude(relation=MENTION):
        wanted[link.kind].add(link.slug)
    models = record_models()
    return {
        kind: [row for row in rows if isinstance(row, Page)]
        for kind, slugs in wanted.items()
        if issubclass(models[kind], Page)  # sources are no pages
        for rows in [pages_by_slug(kind, slugs, language).values()]
    }


def pages_by_slug(kind: str, slugs: Iterable[str], language: str) -> dict[str, Record]:
    """Return the published records with these slugs, ordered by title."""
    rows = record_models()[kind].objects.published().in_language(language)
    return {row.slug: row for row in rows.filter(slug__in=slugs).order_by("title")}
