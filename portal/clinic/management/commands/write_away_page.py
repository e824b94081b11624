from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from portal.clinic.away_page import write_away_page
from portal.pages.management.plain_command import PlainCommand


class Command(PlainCommand):
    help = "Write the page that the proxy shows while no web server answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Such as away.html.")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            write_away_page(file)
        except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
            raise CommandError(f"Cannot write {file}: {error.strerror}.") from error
