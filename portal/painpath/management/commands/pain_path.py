from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.pages.faults import ContentError
from portal.painpath.answer_files import read_answer_documents
from portal.painpath.engine import outcome
from portal.painpath.live import current_path


class Command(BaseCommand):
    help = "Print the pain path's outcome for answers in YAML, one JSON object each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("answers", help="A YAML file, or - for standard input.")

    def handle(self, *, answers: str, **options: Any) -> None:
        try:
            path = current_path()
            documents = read_answer_documents(_text(answers), path, file=answers)
        except (ContentError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=2) from error
        for document in documents:
            self.stdout.write(json.dumps(outcome(path, document).as_dict()))


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    return Path(name).read_text(encoding="utf-8")
