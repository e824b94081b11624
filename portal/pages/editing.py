"""Editing records in Django admin: a save makes a revision, patients see nothing."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms.models import ModelForm
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .publishing import head_revision, publish, save_draft, withdraw
from .records import Record, assign_record, record_fields, to_record
from .revisions import Revision
from .widgets import list_form_field


class RecordForm(ModelForm):
    """A record's form; it knows which revision the editor began from."""

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_note = forms.CharField(
        required=False,
        max_length=300,
        label=_("What you changed"),
        help_text=_("For your colleagues, such as “Added the 2025 guideline”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head = (
            head_revision(*_address(self.instance)) if self.instance.pk else None
        )
        self.initial["based_on"] = self.head.pk if self.head else None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.head and self.cleaned_data.get("based_on") != self.head.pk:
            # Shown again with the newer revision's number, so that saving a second
            # time is the editor's own choice. Nothing typed is lost.
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("based_on")] = str(self.head.pk)
            self.data = data
            raise forms.ValidationError(
                _(
                    "%(who)s saved a newer version while you were editing. Your text "
                    "is still below. Compare it with the preview of theirs, then save "
                    "again to put yours on top; theirs stays in the history."
                ),
                params={"who": self.head.by},
            )
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions | {"live", "status"}


class RecordAdmin(admin.ModelAdmin):
    """The list and the form of one kind of record."""

    form = RecordForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["title", "slug", "language", "status", "draft"]
    list_filter = ["status", "language"]
    search_fields = ["title", "slug"]
    actions = ("publish_drafts", "unpublish")

    def get_fields(self, request: HttpRequest, obj: Record | None = None) -> Any:
        own = [field.name for field in record_fields(self.model)]
        language = (
            ["language"] if self.model._meta.get_field("language").editable else []
        )
        return [*language, "slug", *own, "change_note", "based_on"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> tuple[str, ...]:
        return ("language", "slug") if obj else ()

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        return list_form_field(db_field) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Record | None:
        """Return the row as its newest revision has it: that is what one edits."""
        row = super().get_object(request, object_id, from_field)
        if row is not None and (head := head_revision(*_address(row))):
            assign_record(row, head.record)
        return row

    def save_model(
        self, request: HttpRequest, obj: Record, form: RecordForm, change: bool
    ) -> None:
        revision = save_draft(
            obj,
            to_record(obj),
            author=cast(User, request.user),
            based_on=form.head,
            note=form.cleaned_data["change_note"],
        )
        link = preview_link(revision.pk)
        text = _("Saved as a draft; patients do not see it yet. {}")
        messages.info(request, format_html(str(text), link))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_edit_permission(request)

    def has_view_permission(
        self, request: HttpRequest, obj: Record | None = None
    ) -> bool:
        return self.has_edit_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_edit_permission(request)

    def has_change_permission(
        self, request: HttpRequest, obj: Record | None = None
    ) -> bool:
        return self.has_edit_permission(request)

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("pages.edit_record")

    def has_delete_permission(
        self, request: HttpRequest, obj: Record | None = None
    ) -> bool:
        """Nobody deletes a record here: unpublish it, and its history stays."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        revisions = Revision.objects.filter(
            kind=self.model.kind, language=OuterRef("language"), slug=OuterRef("slug")
        )
        newest = Subquery(revisions.order_by("-pk").values("pk")[:1])
        rows: QuerySet[Record] = super().get_queryset(request)
        return rows.annotate(newest=newest)

    @admin.display(description=_("Draft"))
    def draft(self, row: Record) -> SafeString | str:
        """Link to the newest version where patients do not see it yet."""
        newest: int | None = getattr(row, "newest", None)
        return preview_link(newest) if newest and newest != row.live_id else ""

    @admin.action(
        description=_("Publish the newest version of the selected"),
        permissions=["publish"],
    )
    def publish_drafts(self, request: HttpRequest, rows: QuerySet[Record]) -> None:
        heads = [head_revision(*_address(row)) for row in rows]
        publish([head for head in heads if head is not None])
        messages.success(request, _("Published. Patients see it now."))

    @admin.action(description=_("Unpublish the selected"), permissions=["publish"])
    def unpublish(self, request: HttpRequest, rows: QuerySet[Record]) -> None:
        withdraw(rows.filter(status=Record.Status.PUBLISHED))
        messages.success(request, _("Unpublished. Patients see that it is gone."))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("pages.publish_revision")


def preview_link(revision: int) -> SafeString:
    """Return a link to how the site will show this revision."""
    url = reverse("admin:pages_revision_preview", args=[revision])
    return format_html('<a href="{}">{}</a>', url, _("Preview"))


def _address(row: Record) -> tuple[str, str, str]:
    return row.kind, row.language, row.slug
