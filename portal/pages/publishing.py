"""Every change of what patients read goes through here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction

from .finding.index import add_to_index, take_from_index
from .links import rewrite_links
from .record_rows import assign_record
from .records import Record, record_fields, record_models
from .revisions import OPEN_STATES, Link, PublishedVersion, Revision
from .schema import RecordData
from .slugs import named_today

AT_ONCE: Final = 50
"""Records in one statement: PostgreSQL's driver holds its texts several times over."""


class NewerVersionError(Exception):
    """Somebody saved a version that this one does not go on from."""

    def __init__(self, head: Revision | None) -> None:
        super().__init__(f"newest: {head and head.pk}")
        self.head = head


def head_revision(kind: str, language: str, slug: str) -> Revision | None:
    """Return the newest revision of a record: what an editor goes on from."""
    return Revision.objects.of(kind, language, slug).in_line().first()


def save_draft(
    row: Record,
    record: RecordData,
    *,
    author: User,
    based_on: Revision | None,
    note: str = "",
) -> Revision:
    """Keep what an editor wrote as a new revision; patients see nothing of it.

    Raises NewerVersionError, having saved nothing, unless `based_on` is the newest
    revision: then there is something that the editor has not seen.
    """
    with transaction.atomic():
        _lock(row, record)
        head = head_revision(row.kind, row.language, row.slug)
        if head != based_on:
            raise NewerVersionError(head)
        if head and head.state in (Revision.State.DRAFT, Revision.State.SENT_BACK):
            supersede([head])
        return _revision(row, record, author=author, based_on=head, note=note)


def set_aside(
    row: Record,
    record: RecordData,
    *,
    author: User,
    based_on: Revision | None,
    note: str = "",
) -> Revision:
    """Keep what was written on top of an older version, without applying it."""
    state = Revision.State.ASIDE
    return _revision(
        row, record, author=author, based_on=based_on, note=note, state=state
    )


def _lock(row: Record, record: RecordData) -> None:
    """Make other savers, publications and loads wait; make the row if there is none.

    What publishes also puts versions on top: it must see every draft, or one would be
    passed over. Everybody takes the publications' lock first, so that none waits for
    another in a circle.
    """
    PublishedVersion.lock()
    model = type(row)
    if row.pk is None:
        assign_record(row, record)
        # Two people may make the same page at once: the second finds the first's.
        model.objects.bulk_create([row], ignore_conflicts=True)
        same = model.objects.filter(language=row.language, slug=row.slug)
    else:  # its address may be another since the row was read
        same = model.objects.filter(pk=row.pk)
    names = ("pk", "language", "slug")
    found = same.select_for_update().values_list(*names).get()
    row.pk, row.language, row.slug = found


def _revision(row: Record, record: RecordData, **fields: Any) -> Revision:
    """Keep a record; what it calls by a former name is called by today's."""
    return Revision.objects.create(
        kind=row.kind,
        language=row.language,
        slug=row.slug,
        record=named_today(row.kind, record),
        origin=Revision.Origin.ADMIN,
        **fields,
    )


def supersede(revisions: Iterable[Revision]) -> None:
    """Note that something newer took the place of these open versions."""
    Revision.objects.filter(
        pk__in=[revision.pk for revision in revisions], state__in=OPEN_STATES
    ).update(state=Revision.State.SUPERSEDED, publish_on=None)


def publish(revisions: Sequence[Revision]) -> None:
    """Make these saved revisions what patients read, all of them or none."""
    if not revisions:
        return
    with transaction.atomic():
        PublishedVersion.lock()
        by_kind: dict[str, list[Revision]] = defaultdict(list)
        for revision in revisions:
            by_kind[revision.kind].append(revision)
        for kind, group in by_kind.items():
            _publish_kind(record_models()[kind], group)
        rewrite_links(revisions)
        PublishedVersion.advance()


def _publish_kind(model: type[Record], revisions: Sequence[Revision]) -> None:
    slugs = {revision.slug for revision in revisions}
    wanted = {(revision.language, revision.slug) for revision in revisions}
    rows = {
        (row.language, row.slug): row
        for row in model.objects.select_for_update().filter(slug__in=slugs)
        if (row.language, row.slug) in wanted
    }
    _mark_published(revisions, [row.live_id for row in rows.values() if row.live_id])
    new, known = [], []
    for revision in revisions:
        if row := rows.get((revision.language, revision.slug)):
            known.append(_row_as(revision, row))
        else:
            row = model(language=revision.language, slug=revision.slug)
            new.append(_row_as(revision, row))
    model.objects.bulk_create(new, batch_size=AT_ONCE)
    names = [field.name for field in record_fields(model)]
    model.objects.bulk_update(known, [*names, "status", "live"], batch_size=AT_ONCE)
    add_to_index([*new, *known])


def _row_as(revision: Revision, row: Record) -> Record:
    assign_record(row, revision.record)
    row.status, row.live = Record.Status.PUBLISHED, revision
    return row


def _mark_published(revisions: Sequence[Revision], before: Sequence[int]) -> None:
    """Move the one `published` state of each record to its new revision."""
    Revision.objects.filter(pk__in=before).update(state=Revision.State.SUPERSEDED)
    Revision.objects.filter(pk__in=[r.pk for r in revisions]).update(
        state=Revision.State.PUBLISHED
    )
    for revision in revisions:
        revision.state = Revision.State.PUBLISHED


def withdraw(
    rows: Iterable[Record], status: Record.Status = Record.Status.WITHDRAWN
) -> None:
    """Take these rows from patients' sight; their revisions stay."""
    with transaction.atomic():
        PublishedVersion.lock()
        for row in rows:
            Revision.objects.of(row.kind, row.language, row.slug).filter(
                state=Revision.State.PUBLISHED
            ).update(state=Revision.State.SUPERSEDED)
            type(row).objects.filter(pk=row.pk).update(status=status)
            Link.objects.of(row.kind, row.language, row.slug).delete()
            take_from_index(row)
        PublishedVersion.advance()
