"""Fields that a file and somebody in admin both changed: decided by a person."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from portal.pages.publishing import NewerVersionError, head_revision, save_draft
from portal.pages.records import Record
from portal.pages.revisions import Conflict, LoadedRecord, PublishedVersion, Revision
from portal.pages.schema import RecordData

from .models import Event
from .steps import RefusedError, record_event

Address = tuple[str, str, str]


def file_record(
    head: Revision, conflicts: Collection[Conflict]
) -> tuple[RecordData, RecordData]:
    """Return what the file last said before, and what it says now.

    Only the fields of conflicts: of the others, file and admin say what they may.
    """
    loaded = LoadedRecord.objects.of(*head.address).first()
    last = loaded.record if loaded else {}
    names = {conflict.field for conflict in conflicts}
    before = head.record | {name: last.get(name) for name in names}
    now = head.record | {c.field: c.in_file for c in conflicts}
    return _without_none(before), _without_none(now)


def resolve_conflicts(
    row: Record,
    record: RecordData,
    *,
    conflicts: Collection[Conflict],
    onto: Revision | None,
    by: User,
) -> Revision | None:
    """Keep what was chosen as a new draft, and let the file's words be known.

    The next load compares with what the file says now, so that it finds neither a
    conflict nor anything to overwrite. Returns None where all stays as it is.
    """
    address = row.kind, row.language, row.slug
    with transaction.atomic():
        PublishedVersion.lock()
        seen = {(c.pk, repr(c.in_file)) for c in conflicts}
        now = {(c.pk, repr(c.in_file)) for c in Conflict.objects.of(*address)}
        if seen != now:
            raise RefusedError(_("The files were loaded again meanwhile."))
        if (head := head_revision(*address)) != onto or head is None:
            raise NewerVersionError(head)
        made = None
        if record != head.record:
            note = _("Decided between the file and admin")
            made = save_draft(row, record, author=by, based_on=head, note=note)
        record_event(
            made or head,
            Event.Action.MERGED,
            by=by,
            note=_("with the content files: %(fields)s")
            % {"fields": ", ".join(sorted(c.field for c in conflicts))},
        )
        _remember(address, conflicts)
    return made


def _remember(address: Address, conflicts: Collection[Conflict]) -> None:
    """Move the base of the next merge to what the file says.

    The file's digest is not known here: empty, it makes the next load read the file.
    """
    loaded = LoadedRecord.objects.of(*address).select_related("revision").first()
    if loaded is not None:
        moved = loaded.record | {c.field: c.in_file for c in conflicts}
        loaded.record = _without_none(moved)
        if loaded.revision and loaded.revision.record != loaded.record:
            loaded.revision = None
        loaded.save(update_fields=["record", "revision"])
    Conflict.objects.filter(pk__in=[c.pk for c in conflicts]).delete()


def _without_none(record: RecordData) -> RecordData:
    return {name: value for name, value in record.items() if value is not None}
