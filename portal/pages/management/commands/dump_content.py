from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from portal.pages.dumping import dump_content
from portal.pages.faults import ContentError
from portal.pages.management.plain_command import PlainCommand


class Command(PlainCommand):
    help = "Write the published records back to the files of the content folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--root", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument(
            "--check", action="store_true", help="Say what would change; write nothing."
        )

    def handle(self, *, root: Path, check: bool, **options: Any) -> None:
        try:
            dump = dump_content(root, check=check)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was written") from error
        for name, new in dump.renamed.items():
            self.stdout.write(f"{'would rename' if check else 'renamed'} {name} {new}")
        for name in dump.written:
            self.stdout.write(f"{'would write' if check else 'wrote'} {name}")
        self.stdout.write(f"{len(dump.written)} files, {dump.unchanged} unchanged")
