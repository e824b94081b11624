"""The pages that somebody deleted, each with the way back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pages.records import Record, record_models
from portal.pages.revisions import Revision

from .addresses import kind_name
from .models import Event
from .uses import Address


@dataclass(frozen=True, slots=True)
class Deleted:
    """A deleted page, its newest version, and who deleted it, when and why."""

    row: Record
    head: int | None  # None for a row that never had a version
    event: Event | None

    @property
    def kind_name(self) -> str:
        return kind_name(self.row.kind)


def deleted_pages() -> list[Deleted]:
    """Return every deleted page, the last one first."""
    rows = [
        row
        for model in record_models().values()
        for row in model.objects.filter(status=Record.Status.DELETED)
    ]
    heads, events = _heads(rows), _deletions(rows)
    found = [
        Deleted(row, heads.get(_address(row)), events.get(_address(row)))
        for row in rows
    ]
    return sorted(found, key=lambda page: -(page.event.pk if page.event else 0))


def _heads(rows: Collection[Record]) -> dict[Address, int]:
    versions = Revision.objects.in_line().filter(slug__in={row.slug for row in rows})
    newest = versions.order_by().values_list("kind", "language", "slug")
    return {
        (kind, language, slug): pk
        for kind, language, slug, pk in newest.annotate(newest=Max("pk"))
    }


def _deletions(rows: Collection[Record]) -> dict[Address, Event]:
    events = Event.objects.filter(
        action=Event.Action.DELETED, revision__slug__in={row.slug for row in rows}
    )
    return {
        event.revision.address: event
        for event in events.select_related("revision").order_by("pk")
    }


def _address(row: Record) -> Address:
    return row.kind, row.language, row.slug


@never_cache
@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def deleted_list(request: HttpRequest) -> HttpResponse:
    """Show the deleted pages."""
    context = {
        **admin.site.each_context(request),
        "title": _("Deleted pages"),
        "pages": deleted_pages(),
    }
    return render(request, "admin/pages/deleted.html", context)
