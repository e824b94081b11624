"""What a form for feedback carries instead of a cookie: its page and when it was made."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from portal.pages.revisions import Revision

from .feedback_subject import WHOLE_SITE, Subject, subject_at

SALT = "portal.clinic.feedback"
LONGEST = 24 * 3600
AHEAD = 60
"""Seconds by which another machine's clock may go before ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """A form's page, and how many seconds ago it was made; None: not by this site."""

    subject: Subject
    age: float | None

    @property
    def is_hasty(self) -> bool:
        """Tell whether nobody could have read the form so quickly."""
        return self.age is not None and self.age < settings.FEEDBACK_FASTEST

    @property
    def is_stale(self) -> bool:
        # Where a clock was set back, waiting would not help: a new token does.
        return self.age is None or not -AHEAD <= self.age <= LONGEST


def seal(subject: Subject) -> str:
    """Return the token of a form that is made now."""
    revision = subject.revision.pk if subject.revision else None
    return signing.dumps([subject.path, revision, time.time()], salt=SALT)


def open_seal(token: str) -> Seal:
    """Return what a form's token says; the version is the one that was read."""
    try:
        path, revision, made_at = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return Seal(subject=WHOLE_SITE, age=None)
    return Seal(subject=_as_read(path, revision), age=time.time() - made_at)


def _as_read(path: str, revision: int | None) -> Subject:
    if revision is None:
        return subject_at(path)
    read = Revision.objects.get(pk=revision)  # versions are never deleted
    return Subject(
        path=path,
        title=str(read.record.get("title", read.slug)),
        language=read.language,
        revision=read,
    )
