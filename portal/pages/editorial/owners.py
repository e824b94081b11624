"""Who looks after a page: chosen on a small page, found by a filter."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, SimpleListFilter, site
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.pages.records import Record

from .addresses import form_url, row_or_404
from .models import Owner


def possible_owners() -> QuerySet[User]:
    """Return active staff who may edit: nobody else can look after a page."""
    people: QuerySet[User] = User.objects.with_perm("pages.edit_record")
    return people.filter(is_staff=True).order_by("first_name", "last_name", "username")


def name_of(user: User) -> str:
    """Return a person's name, or what they sign in with."""
    return user.get_full_name() or user.get_username()


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class OwnerForm(forms.Form):
    """Choose who looks after a page, or nobody."""

    user = OwnerField(
        queryset=User.objects.none(),
        required=False,
        label=gettext_lazy("Who looks after this page"),
        empty_label=gettext_lazy("Nobody in particular"),
        help_text=gettext_lazy(
            "They see the page on their dashboard and get an e-mail when its review is "
            "due. If it is nobody in particular, all clinical reviewers get it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(OwnerField, self.fields["user"]).queryset = possible_owners()


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("pages.edit_record", raise_exception=True)
def owner(request: HttpRequest, kind: str, language: str, slug: str) -> HttpResponse:
    """Show who looks after a page, and let somebody else do so."""
    row = row_or_404(kind, language, slug)
    now = owner_of(row)
    form = OwnerForm(request.POST or None, initial={"user": now})
    if request.method == "POST" and form.is_valid():
        set_owner(row, form.cleaned_data["user"])
        messages.success(request, _told(row, form.cleaned_data["user"]))
        return redirect(form_url(row))
    context = {
        **site.each_context(request),
        "title": _("Who looks after “%(page)s”") % {"page": row},
        "opts": row._meta,
        "row": row,
        "back": form_url(row),
        "form": form,
        "gone": now if now and now not in possible_owners() else None,
    }
    return render(request, "admin/pages/owner.html", context)


def owner_of(row: Record) -> User | None:
    """Return who looks after a page, if it is somebody in particular."""
    found = Owner.objects.of(row.kind, row.language, row.slug).select_related("user")
    return found[0].user if found else None


def set_owner(row: Record, user: User | None) -> None:
    """Let this person look after the page, and nobody else."""
    if user is None:
        Owner.objects.of(row.kind, row.language, row.slug).delete()
    else:
        Owner.objects.update_or_create(
            kind=row.kind,
            language=row.language,
            slug=row.slug,
            defaults={"user": user},
        )


def _told(row: Record, user: User | None) -> str:
    if user is None:
        return _("Nobody in particular looks after “%(page)s” now.") % {"page": row}
    names = {"person": name_of(user), "page": row}
    return _("%(person)s looks after “%(page)s” now.") % names


class MineFilter(SimpleListFilter):
    """Only the pages that whoever asks looks after."""

    title = gettext_lazy("who looks after it")
    parameter_name = "mine"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("yes", _("Mine"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Record]
    ) -> QuerySet[Record]:
        if self.value() != "yes":
            return queryset
        mine = Owner.objects.filter(
            kind=queryset.model.kind,
            language=OuterRef("language"),
            slug=OuterRef("slug"),
            user=cast(User, request.user),
        )
        return queryset.filter(Exists(mine))
