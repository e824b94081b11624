"""What the admin pages about a version share."""

from __future__ import annotations

from typing import Any, Protocol, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.pages.records import record_models
from portal.pages.revisions import Revision

from .addresses import edit_url
from .checking import row_of


class ReviewRules(Protocol):
    """What the clinic's profile says about reviews."""

    review_interval: int
    second_person_reviews: bool


def rules_of(request: HttpRequest) -> ReviewRules:
    """Return the clinic's rules, which a middleware put on the request."""
    return cast(ReviewRules, getattr(request, "clinic")())  # noqa: B009


def version_or_404(pk: int) -> Revision:
    found: Revision = get_object_or_404(
        Revision.objects.select_related("author"), pk=pk
    )
    return found


def title_of(revision: Revision) -> str:
    """Return the title that this version gives its page."""
    return str(revision.record.get("title") or row_of(revision))


def others_of(revision: Revision) -> QuerySet[Revision]:
    """Return the other versions of the same record, newest first, with authors."""
    same: QuerySet[Revision] = Revision.objects.of(*revision.address)
    return same.exclude(pk=revision.pk).select_related("author")


def live_of(revision: Revision) -> Revision | None:
    """Return the version that patients read; it may be this one."""
    same = Revision.objects.of(*revision.address).select_related("author")
    live: Revision | None = same.filter(state=Revision.State.PUBLISHED).first()
    return live


def before(revision: Revision) -> Revision | None:
    """Return the version that this one went on from, or else the one before it."""
    if revision.based_on is not None:
        return revision.based_on
    older: QuerySet[Revision] = others_of(revision).filter(pk__lt=revision.pk)
    return older.exclude(state=Revision.State.ASIDE).first()


def show(
    request: HttpRequest,
    template: str,
    revision: Revision,
    *,
    title: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render an admin page about a version."""
    context |= {
        **admin.site.each_context(request),
        "title": title,
        "revision": revision,
        "page_title": title_of(revision),
        "kind_name": record_models()[revision.kind]._meta.verbose_name,
        "edit_url": edit_url(*revision.address),
    }
    return render(request, f"admin/pages/{template}.html", context, status=status)
