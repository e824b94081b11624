"""Prove a version, compare it with what patients walk, publish what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.pages.editorial.checking import row_of
from portal.pages.editorial.steps import RefusedError
from portal.pages.editorial.version_pages import rules_of
from portal.pages.editorial.workflow import publish_reviewed
from portal.pages.faults import ContentError
from portal.pages.revisions import Revision
from portal.painpath.comparing import Comparison, compare
from portal.painpath.live import current_path, current_wording
from portal.painpath.models import PathText
from portal.painpath.publication import (
    beside,
    faults,
    names_there,
    proved,
    shape_faults,
    texts_with,
)
from portal.painpath.reviewing import OFFERED, companions, place
from portal.painpath.stored import KINDS, text_of, together
from portal.painpath.texts import read_texts

from .desk import editors_only, page
from .words import Words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def version_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Prove a version with those that belong to it; publish them in one step."""
    revision = get_object_or_404(Revision, pk=pk, kind__in=KINDS)
    row = cast(PathText, row_of(revision))
    others = companions(row)
    wanted = set(request.POST.getlist("also"))
    chosen = [other for other in others if str(other.pk) in wanted]
    found = None
    if "_publish" in request.POST:
        if not request.user.has_perm("pages.publish_revision"):
            raise PermissionDenied
        if _published(request, revision, chosen):
            return redirect("admin:pages_review_queue")
    elif request.method == "POST":
        with beside(tuple(chosen)):
            found = _checked(row)
    return page(
        request,
        "check",
        _("Check and publish together"),
        revision=revision,
        row=row,
        others=[(other, row_of(other), other in chosen) for other in others],
        found=found,
        may_publish=request.user.has_perm("pages.publish_revision"),
    )


def _published(
    request: HttpRequest, revision: Revision, others: Sequence[Revision]
) -> bool:
    """Publish all of these or none, each checked as it will stand with the others."""
    by = cast(User, request.user)
    allow_own = not rules_of(request).second_person_reviews
    every = sorted([revision, *others], key=lambda r: KINDS.index(r.kind))
    try:
        if revision.state not in OFFERED and not allow_own:
            raise RefusedError(_("Only a version that waits for review is published."))
        with beside(tuple(every)):
            # What takes seconds is done before others have to wait for it.
            for version in every:
                if found := list(faults(version.address, text_of(version))):
                    raise RefusedError(*found)
            with transaction.atomic():
                for version in every:
                    publish_reviewed(version, by=by, review=None, allow_own=allow_own)
    except RefusedError as error:
        for reason in error.reasons:
            messages.error(request, reason)
        return False
    messages.success(request, _("Published: patients walk the new path now."))
    return True


def _checked(row: PathText) -> dict[str, Any]:
    """Try everything that a publication tries, and see what changes for patients."""
    texts = texts_with(row.address, row.text)
    found: dict[str, Any] = {"faults": shape_faults(texts)}
    whole = together(texts)
    try:
        new = read_texts(whole, names_there()) if whole else None
    except ContentError:
        new = None
    if whole is None or new is None:
        return found
    comparison = compare(current_path(), new.path)
    words = Words(new.path, current_wording().wording)
    return found | {
        "report": proved(whole.rules),
        "cases": len(new.cases),
        "comparison": comparison,
        "moved": _moved(words, comparison),
    }


def _moved(words: Words, comparison: Comparison) -> list[dict[str, Any]]:
    """Say each move in words, with one set of answers that makes it."""
    most_first = sorted(comparison.moved.values(), key=lambda moved: -moved.count)
    return [
        {
            "procedure": words.procedure(moved.move.procedure),
            "before": place(moved.move.before),
            "after": place(moved.move.after),
            "count": moved.count,
            "example": [
                (
                    words.question(question.id),
                    ", ".join(
                        words.choice(question.id, c)
                        for c in question.allowed
                        if c in moved.example.get(question.id, ())
                    ),
                )
                for question in words.path.questions.values()
                if moved.example.get(question.id)
            ],
        }
        for moved in most_first
    ]
