"""Links by which a clinician without an account reads and signs one version.

Whoever has the link's secret may answer once. Only a digest of it is kept, so that
nobody can make the link from a copy of the database.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.models import Source, Term
from portal.pages.page import Page
from portal.pages.records import record_models
from portal.pages.revisions import PublishedVersion, Revision

from .models import Event, SignOffLink
from .steps import RefusedError, locked, move, record_event

LONGEST = 30
USUAL = 14


class State(models.TextChoices):
    """What became of a link."""

    OPEN = "open", gettext_lazy("Not opened yet")
    OPENED = "opened", gettext_lazy("Opened")
    SIGNED = "signed", gettext_lazy("Signed")
    CHANGES = "changes", gettext_lazy("Asked for changes")
    EXPIRED = "expired", gettext_lazy("Expired")
    REVOKED = "revoked", gettext_lazy("Revoked")

    @property
    def is_waiting(self) -> bool:
        return self in (State.OPEN, State.OPENED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the clinician says of the version, and how they sign."""

    name: str
    approves: bool
    comment: str


def state_of(link: SignOffLink) -> State:
    """Tell what became of a link by now."""
    if link.answered_at:
        return State.SIGNED if link.approves else State.CHANGES
    if link.revoked_at:
        return State.REVOKED
    if link.valid_until <= timezone.now():
        return State.EXPIRED
    return State.OPENED if link.opened_at else State.OPEN


def signatures(revision: Revision) -> list[SignOffLink]:
    """Return the links by which this version was signed, the newest first."""
    return list(revision.sign_off_links.filter(approves=True))


def asked_by(link: SignOffLink) -> str:
    """Name who made the link."""
    return link.made_by.get_full_name() or link.made_by.get_username()


def may_be_signed(revision: Revision) -> bool:
    """Tell whether it waits for review, and is something that patients read."""
    shown = issubclass(record_models()[revision.kind], (Page, Source, Term))
    return shown and revision.state == Revision.State.SUBMITTED


def make_link(
    revision: Revision, *, name: str, email: str, days: int, by: User
) -> tuple[SignOffLink, str]:
    """Make a link for one clinician; return it with its secret, which is not kept."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        if not may_be_signed(locked(revision)):
            raise RefusedError(
                _("Only a page that waits for review can be sent to be signed.")
            )
        link = SignOffLink.objects.create(
            revision=revision,
            token_digest=_digest(secret),
            name=name,
            email=email,
            made_by=by,
            valid_until=timezone.now() + dt.timedelta(days=days),
        )
    return link, secret


def revoke(link: SignOffLink) -> None:
    """Let nobody answer by this link any more."""
    with transaction.atomic():
        link = SignOffLink.objects.select_for_update().get(pk=link.pk)
        if link.answered_at:
            raise RefusedError(_("It was answered already; the answer stays."))
        if not link.revoked_at:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])


def find_link(secret: str) -> SignOffLink | None:
    """Return the link with this secret if somebody may still answer by it."""
    return (
        _waiting(secret)
        .select_related("revision", "revision__author", "made_by")
        .first()
    )


def note_opened(link: SignOffLink) -> None:
    """Note when the link was opened first."""
    SignOffLink.objects.filter(pk=link.pk, opened_at=None).update(
        opened_at=timezone.now()
    )


def answer_link(secret: str, answer: Answer) -> SignOffLink | None:
    """Take the clinician's answer; None if nobody may answer by this link now.

    A signature publishes nothing: it stands beside the version, for who publishes.
    Raises RefusedError if the version does not wait for review any more.
    """
    with transaction.atomic():
        PublishedVersion.lock()
        link = _waiting(secret).select_for_update().first()
        if link is None:
            return None
        revision = locked(link.revision)
        if revision.state != Revision.State.SUBMITTED:
            raise RefusedError(
                _("This version does not wait for a signature any more.")
            )
        if not answer.approves:
            move(revision, Revision.State.SENT_BACK)
        _note(revision, link, answer)
        link.name, link.comment = answer.name, answer.comment
        link.approves, link.answered_at = answer.approves, timezone.now()
        link.save(update_fields=["name", "comment", "approves", "answered_at"])
    return link


def _note(revision: Revision, link: SignOffLink, answer: Answer) -> None:
    """Note the answer as an event: who gave it, whom it was asked of, what it says."""
    asked = ""
    if answer.name != link.name:
        asked = _("The link was made for %(name)s.") % {"name": link.name}
    note = " ".join(part for part in (asked, answer.comment) if part)
    action = Event.Action.SIGNED if answer.approves else Event.Action.SENT_BACK
    record_event(revision, action, who=answer.name, note=Truncator(note).chars(_NOTE))


_NOTE = 500  # as long as an event's note may be; the link keeps the whole comment


def _waiting(secret: str) -> models.QuerySet[SignOffLink]:
    return SignOffLink.objects.filter(
        token_digest=_digest(secret),
        revoked_at=None,
        answered_at=None,
        valid_until__gt=timezone.now(),
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
