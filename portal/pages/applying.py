"""Do what a load has planned; the caller holds the transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import reset_queries

from .content_files import Address
from .planning import Change, Plan, chunks
from .publishing import AT_ONCE, publish, supersede, withdraw
from .records import record_models
from .revisions import Conflict, LoadedRecord, Revision
from .schema import RecordData

_NOTE = "Loaded from the content files"


def apply_plan(plan: Plan) -> None:
    """Write the plan's revisions, publish them, and remember what was loaded."""
    for changes in chunks(plan.pending.values()):
        _apply(changes)
        del changes  # else they are held until the next ones are there
    _prune(plan.pruned)


def _apply(changes: Sequence[Change]) -> None:
    published = _publish(changes)
    _save_drafts(changes, published)
    _remember(changes, published)
    if settings.DEBUG:
        reset_queries()  # Django keeps each statement then, with all the texts in it


def _revision(
    change: Change, record: RecordData, based_on: Revision | None
) -> Revision:
    kind, language, slug = change.address
    return Revision(
        kind=kind,
        language=language,
        slug=slug,
        record=record,
        based_on=based_on,
        origin=Revision.Origin.FILES,
        note=_NOTE,
    )


def _publish(changes: Sequence[Change]) -> dict[Address, Revision]:
    """Publish what the files bring; return each record's new revision."""
    revisions = Revision.objects.bulk_create(
        (
            _revision(change, change.publish, change.row.live if change.row else None)
            for change in changes
            if change.publish is not None
        ),
        batch_size=AT_ONCE,
    )
    publish(revisions)
    return {revision.address: revision for revision in revisions}


def _save_drafts(changes: Sequence[Change], published: dict[Address, Revision]) -> None:
    """Put the files' changes into open versions, which stay where they are in review.

    Each goes on from what was just published, which it takes in. One that was signed
    for a later day is no longer what was signed: it waits for review again.
    """
    drafts = []
    for change in changes:
        if change.draft is not None:
            base = published.get(change.address, change.head)
            drafts.append(draft := _revision(change, change.draft, base))
            if change.head and change.head.is_open:
                draft.author = change.head.author  # it goes on being their work
                signed = change.head.state == Revision.State.SCHEDULED
                draft.state = Revision.State.SUBMITTED if signed else change.head.state
    supersede([change.head for change in changes if change.draft and change.head])
    Revision.objects.bulk_create(drafts, batch_size=AT_ONCE)


def _remember(changes: Sequence[Change], published: dict[Address, Revision]) -> None:
    """Keep the common ancestor of the next merge, and the open conflicts."""
    LoadedRecord.objects.bulk_create(
        (_loaded(change, published.get(change.address)) for change in changes),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "language", "slug"],
        update_fields=["file", "digest", "record", "revision"],
    )
    for change in changes:
        if change.loaded is not None:
            Conflict.objects.of(*change.address).exclude(
                field__in=change.conflicts
            ).delete()
    Conflict.objects.bulk_create(
        (row for change in changes for row in _conflicts(change)),
        update_conflicts=True,
        unique_fields=["kind", "language", "slug", "field"],
        update_fields=["in_file", "in_admin"],
    )


def _loaded(change: Change, published: Revision | None) -> LoadedRecord:
    kind, language, slug = change.address
    revision = published or (change.row.live if change.row else None)
    holds_it = revision is not None and revision.record == change.base
    return LoadedRecord(
        kind=kind,
        language=language,
        slug=slug,
        file=change.file,
        digest="" if change.conflicts else change.digest,
        record=change.base,
        revision=revision if holds_it else None,
    )


def _conflicts(change: Change) -> list[Conflict]:
    kind, language, slug = change.address
    return [
        Conflict(
            kind=kind,
            language=language,
            slug=slug,
            field=name,
            in_file=in_file,
            in_admin=in_admin,
        )
        for name, (in_file, in_admin) in change.conflicts.items()
    ]


def _prune(gone: Sequence[LoadedRecord]) -> None:
    """Unpublish records whose file is gone, and forget the file."""
    for loaded in gone:
        model = record_models()[loaded.kind]
        withdraw(
            model.objects.published().filter(language=loaded.language, slug=loaded.slug)
        )
        Conflict.objects.of(*loaded.address).delete()
        loaded.delete()
