from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.pages.content_report import content_report
from portal.pages.faults import ContentError
from portal.pages.reporting import content_summary, page_lines


class Command(BaseCommand):
    help = "Say how good the pages in the content folder are; needs no database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--root", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument(
            "--check", action="store_true", help="Only totals; fail on any fault."
        )

    def handle(self, *, root: Path, check: bool, **options: Any) -> None:
        report = content_report(root, today=timezone.localdate().isoformat())
        faults = ContentError(report.faults)
        if not check:
            self.stdout.write(f"{'page':58} {'grade':>5} {'words':>6}")
            for page in report.pages:
                for line in page_lines(page):
                    self.stdout.write(line)
            self.stdout.write(str(faults))
        for line in content_summary(report):
            self.stdout.write(line)
        if check and faults.faults:
            raise CommandError(str(faults))
