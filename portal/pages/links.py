"""The derived table of links between published records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from .markdown import page_links
from .page import Page
from .records import Record, record_models, schema_of, to_record
from .revisions import Link, Revision
from .schema import RecordData, Reference, Schema, references

MENTION = "mentions"
"""The relation of a link that stands in a text, not in a field."""


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
    for revision in revisions:
        Link.objects.of(*revision.address).delete()
    Link.objects.bulk_create(
        link
        for revision in revisions
        for link in _rows(schemas[revision.kind], revision.address, revision.record)
    )


@transaction.atomic
def rebuild_links() -> int:
    """Make the whole table anew from the published rows; return its size."""
    Link.objects.all().delete()
    return len(
        Link.objects.bulk_create(
            link
            for kind, model in record_models().items()
            for row in model.objects.published().iterator(500)
            for link in _rows(
                schema_of(model), (kind, row.language, row.slug), to_record(row)
            )
        )
    )


def _rows(
    schema: Schema, address: tuple[str, str, str], record: RecordData
) -> Iterator[Link]:
    kind, language, slug = address
    for link in sorted(links_of(schema, record)):
        yield Link(
            kind=kind,
            language=language,
            slug=slug,
            relation=link.relation,
            to_kind=link.kind,
            to_slug=link.slug,
        )


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
    found = {
        kind: pages_by_slug(kind, slugs, language).values()
        for kind, slugs in wanted.items()
    }
    return {
        kind: [row for row in rows if isinstance(row, Page)]
        for kind, rows in found.items()
    }


def pages_by_slug(kind: str, slugs: Iterable[str], language: str) -> dict[str, Record]:
    """Return the published records with these slugs, ordered by title."""
    rows = record_models()[kind].objects.published().in_language(language)
    return {row.slug: row for row in rows.filter(slug__in=slugs).order_by("title")}
