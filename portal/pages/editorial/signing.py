"""A reviewer's signature: part of the record, in a version of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Final

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from portal.pages.publishing import supersede
from portal.pages.reconcile import reconcile
from portal.pages.records import record_fields, record_models
from portal.pages.revisions import OPEN_STATES, Revision
from portal.pages.schema import RecordData

from .models import Event
from .steps import live_record, record_event

SIGNATURE: Final = ("reviewed_by", "last_reviewed", "next_review_due")
"""The fields that a review fills in; an editor's own entries there sign nothing."""

State = Revision.State


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """That a clinician checked the whole page, as patients will read it."""

    reviewed_by: str
    last_reviewed: dt.date
    next_review_due: dt.date


def is_signed_kind(kind: str) -> bool:
    """Tell whether records of this kind say who reviewed them."""
    names = {field.name for field in record_fields(record_models()[kind])}
    return names.issuperset(SIGNATURE)


def unsigned(record: RecordData) -> RecordData:
    """Return what a record says besides its signature."""
    return {name: value for name, value in record.items() if name not in SIGNATURE}


def earlier_review(revision: Revision) -> RecordData:
    """Return the signature of what patients read, or last could."""
    live = live_record(revision)
    return {name: live[name] for name in SIGNATURE if name in live}


def signed(revision: Revision, *, by: User, review: Review | None) -> Revision:
    """Return the version with the signature that it is published with.

    Without a review that is the earlier one's, whatever the version says itself. It
    is the same version, if nothing changes. The caller holds the lock.
    """
    if not is_signed_kind(revision.kind):
        return revision
    if review is None:
        signature, note = earlier_review(revision), _("The earlier review stands")
    else:
        signature = {name: str(value) for name, value in asdict(review).items()}
        note = _("Reviewed by %(name)s") % {"name": review.reviewed_by}
    record = unsigned(revision.record) | signature
    if record == revision.record:
        return revision
    line = Revision.objects.of(*revision.address).in_line()
    newer = list(line.filter(pk__gt=revision.pk, state__in=OPEN_STATES))
    made = Revision.objects.create(
        kind=revision.kind,
        language=revision.language,
        slug=revision.slug,
        record=record,
        based_on=revision,
        origin=Revision.Origin.ADMIN,
        author=by,
        note=note,
    )
    if review is not None:
        record_event(made, Event.Action.SIGNED, by=by)
    for version in reversed(newer):
        _put_on_top(version, revision, made)
    return made


def _put_on_top(version: Revision, base: Revision, made: Revision) -> None:
    """Let a version that was begun meanwhile go on from the signed one.

    Its own signature was for other words: what was to be published by itself waits
    for review again.
    """
    merge = reconcile(base.record, made.record, version.record)
    state = State.SUBMITTED if version.state == State.SCHEDULED else version.state
    supersede([version])
    carried = Revision.objects.create(
        kind=version.kind,
        language=version.language,
        slug=version.slug,
        record=merge.record,
        based_on=made,
        origin=version.origin,
        author=version.author,
        state=state,
        note=version.note,
    )
    submitted = Event.Action.SUBMITTED
    if asked := version.events.filter(action=submitted).first():
        record_event(carried, submitted, by=asked.by, who=asked.who, note=asked.note)
