"""What happens to a page as a whole: another address, out of sight, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.pages.records import Record

from .addresses import form_url
from .mending import Mending
from .renaming import left_behind, rename
from .steps import RefusedError
from .uses import leaving_faults, needed_faults, uses_of
from .workflow import delete, unpublish

EDIT = "pages.edit_record"
PUBLISH = "pages.publish_revision"


class ReasonForm(forms.Form):
    """Why a page is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "For your colleagues; it stays in the history. Example: “The trial it "
            "rests on was withdrawn.”"
        ),
    )


class RenameForm(forms.Form):
    """The last part of a page's new address."""

    slug = forms.CharField(
        label=gettext_lazy("New name in the address"),
        max_length=80,
        help_text=gettext_lazy(
            "Lower-case letters, digits and single hyphens. Example: knee-pain"
        ),
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )


class LivingRecords(ChangeList):
    """A list without deleted records: they are on a page of their own."""

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: Any = None
    ) -> QuerySet:
        found: QuerySet = super().get_queryset(request, exclude_parameters)
        return found.exclude(status=Record.Status.DELETED)


def record_urls(site: admin.AdminSite, model: type[Record]) -> list[URLPattern]:
    """Return a record's own addresses, to be put before those of Django's admin."""
    app, name = model._meta.app_label, model._meta.model_name
    if model.slug_is_given:  # the software cannot do without it
        return []
    return [
        path(
            f"<int:pk>/{step}/",
            site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(view)),
            {"model": model},
            name=f"{app}_{name}_{step}",
        )
        for step, view in (
            ("rename", rename_page),
            ("unpublish", unpublish_page),
            ("delete", delete_page),
        )
    ]


def unpublish_page(request: HttpRequest, pk: int, model: type[Record]) -> HttpResponse:
    """Say where a page is used, then take it from patients' sight."""
    _require(request, PUBLISH)
    row = _row(model, pk)
    if row.status != Record.Status.PUBLISHED:
        messages.warning(request, _("This page is not published."))
        return redirect(form_url(row))
    done = _("Unpublished. Patients see that it was taken down.")
    return _take_away(
        request, row, unpublish, done, "unpublish", title=_("Unpublish this page")
    )


def delete_page(request: HttpRequest, pk: int, model: type[Record]) -> HttpResponse:
    """Say where a page is used, then delete it; all its versions stay."""
    row = _row(model, pk)
    _require(request, PUBLISH if row.live_id else EDIT)
    done = _("Deleted. You find it, with all its versions, among the deleted pages.")
    return _take_away(request, row, delete, done, "delete", title=_("Delete this page"))


def _take_away(
    request: HttpRequest,
    row: Record,
    step: Callable[..., None],
    done: str,
    template: str,
    *,
    title: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    problems = tuple(leaving_faults(row))
    if request.method == "POST" and form.is_valid():
        try:
            step(row, by=cast(User, request.user), note=form.cleaned_data["reason"])
        except RefusedError as error:
            problems = error.reasons
        else:
            messages.success(request, done)
            return redirect(_after(row))
    falls_back = _falls_back(row)
    return _show(
        request, template, row, title=title, form=form, problems=problems,
        falls_back=falls_back,
    )  # fmt: skip


def rename_page(request: HttpRequest, pk: int, model: type[Record]) -> HttpResponse:
    """Say what follows a page to another address, then move it there."""
    row = _row(model, pk)
    rows = list(model.objects.filter(slug=row.slug))
    _require(request, PUBLISH if any(r.live_id for r in rows) else EDIT)
    form = RenameForm(request.POST or None, initial={"slug": row.slug})
    old = row.slug
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["slug"]
        try:
            mended = rename(model, old, new, by=cast(User, request.user))
        except RefusedError as error:
            for reason in error.reasons:
                form.add_error("slug", reason)
        else:
            messages.success(request, _what_followed(mended))
            return redirect(form_url(row))
    return _show(
        request,
        "rename",
        row,
        title=_("Change this page’s address"),
        form=form,
        problems=tuple(needed_faults(model.kind, old)),
        languages=[r.get_language_display() for r in rows if r.language],
        address=row.get_absolute_url(),
        aside=left_behind(model.kind, old),
    )


def _what_followed(mended: Mending) -> str:
    text = _(
        "The address is now “%(slug)s”; the old one leads there. Links that follow it: "
        "%(pages)s on pages that patients read, %(drafts)s in versions in work."
    )
    return text % {
        "slug": mended.new,
        "pages": len(mended.published),
        "drafts": len(mended.drafts),
    }


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _row(model: type[Record], pk: int) -> Record:
    rows = model.objects.exclude(status=Record.Status.DELETED)
    row: Record = get_object_or_404(rows, pk=pk)
    return row


def _after(row: Record) -> str:
    """Return where to go on: a deleted page has no form to go back to."""
    if row.status != Record.Status.DELETED:
        return form_url(row)
    return list_url(type(row))


def list_url(model: type[Record]) -> str:
    """Return the address of a kind's list."""
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def _falls_back(row: Record) -> bool:
    """Tell whether patients would read the page in the site's first language."""
    first = settings.LANGUAGE_CODE
    if row.language in ("", first):
        return False
    rows = type(row).objects.published()
    return bool(rows.filter(slug=row.slug, language=first).exists())


def _show(
    request: HttpRequest, template: str, row: Record, *, title: str, **context: Any
) -> HttpResponse:
    options = row._meta
    context |= {
        **admin.site.each_context(request),
        "title": title,
        "opts": options,
        "row": row,
        "kind_name": capfirst(options.verbose_name),
        "edit_url": form_url(row),
        "list_url": list_url(type(row)),
        "uses": uses_of(row.kind, row.slug),
    }
    return render(request, f"admin/pages/{template}.html", context)
