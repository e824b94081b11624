"""Every change of what patients read goes through here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from .links import rewrite_links
from .records import Record, assign_record, record_fields, record_models
from .revisions import Link, PublishedVersion, Revision
from .schema import RecordData


def head_revision(kind: str, language: str, slug: str) -> Revision | None:
    """Return the newest revision of a record: what an editor goes on from."""
    return Revision.objects.of(kind, language, slug).first()


def save_draft(
    row: Record,
    record: RecordData,
    *,
    author: User,
    based_on: Revision | None,
    note: str = "",
) -> Revision:
    """Keep what an editor wrote as a new revision; patients see nothing of it."""
    with transaction.atomic():
        if row.pk is None:
            assign_record(row, record)
            row.save()
        return Revision.objects.create(
            kind=row.kind,
            language=row.language,
            slug=row.slug,
            record=record,
            based_on=based_on,
            origin=Revision.Origin.ADMIN,
            author=author,
            note=note,
        )


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
    model.objects.bulk_create(new)
    names = [field.name for field in record_fields(model)]
    model.objects.bulk_update(known, [*names, "status", "live"], batch_size=50)


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


def withdraw(rows: Iterable[Record]) -> None:
    """Take these rows from patients' sight; their revisions stay."""
    with transaction.atomic():
        PublishedVersion.lock()
        for row in rows:
            Revision.objects.of(row.kind, row.language, row.slug).filter(
                state=Revision.State.PUBLISHED
            ).update(state=Revision.State.SUPERSEDED)
            type(row).objects.filter(pk=row.pk).update(status=Record.Status.WITHDRAWN)
            Link.objects.of(row.kind, row.language, row.slug).delete()
        PublishedVersion.advance()
