from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.pages.faults import ContentError
from portal.painpath.shipped import shipped_path, shipped_wording
from portal.painpath.table import table


class Command(BaseCommand):
    help = "Print every rule of the pain path as a table that a clinician can read."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, wording = shipped_path(), shipped_wording().wording
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(table(path, wording))
