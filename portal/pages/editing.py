"""Editing records in Django admin: a save makes a revision, patients see nothing."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .editorial import form_answers
from .editorial.history_views import record_history
from .editorial.owners import MineFilter
from .editorial.record_views import LivingRecords, record_urls
from .editorial.saving import Outcome, save_row
from .editorial.sidebar import sidebar_of
from .editorial.signing import SIGNATURE
from .form_layout import Parts, fieldsets
from .page import Page
from .publishing import head_revision
from .record_form import RecordForm, began_from
from .record_rows import assign_record
from .records import Record
from .revisions import Revision
from .slugs import named_today
from .widgets import FieldsMedia, record_form_field


class RecordAdmin(admin.ModelAdmin):
    """The list and the form of one kind of record."""

    Media = FieldsMedia

    form = RecordForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    change_form_template = "admin/pages/change_form.html"
    list_display = ["title", "slug", "language", "status", "work"]
    list_filter = ["status", "language", MineFilter]
    search_fields = ["title", "slug"]
    parts: Parts = ()
    """The headings of the form between the first and the last, in readers' order."""

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        due = ["next_review_due"] if issubclass(self.model, Page) else []
        return [*self.list_display, *due]

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> Any:
        return fieldsets(self.model, self.parts)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> tuple[str, ...]:
        signed = SIGNATURE if issubclass(self.model, Page) else ()
        return ("language", "slug", *signed) if obj else signed

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        return record_form_field(db_field, request) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Record | None:
        """Return the row as the version has it that the editor begins from.

        That is the newest one; when the form is sent in, the one it was filled from.
        """
        row = super().get_object(request, object_id, from_field)
        data = request.POST if request.method == "POST" else None
        if row is not None and (began := began_from(row, data)):
            assign_record(row, named_today(row.kind, began.record))
        return row

    def save_model(
        self, request: HttpRequest, obj: Record, form: RecordForm, change: bool
    ) -> None:
        if form_answers.PREVIEW in request.POST:
            return
        saved = save_row(
            obj,
            author=cast(User, request.user),
            based_on=form.head,
            note=form.cleaned_data["change_note"],
            to_review=form_answers.SUBMIT in request.POST,
        )
        form_answers.remember(request, saved)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._log(super().log_addition, request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._log(super().log_change, request, obj, message)

    def _log(self, log: Any, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Note in admin's own log only what was kept as a new version."""
        saved = form_answers.remembered(request)
        if saved is None or saved.outcome is not Outcome.SAVED:
            return None
        return log(request, obj, message)

    def response_add(
        self, request: HttpRequest, obj: Record, post_url_continue: str | None = None
    ) -> HttpResponse:
        return form_answers.answer(request, obj)

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        return form_answers.answer(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Record | None = None,
    ) -> HttpResponse:
        if obj is not None:
            head = context["adminform"].form.head
            if request.method == "POST":  # sent in with a fault
                head = head_revision(obj.kind, obj.language, obj.slug)
            context["side"] = sidebar_of(obj, head, user=cast(User, request.user))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self) -> list[URLPattern]:
        return [*record_urls(self.admin_site, self.model), *super().get_urls()]

    def get_changelist(
        self, request: HttpRequest, **kwargs: Any
    ) -> type[LivingRecords]:
        return LivingRecords

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return record_history(self, request, object_id)

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
        """Nobody deletes a record here: its own page shows where it is used first."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        versions = Revision.objects.in_line().filter(
            kind=self.model.kind, language=OuterRef("language"), slug=OuterRef("slug")
        )
        newest = versions.order_by("-pk")
        rows: QuerySet[Record] = super().get_queryset(request)
        return rows.annotate(
            newest=Subquery(newest.values("pk")[:1]),
            newest_state=Subquery(newest.values("state")[:1]),
            newest_day=Subquery(newest.values("publish_on")[:1]),
        )

    @admin.display(description=_("Work in hand"))
    def work(self, row: Any) -> SafeString | str:
        """Say what becomes of the newest version where patients do not see it yet."""
        if row.newest is None or row.newest == row.live_id:
            return ""
        state = Revision.State(row.newest_state)
        if state == Revision.State.SUPERSEDED:  # of a page that was taken away
            return ""
        day = f" {row.newest_day.isoformat()}" if row.newest_day else ""
        return format_html("{}{} · {}", state.label, day, preview_link(row.newest))


def preview_link(revision: int) -> SafeString:
    """Return a link to how the site will show this revision."""
    url = reverse("admin:pages_revision_preview", args=[revision])
    return format_html('<a href="{}">{}</a>', url, _("Preview"))
