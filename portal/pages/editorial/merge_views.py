"""The page on which somebody brings two versions together, field by field."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.pages.publishing import NewerVersionError
from portal.pages.record_rows import to_record
from portal.pages.records import record_models, schema_of
from portal.pages.revisions import Revision

from .addresses import edit_url
from .checking import row_of
from .choosing import Choosing, begin, validate
from .saying import say
from .setting_aside import (
    common_base,
    may_merge,
    merge_into,
    needs_merge,
    other_side,
    throw_away,
)
from .signing import SIGNATURE
from .steps import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("pages.edit_record", raise_exception=True)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both versions of each field; save what was chosen as a new draft."""
    revision = get_object_or_404(Revision.objects.select_related("author"), pk=pk)
    user = cast(User, request.user)
    if not may_merge(user, revision):
        raise PermissionDenied
    other = other_side(revision)
    if other is None or not needs_merge(revision):
        messages.info(request, _("Somebody has dealt with this version already."))
        return redirect(edit_url(*revision.address))
    try:
        if request.method == "POST":
            return _take(request, user, revision, other)
    except RefusedError as error:
        messages.warning(request, str(error))
        return redirect(edit_url(*revision.address))
    return _show(request, revision, other, _choosing(revision, other))


def _take(
    request: HttpRequest, user: User, revision: Revision, other: Revision
) -> HttpResponse:
    if "discard" in request.POST:
        throw_away(revision, by=user)
        messages.success(request, _("Thrown away. It stays in the history."))
        return redirect(edit_url(*revision.address))
    choosing = _choosing(revision, other, request)
    if request.POST.get("based_on") != str(other.pk):
        return _again(request, revision, other, choosing)
    validate(choosing, record_models()[revision.kind], revision.address)
    if not choosing.is_settled:
        return _show(request, revision, other, choosing)
    try:
        merge_into(revision, choosing.record, onto=other, by=user)
    except NewerVersionError as error:
        newer = error.head or other
        return _again(request, revision, newer, _choosing(revision, newer, request))
    messages.success(
        request, _("Both are together in a new draft. Send it for review when ready.")
    )
    return redirect(edit_url(*revision.address))


def _choosing(
    revision: Revision, other: Revision, request: HttpRequest | None = None
) -> Choosing:
    """Propose something for each field, or take up what was chosen."""
    base = common_base(revision, other)
    theirs, mine = to_record(row_of(other)), to_record(row_of(revision))
    return begin(
        schema_of(record_models()[revision.kind]),
        base=base,
        theirs=theirs,
        mine=mine,
        say=say(revision.kind, (base, theirs, mine), language=revision.language),
        data=request.POST if request else None,
        never=SIGNATURE,
    )


def _again(
    request: HttpRequest, revision: Revision, other: Revision, choosing: Choosing
) -> HttpResponse:
    text = _("%(who)s saved a newer version just now. What you chose is still here.")
    messages.warning(request, text % {"who": other.by})
    return _show(request, revision, other, choosing)


def _show(
    request: HttpRequest, revision: Revision, other: Revision, choosing: Choosing
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Bring two versions together"),
        "subtitle": str(row_of(revision)),
        "revision": revision,
        "other": other,
        "choosing": choosing,
        "back": edit_url(*revision.address),
        "is_mine": revision.author_id == request.user.pk,
        "may_discard": revision.state == Revision.State.ASIDE,
    }
    return render(request, "admin/pages/merge.html", context)
