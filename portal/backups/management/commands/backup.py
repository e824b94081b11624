from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portal.backups.archive import BackupError
from portal.backups.site import back_up
from portal.pages.management.plain_command import PlainCommand


class Command(PlainCommand):
    help = "Write the database and the content files into one new file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Such as portal.tar.gz.")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            held = back_up(file)
        except BackupError as error:
            raise CommandError(f"{error}; nothing was written") from error
        self.stdout.write(f"{file}: {held.rows} rows, {held.files} content files")
