from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portal.backups.archive import BackupError
from portal.backups.site import restore
from portal.pages.management.plain_command import PlainCommand


class Command(PlainCommand):
    help = "Make the site what it was when `backup` wrote a file, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Delete what the site has. Without this it must be empty.",
        )
        parser.add_argument(
            "--leave-content",
            action="store_true",
            help="Restore the database only.",
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            held = restore(file, replace=replace, content=not options["leave_content"])
        except BackupError as error:
            raise CommandError(f"{error}; nothing was changed") from error
        self.stdout.write(f"{file}: {held.rows} rows, {held.files} content files")
