"""Who is reminded of which reviews; nobody of the same one more often than AGAIN.

Each e-mail is noted before it leaves and again when it has left, so that neither a
second run nor one that broke off repeats what was sent.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Owner, Reminder
from .owners import name_of, possible_owners
from .reviews_due import SOON, DuePage, pages_due

AGAIN: Final = dt.timedelta(days=14)
ON_ITS_WAY: Final = dt.timedelta(hours=1)
"""How long an e-mail may take; after that the run that sent it broke off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What one person is to be reminded of."""

    to: User
    own: Sequence[DuePage] = ()
    nobodys: Sequence[DuePage] = ()

    @property
    def pages(self) -> list[DuePage]:
        return [*self.own, *self.nobodys]

    def only(self, wanted: set[DuePage]) -> Letter:
        """Return the letter without all other pages."""
        return replace(
            self,
            own=[page for page in self.own if page in wanted],
            nobodys=[page for page in self.nobodys if page in wanted],
        )


@dataclass(kw_only=True, slots=True)
class Round:
    """The letters of a run, and what somebody should mend."""

    letters: list[Letter] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def letters_due(now: dt.datetime) -> Round:
    """Return whom to remind of what, leaving out what they were told lately."""
    due = pages_due(timezone.localdate(now) + SOON)
    made = Round()
    own, nobodys = _shared_out(due, made.remarks)
    reviewers = _reviewers()
    if nobodys and not reviewers:
        made.remarks.append(
            ngettext(
                "Nobody is told of %(n)d page: no active clinical reviewer has an "
                "e-mail address.",
                "Nobody is told of %(n)d pages: no active clinical reviewer has an "
                "e-mail address.",
                len(nobodys),
            )
            % {"n": len(nobodys)}
        )
    people = {user.pk: user for user in (*own, *reviewers)}
    for user in sorted(people.values(), key=lambda user: user.username):
        theirs = nobodys if user in reviewers else []
        letter = Letter(to=user, own=own.get(user, []), nobodys=theirs)
        if (letter := _untold(letter, now)).pages:
            made.letters.append(letter)
    return made


def begin(letter: Letter, now: dt.datetime) -> Letter:
    """Note that a letter is on its way; return it without what others sent meanwhile."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=letter.to.pk)
        letter = _untold(letter, now)
        Reminder.objects.bulk_create(
            (
                Reminder(
                    kind=page.kind,
                    language=page.language,
                    slug=page.slug,
                    to=letter.to,
                    due=page.due,
                    begun_at=now,
                )
                for page in letter.pages
            ),
            update_conflicts=True,
            unique_fields=["kind", "language", "slug", "to"],
            update_fields=["due", "begun_at", "sent_at"],
        )
    return letter


def sent(letter: Letter, now: dt.datetime) -> None:
    """Note that a letter has left."""
    Reminder.objects.filter(to=letter.to, begun_at=now).update(sent_at=now)


def not_sent(letter: Letter, now: dt.datetime) -> None:
    """Forget a letter that could not be sent: the next run tries again."""
    Reminder.objects.filter(to=letter.to, begun_at=now, sent_at=None).delete()


def _shared_out(
    due: Sequence[DuePage], remarks: list[str]
) -> tuple[dict[User, list[DuePage]], list[DuePage]]:
    """Give each page to its owner; return also those that nobody looks after."""
    able = set(possible_owners())
    owners = {row.address: row.user for row in Owner.objects.select_related("user")}
    own: dict[User, list[DuePage]] = defaultdict(list)
    nobodys: list[DuePage] = []
    unreachable: dict[User, int] = defaultdict(int)
    for page in due:
        user = owners.get(page.address)
        if user in able and user.email:
            own[user].append(page)
            continue
        nobodys.append(page)
        if user:
            unreachable[user] += 1
    remarks += _unreachable(unreachable, able)
    return own, nobodys


def _unreachable(counts: dict[User, int], able: set[User]) -> Iterator[str]:
    for user, number in counts.items():
        if not user.is_active:
            why = _("the account is switched off")
        elif user not in able:
            why = _("may no longer edit")
        else:
            why = _("has no e-mail address")
        text = ngettext(
            "%(person)s looks after %(n)d page, but %(why)s.",
            "%(person)s looks after %(n)d pages, but %(why)s.",
            number,
        )
        yield text % {"person": name_of(user), "n": number, "why": why}


def _reviewers() -> list[User]:
    people = User.objects.with_perm("pages.publish_revision").filter(is_staff=True)
    return list(people.exclude(email="").order_by("username"))


def _untold(letter: Letter, now: dt.datetime) -> Letter:
    """Return the letter without what this person was told lately."""
    lately = {
        (reminder.address, reminder.due)
        for reminder in Reminder.objects.filter(to=letter.to)
        if _is_recent(reminder, now)
    }
    return letter.only({p for p in letter.pages if (p.address, p.due) not in lately})


def _is_recent(reminder: Reminder, now: dt.datetime) -> bool:
    if reminder.sent_at is None:
        return now - reminder.begun_at < ON_ITS_WAY
    today, then = timezone.localdate(now), timezone.localdate(reminder.sent_at)
    return today - then < AGAIN
