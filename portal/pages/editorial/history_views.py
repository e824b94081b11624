"""A record's whole history: every version, and what was done with it."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.pages.records import Record
from portal.pages.revisions import Revision

from .addresses import form_url
from .models import Event
from .saying import day_in_words

EACH_PAGE = 50


def record_history(
    model_admin: admin.ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """Show every version of a record with what became of it, newest first."""
    row = model_admin.get_queryset(request).filter(pk=_number(object_id)).first()
    if not isinstance(row, Record):
        raise Http404(f"There is no {model_admin.opts.verbose_name} {object_id}")
    if not model_admin.has_view_permission(request, row):
        raise PermissionDenied
    address = row.kind, row.language, row.slug
    versions = Revision.objects.of(*address).select_related("author").defer("record")
    pages = Paginator(versions.prefetch_related("events"), EACH_PAGE)
    page = pages.get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "row": row,
        "opts": model_admin.opts,
        "edit_url": form_url(row),
        "page": page,
        "versions": [(version, events_of(version)) for version in page],
        "range": pages.get_elided_page_range(page.number),
        "live": versions.filter(state=Revision.State.PUBLISHED).first(),
        "head": versions.in_line().first(),
    }
    return render(request, "admin/pages/history.html", context)


def events_of(revision: Revision) -> list[Event]:
    """Return what was done with a version, first things first, days in words.

    What the author wrote when saving is not said again where it was sent on.
    """
    events = sorted(revision.events.all(), key=lambda event: event.pk)
    for event in events:
        if event.action == Event.Action.SCHEDULED:
            event.note = day_in_words(event.note)
        elif event.action == Event.Action.SUBMITTED and event.note == revision.note:
            event.note = ""
    return events


def _number(object_id: str) -> int | None:
    found = unquote(object_id)
    return int(found) if found.isdecimal() and len(found) < 19 else None
