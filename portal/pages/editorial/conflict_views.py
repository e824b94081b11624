"""The page on which somebody decides between a file and admin, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.pages.publishing import NewerVersionError, head_revision
from portal.pages.records import Record, schema_of
from portal.pages.revisions import Conflict, Revision

from .addresses import form_url, row_or_404
from .choosing import Choosing, begin, validate
from .conflicts import file_record, resolve_conflicts
from .saying import say
from .steps import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("pages.edit_record", raise_exception=True)
def resolve(request: HttpRequest, kind: str, language: str, slug: str) -> HttpResponse:
    """Show what file and admin say in each field; keep what was chosen."""
    row = row_or_404(kind, language, slug)
    case = _Case.of(row)
    if case is None:
        messages.info(request, _("Nothing here waits for a decision."))
        return redirect(form_url(row))
    choosing = case.choosing(request)
    if request.method != "POST":
        return _show(request, case, choosing)
    if request.POST.get("based_on") != str(case.head.pk):
        return _again(request, row)
    validate(choosing, type(row), case.head.address)
    if not choosing.is_settled:
        return _show(request, case, choosing)
    return _keep(request, case, choosing)


@dataclass(frozen=True, slots=True)
class _Case:
    """A record, its newest version, and the fields to decide about."""

    row: Record
    head: Revision
    conflicts: Sequence[Conflict]

    @classmethod
    def of(cls, row: Record) -> _Case | None:
        address = row.kind, row.language, row.slug
        conflicts = list(Conflict.objects.of(*address).order_by("field"))
        head = head_revision(*address)
        return cls(row, head, conflicts) if conflicts and head else None

    def choosing(self, request: HttpRequest) -> Choosing:
        """Propose something for each field, or take up what was chosen."""
        before, now = file_record(self.head, self.conflicts)
        mine = self.head.record
        return begin(
            schema_of(type(self.row)),
            base=before,
            theirs=now,
            mine=mine,
            say=say(self.row.kind, (before, now, mine), language=self.row.language),
            data=request.POST if request.method == "POST" else None,
        )


def _keep(request: HttpRequest, case: _Case, choosing: Choosing) -> HttpResponse:
    try:
        made = resolve_conflicts(
            case.row,
            choosing.record,
            conflicts=case.conflicts,
            onto=case.head,
            by=cast(User, request.user),
        )
    except (NewerVersionError, RefusedError):
        return _again(request, case.row)
    if made is None:
        messages.success(request, _("Decided. Nothing on the page had to change."))
    else:
        text = _("Decided, in a new draft. Send it for review when ready.")
        messages.success(request, text)
    return redirect(form_url(case.row))


def _again(request: HttpRequest, row: Record) -> HttpResponse:
    """Show the page as things are now, with what was chosen."""
    case = _Case.of(row)
    if case is None:
        messages.info(request, _("Nothing here waits for a decision."))
        return redirect(form_url(row))
    text = _("This page was changed just now. What you chose is still here.")
    messages.warning(request, text)
    return _show(request, case, case.choosing(request))


def _show(request: HttpRequest, case: _Case, choosing: Choosing) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Decide between the file and admin"),
        "subtitle": str(case.row),
        "head": case.head,
        "choosing": choosing,
        "back": form_url(case.row),
    }
    return render(request, "admin/pages/conflict.html", context)
