from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from portal.pages.editorial.owners import name_of
from portal.pages.editorial.reminder_mail import mail_of, subject
from portal.pages.editorial.reminders import (
    Letter,
    begin,
    letters_due,
    not_sent,
    sent,
)
from portal.pages.management.plain_command import PlainCommand


class Command(PlainCommand):
    help = "E-mail those who look after pages whose review is overdue or due soon."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only say who would get an e-mail about what.",
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        if not settings.SITE_URL:
            raise CommandError(
                "SITE_URL is not set, and the e-mails' links need the site's address. "
                "Set it in the environment; docs/deploying.md says how."
            )
        now = timezone.now()
        found = letters_due(now)
        for remark in found.remarks:
            self.stderr.write(remark)
        if not found.letters:
            self.stdout.write("Nothing to remind of.")
        failed = [
            letter
            for letter in found.letters
            if not (self._told(letter, now) if check else self._sent(letter, now))
        ]
        if failed:
            raise CommandError(
                f"{len(failed)} of {len(found.letters)} e-mails could not be sent; "
                "the next run tries again."
            )

    def _told(self, letter: Letter, now: dt.datetime) -> bool:
        self.stdout.write(f"would write to {_line(letter, now)}")
        for page in letter.pages:
            self.stdout.write(f"  {page.due} {page.title}")
        return True

    def _sent(self, letter: Letter, now: dt.datetime) -> bool:
        letter = begin(letter, now)
        if not letter.pages:
            return True  # another run was quicker
        try:
            mail_of(letter, timezone.localdate(now)).send()
        except Exception as error:  # whatever the mail server's client raises
            not_sent(letter, now)
            self.stderr.write(f"not sent to {_line(letter, now)}: {error}")
            return False
        sent(letter, now)
        self.stdout.write(f"sent to {_line(letter, now)}")
        return True


def _line(letter: Letter, now: dt.datetime) -> str:
    what = subject(letter, timezone.localdate(now))
    return f"{name_of(letter.to)} <{letter.to.email}>: {what}"
