from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.pages.reference import reference


class Command(BaseCommand):
    help = "Print what each kind of content file may hold, as in writing-content.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(reference())
