"""Two versions of a record beside each other, word by word."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pages.revisions import Revision

from .saying import differences
from .shortening import shortened
from .version_pages import before, live_of, show, version_or_404

LIVE = "live"
OFFERED = 300
"""Versions that can be chosen from; older ones are in the history."""


class UnknownVersionError(Exception):
    """An address that asks for a version that there is not; the text says which."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


@never_cache
@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a version says differently from another one of the same record."""
    revision = version_or_404(pk)
    chosen = request.GET.get("this", "")
    if chosen.isdecimal() and int(chosen) != pk:
        address = reverse("admin:pages_revision_compare", args=[int(chosen)])
        query = urlencode({"with": request.GET.get("with", "")})
        return redirect(f"{address}?{query}")
    problem, status, other = "", 200, None
    try:
        other = _other(revision, request.GET.get("with", ""))
    except UnknownVersionError as error:
        problem, status = str(error), error.status
    versions = Revision.objects.of(*revision.address).select_related("author")
    return show(
        request,
        "compare",
        revision,
        title=_("Compare two versions"),
        status=status,
        problem=problem,
        other=other,
        fields=[] if problem else _fields(other, revision),
        versions=versions.defer("record")[:OFFERED],
    )


def _other(revision: Revision, asked: str) -> Revision | None:
    """Return the version to compare with; None before there was any.

    Where none is asked for, that is what patients read, or for what they read itself
    the version before.
    """
    if asked in ("", LIVE):
        live = live_of(revision)
        if live is not None and (asked or live != revision):
            return live
        if asked:
            raise UnknownVersionError(_("Patients read no version of this page."), 404)
        return before(revision)
    if not asked.isdecimal():
        raise UnknownVersionError(
            _("“%(found)s” is no version: choose one from the list.")
            % {"found": asked[:40]},
            400,
        )
    same = Revision.objects.of(*revision.address).select_related("author")
    other: Revision | None = same.filter(pk=int(asked)).first()
    if other is None:
        raise UnknownVersionError(
            _("This page has no version with that number: choose one from the list."),
            404,
        )
    return other


def _fields(other: Revision | None, revision: Revision) -> list[object]:
    earlier = other.record if other else {}
    found = differences(
        revision.kind, earlier, revision.record, language=revision.language
    )
    return list(shortened(found))
