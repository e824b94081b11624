from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.pages.faults import ContentError
from portal.painpath.graph import graph
from portal.painpath.shipped import shipped_path, shipped_wording


class Command(BaseCommand):
    help = "Print a picture (SVG) of the pain path's screens and ways out."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, wording = shipped_path(), shipped_wording().wording
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(graph(path, wording))
