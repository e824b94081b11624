"""What a reviewer does with a version: send it back, sign, publish, schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.publishing import publish
from portal.pages.records import Record
from portal.pages.revisions import OPEN_STATES, Revision

from .checking import faults_of, foresee
from .lineage import authors_since_live, is_behind
from .models import Event
from .signing import Review, signed
from .steps import (
    RefusedError,
    locked,
    move,
    record_event,
    row_at,
    supersede_before,
)

__all__ = [
    "Due",
    "Review",
    "publish_due",
    "publish_reviewed",
    "schedule",
    "send_back",
    "unschedule",
]

Action = Event.Action
State = Revision.State


def send_back(revision: Revision, *, by: User, reason: str) -> None:
    """Give a submitted version back to its author, with the reason."""
    with transaction.atomic():
        revision = locked(revision)
        if revision.state != State.SUBMITTED:
            raise RefusedError(_("Only a version that waits for review is sent back."))
        move(revision, State.SENT_BACK)
        record_event(revision, Action.SENT_BACK, by=by, note=reason)


def publish_reviewed(
    revision: Revision, *, by: User, review: Review | None, allow_own: bool
) -> Revision:
    """Publish an open version and return what patients now read.

    With a `review` the reviewer signs the whole page: the signature becomes part of
    the record, in a version of its own. Without one, it is a small correction, and
    the earlier review stands. `allow_own` is for a one-person clinic.
    """
    foresee(revision)
    with transaction.atomic():
        revision = _ready(revision, by=by, allow_own=allow_own)
        version = signed(revision, by=by, review=review)
        _check(version)
        _make_live(version)
        record_event(version, Action.PUBLISHED, by=by)
    return version


def schedule(
    revision: Revision, *, by: User, review: Review | None, allow_own: bool, on: dt.date
) -> Revision:
    """Sign an open version now, to be published by `publish_due` on that day."""
    if on <= timezone.localdate():
        raise RefusedError(_("Choose a day after today, or publish it now."))
    foresee(revision)
    with transaction.atomic():
        revision = _ready(revision, by=by, allow_own=allow_own)
        version = signed(revision, by=by, review=review)
        _check(version)
        supersede_before(version, State.SUBMITTED, State.SCHEDULED)
        move(version, State.SCHEDULED, publish_on=on)
        record_event(version, Action.SCHEDULED, by=by, note=on.isoformat())
    return version


def unschedule(revision: Revision, *, by: User) -> None:
    """Take a version off the schedule; it waits for review again."""
    with transaction.atomic():
        revision = locked(revision)
        if revision.state != State.SCHEDULED:
            raise RefusedError(_("This version is not scheduled."))
        move(revision, State.SUBMITTED, publish_on=None)
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
        foresee(revision)
        try:
            with transaction.atomic():
                revision = locked(revision)
                if revision.state != State.SCHEDULED:
                    continue  # somebody was quicker
                _check(revision)
                _make_live(revision)
                record_event(revision, Action.PUBLISHED, who=_("the schedule"))
        except RefusedError as error:
            yield Due(revision, str(error))
        else:
            yield Due(revision)


def _ready(revision: Revision, *, by: User, allow_own: bool) -> Revision:
    revision = locked(revision)
    if not revision.is_open:
        raise RefusedError(_("Somebody has dealt with this version already."))
    if not allow_own and by.pk in authors_since_live(revision):
        raise RefusedError(
            _("You wrote part of this version: somebody else reviews it.")
        )
    return revision


def _check(revision: Revision) -> None:
    row = row_at(revision)
    if row and row.status == Record.Status.DELETED:
        raise RefusedError(_("This page was deleted. Restore it first."))
    if is_behind(revision):
        raise RefusedError(
            _("The page was changed after this version was begun. Merge them first.")
        )
    if faults := faults_of(revision):
        raise RefusedError(*faults)


def _make_live(revision: Revision) -> None:
    supersede_before(revision, *OPEN_STATES)
    publish([revision])
    Revision.objects.filter(pk=revision.pk).update(publish_on=None)
