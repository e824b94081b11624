"""Versions that nobody goes on from: set aside, or left behind by a publication.

Each waits until somebody has brought it together with what there is, or thrown it
away; either way it stays in the history.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.pages.publishing import (
    NewerVersionError,
    head_revision,
    save_draft,
    supersede,
)
from portal.pages.revisions import Revision
from portal.pages.schema import RecordData

from .checking import row_of
from .lineage import is_behind, line_of
from .models import Event
from .steps import RefusedError, locked, move, record_event, row_at

State = Revision.State
CLOSING = (Event.Action.MERGED, Event.Action.DISCARDED)
"""What ends the wait of a version that was set aside.

One that was thrown away stays set aside, so that it is never the newest again.
"""


def may_merge(user: User, revision: Revision) -> bool:
    """Tell whether a person may decide about what was written here."""
    return revision.author_id == user.pk or user.has_perm("pages.publish_revision")


def needs_merge(revision: Revision) -> bool:
    """Tell whether a version still waits to be brought together with others."""
    if revision.state == State.ASIDE:
        return not revision.events.filter(action__in=CLOSING).exists()
    return revision.is_open and is_behind(revision)


def other_side(revision: Revision) -> Revision | None:
    """Return what to bring it together with: the newest version, or what is live."""
    head = head_revision(*revision.address)
    if head != revision:
        return head
    return Revision.objects.of(*revision.address).filter(state=State.PUBLISHED).first()


def common_base(one: Revision, other: Revision) -> RecordData:
    """Return the record that both versions go on from; empty if there is none."""
    line = {found.pk for found in line_of(one)}
    for found in line_of(other):
        if found.pk in line:
            record: RecordData = Revision.objects.get(pk=found.pk).record
            return record
    return {}


def merge_into(
    revision: Revision, record: RecordData, *, onto: Revision, by: User
) -> Revision:
    """Save what was made of both as a new draft; the version's wait is over.

    Raises NewerVersionError, having saved nothing, if `onto` is no longer what the
    version is to be brought together with.
    """
    with transaction.atomic():
        revision = locked(revision)
        if not needs_merge(revision):
            raise RefusedError(_("Somebody has dealt with this version already."))
        if (now := other_side(revision)) != onto:
            raise NewerVersionError(now)
        if revision.state == State.ASIDE and record == onto.record:
            record_event(revision, Event.Action.DISCARDED, by=by)
            return onto
        made = _save(revision, record, onto=onto, by=by)
        move(revision, State.SUPERSEDED, publish_on=None)
        record_event(revision, Event.Action.MERGED, by=by)
    return made


def _save(
    revision: Revision, record: RecordData, *, onto: Revision, by: User
) -> Revision:
    day = formats.date_format(timezone.localtime(revision.created_at))
    note = _("With what %(who)s wrote on %(day)s") % {"who": revision.by, "day": day}
    if head_revision(*revision.address) == onto:
        row = row_at(revision) or row_of(revision)
        return save_draft(row, record, author=by, based_on=onto, note=note)
    # The version is the newest one itself, and what is live is not among those that
    # it goes on from: the new draft goes on from what is live.
    supersede([revision])
    return Revision.objects.create(
        kind=revision.kind,
        language=revision.language,
        slug=revision.slug,
        record=record,
        based_on=onto,
        origin=Revision.Origin.ADMIN,
        author=by,
        note=note,
    )


def throw_away(revision: Revision, *, by: User) -> None:
    """Let a version that was set aside wait no longer; it stays in the history."""
    with transaction.atomic():
        revision = locked(revision)
        if revision.state != State.ASIDE or not needs_merge(revision):
            raise RefusedError(_("Somebody has dealt with this version already."))
        record_event(revision, Event.Action.DISCARDED, by=by)
