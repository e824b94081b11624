from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from portal.pages.content_files import FoundFile
from portal.pages.faults import ContentError
from portal.pages.loading import load_content
from portal.pages.management.plain_command import PlainCommand
from portal.pages.reporting import load_report


class Command(PlainCommand):
    help = "Load the records in the content folder into the database, all or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--root", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument(
            "--check", action="store_true", help="Say what would happen; write nothing."
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="Unpublish records whose file is gone.",
        )
        parser.add_argument(
            "--prefer",
            choices=["file", "admin"],
            help="Settle every conflict for this side.",
        )

    def handle(self, *, root: Path, **options: Any) -> None:
        try:
            plan = load_content(
                root,
                check=options["check"],
                prune=options["prune"],
                prefer=options["prefer"],
                progress=_bar,
            )
        except ContentError as error:
            found = f"{len(error.faults)} to mend; nothing was loaded"
            raise CommandError(f"{error}\n{found}") from error
        for line in load_report(plan, check=options["check"]):
            self.stdout.write(line)


def _bar(files: Iterable[FoundFile]) -> Iterable[FoundFile]:
    """Show a progress bar when it is long and somebody watches."""
    files = list(files)
    watched = sys.stderr.isatty() and len(files) > 200
    return tqdm(files, unit="file", leave=False, disable=not watched)
