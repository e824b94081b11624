from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.pages.faults import ContentError
from portal.pages.formatting import format_content


class Command(BaseCommand):
    help = "Put the files of the content folder into the one standard layout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--root", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument(
            "--check", action="store_true", help="Fail if a file is not in it."
        )

    def handle(self, *, root: Path, check: bool, **options: Any) -> None:
        try:
            changed = format_content(root, check=check)
        except ContentError as error:
            raise CommandError(str(error)) from error
        for name in changed:
            self.stdout.write(
                f"{'not in standard layout' if check else 'wrote'}: {name}"
            )
        if changed and check:
            raise CommandError("Run `make fix`, or `manage.py format_content`.")
