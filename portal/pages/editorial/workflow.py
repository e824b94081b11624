"""What editors and reviewers do with versions, each step noted as an event.

Everything that patients can see of it goes through `publishing`. Who may do what is
for the views to check; what may be done at all is checked here, under the lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.publishing import (
    head_revision,
    publish,
    save_draft,
    supersede,
    withdraw,
)
from portal.pages.reconcile import reconcile
from portal.pages.records import Record, record_models, to_record
from portal.pages.revisions import OPEN_STATES, PublishedVersion, Revision

from .checking import faults_of, row_of
from .lineage import authors_since_live, is_behind
from .models import Event

Action = Event.Action
State = Revision.State


class RefusedError(Exception):
    """A step that cannot be taken now; the text says why, in an editor's words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """That a clinician checked the whole page, as patients will read it."""

    reviewed_by: str
    last_reviewed: dt.date
    next_review_due: dt.date


def submit(revision: Revision, *, by: User, note: str = "") -> None:
    """Ask for a review of the newest version; an earlier request gives way to it."""
    with transaction.atomic():
        revision = _locked(revision)
        if head_revision(*revision.address) != revision:
            raise RefusedError(
                _("There is a newer version: open that one and send it.")
            )
        if revision.state not in (State.DRAFT, State.SENT_BACK):
            raise RefusedError(
                _("This version is not a draft: %(state)s.")
                % {"state": revision.get_state_display()}
            )
        _supersede_before(revision, State.SUBMITTED)
        _move(revision, State.SUBMITTED)
        record_event(revision, Action.SUBMITTED, by=by, note=note)


def send_back(revision: Revision, *, by: User, reason: str) -> None:
    """Give a submitted version back to its author, with the reason."""
    with transaction.atomic():
        revision = _locked(revision)
        if revision.state != State.SUBMITTED:
            raise RefusedError(_("Only a version that waits for review is sent back."))
        _move(revision, State.SENT_BACK)
        record_event(revision, Action.SENT_BACK, by=by, note=reason)


def publish_reviewed(
    revision: Revision, *, by: User, review: Review | None, allow_own: bool
) -> Revision:
    """Publish an open version and return what patients now read.

    With a `review` the reviewer signs the whole page: the signature becomes part of
    the record, in a version of its own. Without one, it is a small correction, and
    the dates of the earlier review stand. `allow_own` is for a one-person clinic.
    """
    with transaction.atomic():
        revision = _ready(revision, by=by, allow_own=allow_own)
        signed = _signed(revision, by=by, review=review)
        _make_live(signed)
        record_event(signed, Action.PUBLISHED, by=by)
    return signed


def schedule(
    revision: Revision, *, by: User, review: Review | None, allow_own: bool, on: dt.date
) -> Revision:
    """Sign an open version now, to be published by `publish_due` on that day."""
    if on <= timezone.localdate():
        raise RefusedError(_("Choose a day after today, or publish it now."))
    with transaction.atomic():
        revision = _ready(revision, by=by, allow_own=allow_own)
        signed = _signed(revision, by=by, review=review)
        _supersede_before(signed, State.SUBMITTED, State.SCHEDULED)
        _move(signed, State.SCHEDULED, publish_on=on)
        record_event(signed, Action.SCHEDULED, by=by, note=on.isoformat())
    return signed


def unschedule(revision: Revision, *, by: User) -> None:
    """Take a version off the schedule; it waits for review again."""
    with transaction.atomic():
        revision = _locked(revision)
        if revision.state != State.SCHEDULED:
            raise RefusedError(_("This version is not scheduled."))
        _move(revision, State.SUBMITTED, publish_on=None)
        record_event(revision, Action.UNSCHEDULED, by=by)


@dataclass(frozen=True, slots=True)
class Due:
    """A scheduled version whose day has come, and why it could not be published."""

    revision: Revision
    refused: str = ""


def publish_due(today: dt.date) -> Iterator[Due]:
    """Publish what is scheduled for today or before, each in its own transaction."""
    due = Revision.objects.filter(state=State.SCHEDULED, publish_on__lte=today)
    for revision in due.order_by("publish_on", "pk"):
        try:
            with transaction.atomic():
                revision = _locked(revision)
                if revision.state != State.SCHEDULED:
                    continue  # somebody was quicker
                _check(revision)
                _make_live(revision)
                record_event(revision, Action.PUBLISHED, who=_("the schedule"))
        except RefusedError as error:
            yield Due(revision, str(error))
        else:
            yield Due(revision)


def restore(revision: Revision, *, by: User) -> Revision:
    """Bring an earlier version back as a new draft on top of all others."""
    model = record_models()[revision.kind]
    with transaction.atomic():
        row = model.objects.get(language=revision.language, slug=revision.slug)
        if row.status == Record.Status.DELETED:
            model.objects.filter(pk=row.pk).update(status=Record.Status.WITHDRAWN)
        # What an older release kept may have fields that there are no more.
        record = to_record(row_of(revision))
        when = timezone.localtime(revision.created_at).date().isoformat()
        restored = save_draft(
            row,
            record,
            author=by,
            based_on=head_revision(*revision.address),
            note=_("The version of %(day)s again") % {"day": when},
        )
        record_event(restored, Action.RESTORED, by=by)
    return restored


def unpublish(row: Record, *, by: User, note: str = "") -> None:
    """Take a page from patients' sight; its versions stay."""
    _take_away(row, Record.Status.WITHDRAWN, Action.UNPUBLISHED, by=by, note=note)


def delete(row: Record, *, by: User, note: str = "") -> None:
    """Take a page away for good; its versions stay, so that it can be restored."""
    _take_away(row, Record.Status.DELETED, Action.DELETED, by=by, note=note)


def _take_away(
    row: Record, status: Record.Status, action: Event.Action, *, by: User, note: str
) -> None:
    with transaction.atomic():
        PublishedVersion.lock()
        row.refresh_from_db()
        withdraw([row], status)
        if head := head_revision(row.kind, row.language, row.slug):
            record_event(head, action, by=by, note=note)


def record_event(
    revision: Revision,
    action: Event.Action,
    *,
    by: User | None = None,
    who: str = "",
    note: str = "",
) -> Event:
    """Note what was done, with the name as it is today."""
    name = who or (by.get_full_name() or by.get_username() if by else "")
    return Event.objects.create(
        revision=revision, action=action, by=by, who=name, note=note
    )


def _ready(revision: Revision, *, by: User, allow_own: bool) -> Revision:
    revision = _locked(revision)
    if not revision.is_open:
        raise RefusedError(_("Somebody has dealt with this version already."))
    if not allow_own and by.pk in authors_since_live(revision):
        raise RefusedError(
            _("You wrote part of this version: somebody else reviews it.")
        )
    _check(revision)
    return revision


def _check(revision: Revision) -> None:
    if is_behind(revision):
        raise RefusedError(
            _("The page was changed after this version was begun. Merge them first.")
        )
    if faults := faults_of(revision):
        raise RefusedError(" ".join(faults))


def _signed(revision: Revision, *, by: User, review: Review | None) -> Revision:
    """Return the version with the reviewer's signature: itself, if nothing changes."""
    if review is None:
        return revision
    record = revision.record | {
        name: str(value) for name, value in asdict(review).items()
    }
    if record == revision.record:
        return revision
    newer = list(
        Revision.objects.of(*revision.address)
        .in_line()
        .filter(pk__gt=revision.pk, state__in=(State.DRAFT, State.SENT_BACK))
    )
    signed = Revision.objects.create(
        kind=revision.kind,
        language=revision.language,
        slug=revision.slug,
        record=record,
        based_on=revision,
        origin=Revision.Origin.ADMIN,
        author=by,
        note=_("Reviewed by %(name)s") % {"name": review.reviewed_by},
    )
    record_event(signed, Action.SIGNED, by=by)
    for draft in newer:
        _put_on_top(draft, revision, signed)
    return signed


def _put_on_top(draft: Revision, base: Revision, signed: Revision) -> None:
    """Let a draft that was begun meanwhile go on from the signed version."""
    merge = reconcile(base.record, signed.record, draft.record)
    supersede([draft])
    Revision.objects.create(
        kind=draft.kind,
        language=draft.language,
        slug=draft.slug,
        record=merge.record,
        based_on=signed,
        origin=draft.origin,
        author=draft.author,
        state=draft.state,
        note=draft.note,
    )


def _make_live(revision: Revision) -> None:
    _supersede_before(revision, *OPEN_STATES)
    publish([revision])
    Revision.objects.filter(pk=revision.pk).update(publish_on=None)


def _supersede_before(revision: Revision, *states: Revision.State) -> None:
    same = Revision.objects.of(*revision.address)
    supersede(list(same.filter(pk__lt=revision.pk, state__in=states)))


def _locked(revision: Revision) -> Revision:
    """Read a revision anew while publications and other savers wait."""
    PublishedVersion.lock()
    found: Revision = Revision.objects.select_for_update().get(pk=revision.pk)
    return found


def _move(revision: Revision, state: Revision.State, **fields: object) -> None:
    revision.state = state
    Revision.objects.filter(pk=revision.pk).update(state=state, **fields)
