"""What must hold of the database at any moment, whatever was killed before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from modelsearch.models import IndexEntry

from portal.pages.finding.index import Searchable, add_to_index
from portal.pages.links import links_of
from portal.pages.models import Event, Link, Revision
from portal.pages.record_rows import to_record
from portal.pages.records import Record, record_models, schema_of
from tests.edits import everything

Tables = dict[str, list[str]]

NOTED = {
    Revision.State.SUBMITTED: Event.Action.SUBMITTED,
    Revision.State.SENT_BACK: Event.Action.SENT_BACK,
    Revision.State.SCHEDULED: Event.Action.SCHEDULED,
    Revision.State.PUBLISHED: Event.Action.PUBLISHED,
}
"""The event that brings a version of somebody's into each state."""


def tables() -> Tables:
    """Return every row of every content table, to the letter."""
    return {
        table: [json.dumps(row, default=str, sort_keys=True) for row in rows]
        for table, rows in everything().items()
    }


def wrong() -> Iterator[str]:
    """Yield what does not fit together."""
    rows = [row for m in record_models().values() for row in m.objects.published()]
    yield from _wrong_rows(rows)
    yield from _wrong_links(rows)
    yield from _wrong_index(rows)
    yield from _missing_events()
    yield from _damage()


def lost(before: Tables, now: Tables) -> Iterator[str]:
    """Yield the versions and events that were there and are not, or are others."""
    for table in ("pages.Revision", "pages.Event"):
        there = {_lasting(row) for row in now[table]}
        for row in before[table]:
            if _lasting(row) not in there:
                yield f"{table} lost {row[:200]}"


def _lasting(row: str) -> str:
    """Return what of a version or event never changes."""
    fields = json.loads(row)
    kept = {k: v for k, v in fields.items() if k not in ("state", "publish_on")}
    return json.dumps(kept, sort_keys=True)


def _wrong_rows(rows: list[Record]) -> Iterator[str]:
    """Yield pages that do not say what their version says."""
    for row in rows:
        if row.live is None or row.live.state != Revision.State.PUBLISHED:
            yield f"{row}: its version is not the published one"
        elif row.live.record != to_record(row):
            yield f"{row} does not say what its version says"
    versions = Revision.objects.filter(state=Revision.State.PUBLISHED)
    if extra := set(versions) - {row.live for row in rows}:
        yield f"published, but on no page: {extra}"


def _wrong_links(rows: list[Record]) -> Iterator[str]:
    names = ("kind", "language", "slug", "relation", "to_kind", "to_slug")
    found = Counter(Link.objects.values_list(*names))
    wanted = Counter(
        (row.kind, row.language, row.slug, link.relation, link.kind, link.slug)
        for row in rows
        for link in links_of(schema_of(type(row)), to_record(row))
    )
    if found != wanted:
        yield f"links: too many {found - wanted}, missing {wanted - found}"


def _wrong_index(rows: list[Record]) -> Iterator[str]:
    """Yield how search's table differs from one that is made anew."""
    found = _index()
    with transaction.atomic():
        IndexEntry.objects.all().delete()
        add_to_index(row for row in rows if isinstance(row, Searchable))
        wanted = _index()
        transaction.set_rollback(True)
    for key in found.keys() | wanted.keys():
        if found.get(key) != wanted.get(key):
            yield f"search: {ContentType.objects.get_for_id(key[0])} {key[1]} is stale"


def _index() -> dict[tuple[int, str], tuple[str, str]]:
    names = ("content_type_id", "object_id", "title", "body")
    return {
        (kind, pk): (title, body)
        for kind, pk, title, body in IndexEntry.objects.values_list(*names)
    }


def _missing_events() -> Iterator[str]:
    written = Revision.objects.filter(origin=Revision.Origin.ADMIN)
    for state, action in NOTED.items():
        noted = Event.objects.filter(action=action).values("revision_id")
        for revision in written.filter(state=state).exclude(pk__in=noted):
            yield f"{revision} is {state}, and no event says so"


def _damage() -> Iterator[str]:
    """Yield what the database itself finds wrong."""
    if connection.vendor != "sqlite":
        return  # it offers no such check
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        yield from (text for (text,) in cursor.fetchall() if text != "ok")
        # The words of search are beside the table that holds its texts.
        check = "INSERT INTO {0} ({0}, rank) VALUES ('integrity-check', 1)"
        cursor.execute(check.format("modelsearch_indexentry_fts"))
    connection.check_constraints()
