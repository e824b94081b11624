"""The page that a proxy shows while no web server answers: one file, all it needs in it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from portal.pages.dumping import write_file

from .models import Clinic


def write_away_page(file: Path) -> None:
    """Write the page in every language; who reads the file meanwhile gets one whole.

    OSError where it cannot be written; a file that is there stays then.
    """
    context = {
        "clinic": Clinic.current(),
        "codes": [code for code, _ in settings.LANGUAGES],
    }
    html = render_to_string("clinic/away.html", context)
    file.parent.stat()  # a folder that is misspelt is not made
    write_file(file, html)
    file.chmod(0o644)  # the proxy is another user
