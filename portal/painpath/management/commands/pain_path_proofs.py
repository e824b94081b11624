from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.pages.faults import ContentError
from portal.painpath.cases import differences
from portal.painpath.proofs import prove
from portal.painpath.shipped import (
    read_shipped_cases,
    shipped_path,
    shipped_wording,
    spoken_languages,
)


class Command(BaseCommand):
    help = "Prove what the pain path promises, and try every clinician's case."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, cases = shipped_path(), read_shipped_cases()
            shipped_wording()
            languages = spoken_languages()
        except ContentError as error:
            raise CommandError(str(error)) from error
        report = prove(path)
        found = [text for case in cases for text in map(str, differences(path, case))]
        self.stdout.write(str(report))
        self.stdout.write(f"{len(cases)} cases, worded in: {', '.join(languages)}.")
        if report.failures or found:
            raise CommandError("\n".join([*report.failures, *found]))
