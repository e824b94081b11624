"""What editors and reviewers do with versions, each step noted as an event.

Everything that patients can see of it goes through `publishing`. Who may do what is
for the views to check; what may be done at all is checked here, under the lock. The
steps of a review are in `reviewing`, and offered here too.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.publishing import (
    head_revision,
    save_draft,
    supersede,
    withdraw,
)
from portal.pages.record_rows import to_record
from portal.pages.records import Record, record_models
from portal.pages.revisions import (
    OPEN_STATES,
    PublishedVersion,
    Revision,
    RevisionQuerySet,
)
from portal.pages.slugs import named_today

from .checking import row_of
from .models import Event
from .reviewing import (
    Due,
    Review,
    publish_due,
    publish_reviewed,
    schedule,
    send_back,
    unschedule,
)
from .steps import (
    RefusedError,
    locked,
    move,
    record_event,
    row_at,
    supersede_before,
)
from .uses import leaving_faults

__all__ = [
    "Due",
    "RefusedError",
    "Review",
    "delete",
    "publish_due",
    "publish_reviewed",
    "record_event",
    "restore",
    "schedule",
    "send_back",
    "submit",
    "unpublish",
    "unschedule",
]

Action = Event.Action
State = Revision.State


def submit(revision: Revision, *, by: User, note: str = "") -> None:
    """Ask for a review of the newest version; an earlier request gives way to it."""
    with transaction.atomic():
        revision = locked(revision)
        if head_revision(*revision.address) != revision:
            raise RefusedError(
                _("There is a newer version: open that one and send it.")
            )
        if revision.state not in (State.DRAFT, State.SENT_BACK):
            raise RefusedError(
                _("This version is not a draft: %(state)s.")
                % {"state": revision.get_state_display()}
            )
        supersede_before(revision, State.SUBMITTED)
        move(revision, State.SUBMITTED)
        record_event(revision, Action.SUBMITTED, by=by, note=note)


def restore(revision: Revision, *, by: User) -> Revision:
    """Bring an earlier version back as a new draft on top of all others."""
    with transaction.atomic():
        PublishedVersion.lock()
        # What an older release kept may have fields that there are no more.
        earlier = row_of(revision)
        record = named_today(revision.kind, to_record(earlier))
        row = row_at(revision) or earlier
        deleted = row.status == Record.Status.DELETED
        head = head_revision(*revision.address)
        if head and head.record == record and not deleted:
            raise RefusedError(_("The newest version says the same already."))
        if deleted:
            _set_status(row, Record.Status.WITHDRAWN)
        when = timezone.localtime(revision.created_at).date().isoformat()
        note = _("The version of %(day)s again") % {"day": when}
        restored = save_draft(row, record, author=by, based_on=head, note=note)
        record_event(restored, Action.RESTORED, by=by)
    return restored


def unpublish(row: Record, *, by: User, note: str = "") -> None:
    """Take a page from patients' sight; its versions stay.

    One that was to be published by itself on a later day is not: it waits for review.
    """
    with transaction.atomic():
        PublishedVersion.lock()
        row.refresh_from_db()
        if row.status != Record.Status.PUBLISHED:
            raise RefusedError(_("This page is not published."))
        _refuse_if_needed(row)
        scheduled = _versions(row).filter(state=State.SCHEDULED)
        for revision in scheduled:
            unschedule(revision, by=by)
        _take_away(row, Record.Status.WITHDRAWN, Action.UNPUBLISHED, by=by, note=note)


def delete(row: Record, *, by: User, note: str = "") -> None:
    """Take a page away for good; its versions stay, so that it can be restored.

    Nothing of it waits for review or for its day any longer.
    """
    with transaction.atomic():
        PublishedVersion.lock()
        row.refresh_from_db()
        if row.status == Record.Status.DELETED:
            raise RefusedError(_("This page is deleted already."))
        _refuse_if_needed(row)
        supersede(_versions(row).filter(state__in=OPEN_STATES))
        _take_away(row, Record.Status.DELETED, Action.DELETED, by=by, note=note)


def _refuse_if_needed(row: Record) -> None:
    if faults := leaving_faults(row):
        raise RefusedError(*faults)


def _take_away(
    row: Record, status: Record.Status, action: Event.Action, *, by: User, note: str
) -> None:
    withdraw([row], status)
    row.status = status
    if head := head_revision(row.kind, row.language, row.slug):
        record_event(head, action, by=by, note=note)


def _set_status(row: Record, status: Record.Status) -> None:
    row.status = status
    record_models()[row.kind].objects.filter(pk=row.pk).update(status=status)


def _versions(row: Record) -> RevisionQuerySet:
    return Revision.objects.of(row.kind, row.language, row.slug)
