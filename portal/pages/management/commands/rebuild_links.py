from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.pages.links import rebuild_links
from portal.pages.revisions import PublishedVersion


class Command(BaseCommand):
    help = "Make the table of links between published records anew."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            PublishedVersion.lock()
            count = rebuild_links()
            PublishedVersion.advance()  # pages in memory show what they link to
        self.stdout.write(f"{count} links")
