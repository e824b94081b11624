"""What a clinician sees who follows a link to read and sign one version."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.open_forms import open_form
from portal.pages.rate_limit import Limit
from portal.pages.records import record_models, schema_of
from portal.pages.revisions import Revision
from portal.pages.views import render_revision

from .diffing import FieldDiff, diff
from .models import SignOffLink
from .sign_off import answer_link, asked_by, find_link, note_opened
from .sign_off_forms import AnswerForm
from .signing import unsigned
from .steps import RefusedError

MISSES = Limit(name="sign-off", each=30)
"""How many links that lead nowhere one visitor may try."""


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """Show the version as patients will see it, and take the clinician's answer.

    The secret in the address is all the authority there is. A link that was never
    made, has expired, was revoked or answered looks the same from outside.
    """
    if not MISSES.allows(request):
        return render(request, "pages/sign_off_wait.html", status=429)
    link = find_link(token)
    if link is None:
        return _invalid(request)
    if link.revision.state != Revision.State.SUBMITTED:
        return _closed(request)
    if request.method == "POST":
        return _take(request, token, link)
    note_opened(link)
    return _show(request, link, AnswerForm(link))


@open_form
@require_safe
def sign_off_done(request: HttpRequest) -> HttpResponse:
    """Thank a clinician whose answer is kept."""
    return render(request, "pages/sign_off_done.html")


def _take(request: HttpRequest, token: str, link: SignOffLink) -> HttpResponse:
    form = AnswerForm(link, request.POST)
    if not form.is_valid():
        return _show(request, link, form)
    try:
        answered = answer_link(token, form.given)
    except RefusedError:
        return _closed(request)
    return redirect("sign-off-done") if answered else _invalid(request)


def _show(request: HttpRequest, link: SignOffLink, form: AnswerForm) -> HttpResponse:
    context = {
        "sign_off": link,
        "asked_by": asked_by(link),
        "sign_off_form": form,
        "sign_off_changes": changes_since_live(link.revision),
    }
    return render_revision(request, link.revision, **context)


def changes_since_live(revision: Revision) -> tuple[FieldDiff, ...] | None:
    """Return what a version changes; None if patients read no other one yet."""
    same = Revision.objects.of(*revision.address)
    live = same.filter(state=Revision.State.PUBLISHED).first()
    if live is None:
        return None
    schema = schema_of(record_models()[revision.kind])
    return diff(schema, unsigned(live.record), unsigned(revision.record))


def _invalid(request: HttpRequest) -> HttpResponse:
    MISSES.spend(request)
    return render(request, "pages/sign_off_invalid.html", status=404)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/sign_off_closed.html", status=410)
