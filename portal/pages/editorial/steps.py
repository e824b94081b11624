"""What every step of the work on versions shares: its lock, its event, its refusal."""

from __future__ import annotations

from django.contrib.auth.models import User

from portal.pages.publishing import supersede
from portal.pages.records import Record, record_models
from portal.pages.revisions import PublishedVersion, Revision
from portal.pages.schema import RecordData

from .models import Event


class RefusedError(Exception):
    """A step that cannot be taken now; the reasons are in an editor's words."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


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


def locked(revision: Revision) -> Revision:
    """Read a revision anew while publications and savers wait."""
    PublishedVersion.lock()
    found: Revision = Revision.objects.select_for_update().get(pk=revision.pk)
    return found


def move(revision: Revision, state: Revision.State, **fields: object) -> None:
    """Give a version its next state, here and in the database."""
    revision.state = state
    Revision.objects.filter(pk=revision.pk).update(state=state, **fields)


def supersede_before(revision: Revision, *states: Revision.State) -> None:
    """Let older versions of the same record, in these states, give way to this one."""
    same = Revision.objects.of(*revision.address)
    supersede(list(same.filter(pk__lt=revision.pk, state__in=states)))


def row_at(revision: Revision) -> Record | None:
    """Return the row that the version belongs to, if there is one yet."""
    model = record_models()[revision.kind]
    row: Record | None = model.objects.filter(
        language=revision.language, slug=revision.slug
    ).first()
    return row


def live_record(revision: Revision) -> RecordData:
    """Return what patients read of the same record, or last could; maybe nothing."""
    rows = record_models()[revision.kind].objects.filter(
        language=revision.language, slug=revision.slug
    )
    record: RecordData | None = rows.values_list("live__record", flat=True).first()
    return record or {}
