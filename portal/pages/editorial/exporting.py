"""The content files as `dump_content` would write them, to take away in one zip."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, Final

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pages.content_files import FoundFile
from portal.pages.dumping import every_file
from portal.pages.revisions import LoadedRecord

ALL: Final = "all"
CHANGED: Final = "changed"
IN_MEMORY: Final = 4_000_000
"""Bytes of a zip that are kept in memory; a longer one goes to a file meanwhile."""


def exported() -> tuple[list[FoundFile], list[FoundFile]]:
    """Return every file, and those of them that are not as they were loaded."""
    with transaction.atomic():  # one consistent view of all records
        files = list(every_file())
        loaded = set(LoadedRecord.objects.values_list("file", "digest"))
    return files, [file for file in files if (file.name, file.digest) not in loaded]


def write_zip(stream: IO[bytes], files: Iterable[FoundFile]) -> None:
    """Write the files into a zip, by their names in the content folder."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(file.name, file.content)


@never_cache
@require_safe
@permission_required("pages.publish_revision", raise_exception=True)
def export(request: HttpRequest) -> HttpResponseBase:
    """Say what an export is for, or send it."""
    wanted = request.GET.get("files")
    if wanted is None:
        return _offer(request)
    if wanted not in (ALL, CHANGED):
        raise Http404(f"files={wanted}: allowed {ALL}, {CHANGED}")
    stream = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 the response does
    every, changed = exported()
    write_zip(stream, changed if wanted == CHANGED else every)
    stream.seek(0)
    name = f"content-{timezone.localdate().isoformat()}"
    name += "-changes.zip" if wanted == CHANGED else ".zip"
    return FileResponse(stream, as_attachment=True, filename=name)


def _offer(request: HttpRequest) -> HttpResponse:
    every, changed = exported()
    context = {
        **admin.site.each_context(request),
        "title": _("Export to files"),
        "all": len(every),
        "changed": changed,
    }
    return render(request, "admin/pages/export.html", context)
