"""What waits for review, and what is to be published by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.pages.records import record_models
from portal.pages.revisions import Revision, RevisionQuerySet

from .lineage import written_since_live
from .models import Event
from .reviewing import unschedule
from .steps import RefusedError
from .version_pages import rules_of, title_of, version_or_404

EACH_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version in the queue, as the person sees it who asks."""

    revision: Revision
    title: str
    kind: str
    since: dt.datetime | None = None
    note: str = ""
    mine: bool = False


@never_cache
@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def review_queue(request: HttpRequest) -> HttpResponse:
    """List what waits for review, longest first, and what is scheduled."""
    mine = Exists(written_since_live(cast(User, request.user)))
    pages = Paginator(submitted().annotate(mine=mine), EACH_PAGE)
    page = pages.get_page(request.GET.get("p"))
    scheduled = Revision.objects.filter(state=Revision.State.SCHEDULED)
    context = {
        **admin.site.each_context(request),
        "title": _("Review queue"),
        "page": page,
        "range": pages.get_elided_page_range(page.number),
        "waiting": [_waiting(revision, request) for revision in page],
        "scheduled": [
            Waiting(found, title_of(found), _kind_name(found))
            for found in scheduled.select_related("author").order_by("publish_on", "pk")
        ],
        "may_publish": request.user.has_perm("pages.publish_revision"),
    }
    return render(request, "admin/pages/queue.html", context)


def submitted() -> RevisionQuerySet:
    """Return what waits for review, longest first, each with since when and why."""
    asked = Event.objects.filter(
        revision=OuterRef("pk"), action=Event.Action.SUBMITTED
    ).order_by("-pk")
    found: RevisionQuerySet = (
        Revision.objects.filter(state=Revision.State.SUBMITTED)
        .select_related("author")
        .annotate(
            # A load may have made it out of one that waited, without asking anew.
            since=Coalesce(Subquery(asked.values("at")[:1]), F("created_at")),
            asked_with=Coalesce(Subquery(asked.values("note")[:1]), F("note")),
        )
        .order_by("since", "pk")
    )
    return found


@require_POST
@permission_required("pages.publish_revision", raise_exception=True)
def take_off_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version off the schedule; it waits for review again."""
    revision = version_or_404(pk)
    try:
        unschedule(revision, by=cast(User, request.user))
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        text = _("“%(title)s” is off the schedule and waits for review again.")
        messages.success(request, text % {"title": title_of(revision)})
    return redirect("admin:pages_review_queue")


def _waiting(revision: Revision, request: HttpRequest) -> Waiting:
    wrote = rules_of(request).second_person_reviews and getattr(revision, "mine")  # noqa: B009
    return Waiting(
        revision,
        title_of(revision),
        _kind_name(revision),
        since=getattr(revision, "since", None),
        note=getattr(revision, "asked_with", ""),
        mine=wrote,
    )


def _kind_name(revision: Revision) -> str:
    return str(record_models()[revision.kind]._meta.verbose_name)
