from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from portal.pages.editorial.workflow import publish_due
from portal.pages.management.plain_command import PlainCommand


class Command(PlainCommand):
    help = "Publish the versions whose day has come. Run it every day, as by cron."

    def handle(self, *args: Any, **options: Any) -> None:
        found = refused = 0
        for due in publish_due(timezone.localdate()):
            found += 1
            if due.refused:
                refused += 1
                self.stderr.write(f"Not published: {due.revision}. {due.refused}")
            else:
                self.stdout.write(f"Published: {due.revision}")
        if not found:
            self.stdout.write("Nothing is due.")
        if refused:
            raise CommandError(f"{refused} of {found} could not be published.")
