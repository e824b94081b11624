"""A reviewer reads what is new in a version, decides and signs."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.pages.page import Page
from portal.pages.revisions import Revision

from .checking import row_of
from .deciding import (
    Standing,
    decision_form,
    offered_form,
    standing_of,
    wrote_part,
)
from .hints import hints_of
from .history_views import events_of
from .lineage import Lineage
from .models import Event
from .review_forms import Decision, DecisionForm
from .reviewing import publish_reviewed, schedule, send_back
from .saying import differences
from .shortening import shortened
from .sidebar import report_of
from .site_names import site_names
from .steps import RefusedError
from .version_pages import before, live_of, rules_of, show, title_of, version_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("pages.edit_record", raise_exception=True)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a version changes; take the decision of somebody who may decide."""
    revision = version_or_404(pk)
    if request.method != "POST":
        standing = standing_of(request, revision)
        return _page(
            request, revision, standing, offered_form(request, revision, standing)
        )
    if not request.user.has_perm("pages.publish_revision"):
        raise PermissionDenied
    if wrote_part(request, Lineage(revision)):
        return _page(request, revision, standing_of(request, revision), status=403)
    form = decision_form(request, revision, request.POST)
    if form.is_valid() and _decided(request, revision, form):
        return redirect("admin:pages_review_queue")
    return _page(request, revision, standing_of(request, revision), form)


def _decided(request: HttpRequest, revision: Revision, form: DecisionForm) -> bool:
    """Do what was decided and say so; if it cannot be done, say why in the form."""
    by, decided = cast(User, request.user), form.cleaned_data
    title = {"title": title_of(revision)}
    allow_own = not rules_of(request).second_person_reviews
    try:
        match decided["decision"]:
            case Decision.SEND_BACK:
                send_back(revision, by=by, reason=decided["reason"])
                text = _("“%(title)s” went back to its author.") % title
            case Decision.SCHEDULE:
                day = decided["publish_on"]
                schedule(
                    revision, by=by, review=form.review, allow_own=allow_own, on=day
                )
                text = _("Patients read “%(title)s” from %(day)s on.") % (
                    title | {"day": date_format(day)}
                )
            case _:
                publish_reviewed(
                    revision, by=by, review=form.review, allow_own=allow_own
                )
                text = _("Published: patients read “%(title)s” now.") % title
    except RefusedError as error:
        for reason in error.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, text)
    return True


def _page(
    request: HttpRequest,
    revision: Revision,
    standing: Standing,
    form: DecisionForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    live = live_of(revision)
    base = before(revision) if live == revision else live
    row = row_of(revision)
    fields = differences(
        revision.kind,
        base.record if base else {},
        revision.record,
        language=revision.language,
    )
    report = None
    if revision.is_open and isinstance(row, Page):
        report = report_of(revision, site_names())
    events = events_of(revision)
    return show(
        request,
        "review",
        revision,
        title=_("Review"),
        status=status,
        form=form,
        standing=standing,
        live=live,
        base=base,
        fields=shortened(fields),
        report=report,
        hints=list(hints_of(report)) if report else (),
        asked=_asked(events),
        events=events,
        review_template=row.review_template,
        **row.review_context(row_of(live) if live else None),
    )


def _asked(events: Iterable[Event]) -> Event | None:
    """Take the words with which the review was asked for out of the list of events."""
    asked = [e for e in events if e.action == Event.Action.SUBMITTED and e.note]
    if not asked:
        return None
    found = copy(asked[-1])
    asked[-1].note = ""
    return found
