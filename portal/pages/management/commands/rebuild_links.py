from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.pages.links import rebuild_links


class Command(BaseCommand):
    help = "Make the table of links between published records anew."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_links()} links")
