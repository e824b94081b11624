"""What an editor is told, and shown next, after sending in a record's form."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.pages.record_rows import to_record
from portal.pages.records import Record
from portal.pages.revisions import Revision
from portal.pages.views import render_revision

from .saving import Outcome, Saved
from .workflow import RefusedError, submit

PREVIEW: Final = "_preview"
SUBMIT: Final = "_submit"
"""Names of the form's buttons, besides the one that only saves."""


def remember(request: HttpRequest, saved: Saved) -> None:
    """Keep what the save came to until the answer is made."""
    cast(Any, request).saved = saved


def remembered(request: HttpRequest) -> Saved | None:
    return getattr(request, "saved", None)


def answer(request: HttpRequest, row: Record) -> HttpResponse:
    """Answer a form that was sent in without a fault."""
    saved = remembered(request)
    if saved is None:
        return _preview(request, row)
    if saved.outcome is Outcome.ASIDE:
        return _to_merge(request, saved)
    if SUBMIT in request.POST:
        _send(request, saved)
    elif saved.outcome is Outcome.UNCHANGED:
        messages.info(request, _("You changed nothing, so nothing was saved."))
    else:
        text = _("Saved as a draft; patients do not see it yet.")
        messages.success(request, _with_preview(text, saved.revision))
    return redirect(
        f"admin:{row._meta.app_label}_{row._meta.model_name}_change", row.pk
    )


def _preview(request: HttpRequest, row: Record) -> HttpResponse:
    """Show the page as it is typed; nothing is saved."""
    typed = Revision(
        kind=row.kind,
        language=row.language,
        slug=row.slug,
        record=to_record(row),
        author=cast(User, request.user),
    )
    return render_revision(request, typed)


def _to_merge(request: HttpRequest, saved: Saved) -> HttpResponse:
    who = saved.newer.by if saved.newer else ""
    text = _(
        "%(who)s saved a newer version while you were editing. Your text is kept: "
        "below are both, so that you can bring them together."
    )
    messages.warning(request, text % {"who": who})
    return redirect("admin:pages_revision_merge", saved.revision.pk)


def _send(request: HttpRequest, saved: Saved) -> None:
    note = request.POST.get("change_note", "")
    try:
        submit(saved.revision, by=cast(User, request.user), note=note)
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        text = _("Sent for review. Patients see it when a reviewer publishes it.")
        messages.success(request, _with_preview(text, saved.revision))


def _with_preview(text: str, revision: Revision) -> str:
    url = reverse("admin:pages_revision_preview", args=[revision.pk])
    return format_html('{} <a href="{}">{}</a>', text, url, _("Preview"))
