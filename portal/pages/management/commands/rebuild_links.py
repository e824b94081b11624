from __future__ import annotations

from typing import Any

from django.db import transaction

from portal.pages.links import rebuild_links
from portal.pages.management.plain_command import PlainCommand
from portal.pages.revisions import PublishedVersion


class Command(PlainCommand):
    help = "Make the table of links between published records anew."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            PublishedVersion.lock()
            count = rebuild_links()
            PublishedVersion.advance()  # pages in memory show what they link to
        self.stdout.write(f"{count} links")
