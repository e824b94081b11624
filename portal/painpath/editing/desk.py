"""What the admin pages of the path share: the file in hand, and how it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.pages.editorial.form_answers import answer, remember
from portal.pages.editorial.saving import save_row
from portal.pages.publishing import head_revision
from portal.pages.revisions import Revision
from portal.painpath.live import current_path
from portal.painpath.models import PathRules, PathText
from portal.painpath.previews import read_loosely
from portal.painpath.publication import shape_faults, texts_with
from portal.painpath.questionnaire import Path
from portal.painpath.stored import text_of

editors_only = permission_required("pages.edit_record", raise_exception=True)


@dataclass(frozen=True, slots=True)
class Desk:
    """One file of the path, as the version has it that somebody works on."""

    row: PathText
    revision: Revision

    @property
    def text(self) -> str:
        return text_of(self.revision)

    @property
    def faults(self) -> list[str]:
        """Return what keeps it from being published as it is; proofs are for later."""
        return shape_faults(texts_with(self.row.address, self.text))


def desk_of(
    request: HttpRequest, model: type[PathText], language: str = ""
) -> Desk | None:
    """Return the newest version, or the one that a form was filled from.

    None as long as nothing was loaded.
    """
    row = model.objects.filter(language=language).first()
    if row is None:
        return None
    head = head_revision(*row.address)
    began = request.POST.get("based_on", "")
    if began.isdecimal():
        same = Revision.objects.of(*row.address)
        head = same.filter(pk=int(began[:18])).first() or head
    return Desk(row, head) if head else None


def desk_or_404(
    request: HttpRequest, model: type[PathText], language: str = ""
) -> Desk:
    desk = desk_of(request, model, language)
    if desk is None:
        raise Http404(f"{model.kind} {language}: nothing was loaded yet")
    return desk


def path_in_work(request: HttpRequest) -> Path:
    """Return the path as its newest rules have it: wording and cases follow those."""
    desk = desk_of(request, PathRules)
    path = read_loosely(desk.text)[0] if desk else None
    return path or current_path()


def keep(request: HttpRequest, desk: Desk, text: str, note: str) -> HttpResponse:
    """Save a new version of the file and answer as every form of a record does."""
    row = desk.row
    row.text = text
    saved = save_row(
        row,
        author=cast(User, request.user),
        based_on=desk.revision,
        note=request.POST.get("change_note", "").strip()[:300] or note[:300],
    )
    remember(request, saved)
    return answer(request, row)


def admin_url(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def page(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    desk: Desk | None = None,
    status: int = 200,
    crumbs: Sequence[tuple[str, str]] = (),
    **context: Any,
) -> HttpResponse:
    """Render an admin page of the path."""
    context |= {
        **admin.site.each_context(request),
        "title": title,
        "crumbs": [
            (admin_url("painpath_pathrules_changelist"), _("Pain path")),
            *crumbs,
        ],
        "desk": desk,
    }
    if desk is not None:
        context |= {
            "history_url": admin_url(
                f"painpath_{desk.row._meta.model_name}_history", desk.row.pk
            ),
            # For the part of the page that keeps what was typed.
            "adminform": {"form": {"instance": desk.row}},
        }
    return render(request, f"admin/painpath/{template}.html", context, status=status)
