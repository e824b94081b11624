"""An editor's steps with one version: send it for review, bring it back."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.pages.publishing import head_revision

from .addresses import edit_url
from .saying import differences
from .shortening import shortened
from .steps import RefusedError
from .version_pages import show, version_or_404
from .workflow import restore, submit


class NoteForm(forms.Form):
    """What the author tells the reviewer."""

    note = forms.CharField(required=False, max_length=500)


@require_POST
@permission_required("pages.edit_record", raise_exception=True)
def submit_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a version for review."""
    revision = version_or_404(pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Make the note shorter: at most 500 letters."))
        return redirect(edit_url(*revision.address))
    note = form.cleaned_data["note"]
    try:
        submit(revision, by=cast(User, request.user), note=note)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sent for review. A reviewer sees it now."))
    return redirect(edit_url(*revision.address))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("pages.edit_record", raise_exception=True)
def restore_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what bringing a version back would change, and do so."""
    revision = version_or_404(pk)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            restore(revision, by=cast(User, request.user))
        except RefusedError as error:
            problems = error.reasons
        else:
            text = _("Brought back as a draft. Patients do not see it yet.")
            messages.success(request, text)
            return redirect(edit_url(*revision.address))
    head = head_revision(*revision.address)
    fields = differences(
        revision.kind,
        head.record if head else {},
        revision.record,
        language=revision.language,
    )
    return show(
        request,
        "restore",
        revision,
        title=_("Bring this version back"),
        problems=problems,
        head=head,
        fields=shortened(fields),
    )
