"""The inbox of feedback in admin, each with its page and that page's form."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import BigIntegerField, Case, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.pages.records import record_models

from .feedback import Feedback
from .feedback_titles import page_title, with_record_titles


class FeedbackAdmin(admin.ModelAdmin):
    """What readers think of the pages; nobody writes it here."""

    list_display = ("about", "clear", "short_text", "day", "state", "edit_page")
    list_display_links = ("short_text",)
    list_filter = ("state", "clear", "kind", "language", "day")
    list_per_page = 50
    search_fields = ("path", "text")
    fields = ("about", "clear", "text", "day", "version", "edit_page", "state")
    readonly_fields = ("about", "clear", "text", "day", "version", "edit_page")
    actions = ("mark_done", "mark_new")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        rows: QuerySet[Feedback] = super().get_queryset(request)
        rows = rows.select_related("revision").defer("revision__record")
        return with_record_titles(rows).annotate(row=_row_of_the_page())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("Page"), ordering="path")
    def about(self, feedback: Feedback) -> SafeString | str:
        title = page_title(feedback)
        if not feedback.path:
            return title
        return format_html('<a href="{}">{}</a>', feedback.path, title)

    @admin.display(description=_("What they wrote"), ordering="text")
    def short_text(self, feedback: Feedback) -> str:
        return Truncator(feedback.text).chars(100) or str(_("(nothing)"))

    @admin.display(description=_("What they read"))
    def version(self, feedback: Feedback) -> SafeString | str:
        if feedback.revision is None:
            return "–"
        url = reverse("admin:pages_revision_preview", args=[feedback.revision.pk])
        day = feedback.revision.created_at.date().isoformat()
        return format_html(
            '<a href="{}">{}</a>', url, _("The version of %(day)s") % {"day": day}
        )

    @admin.display(description=_("Editing"))
    def edit_page(self, feedback: Feedback) -> SafeString | str:
        row: int | None = getattr(feedback, "row", None)
        if row is None or feedback.revision is None:
            return "–"
        model = record_models()[feedback.revision.kind]._meta
        url = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[row])
        return format_html('<a href="{}">{}</a>', url, _("Edit this page"))

    @admin.action(description=_("Mark as done"), permissions=["change"])
    def mark_done(self, request: HttpRequest, chosen: QuerySet[Feedback]) -> None:
        self._mark(request, chosen, Feedback.State.DONE)

    @admin.action(description=_("Mark as new"), permissions=["change"])
    def mark_new(self, request: HttpRequest, chosen: QuerySet[Feedback]) -> None:
        self._mark(request, chosen, Feedback.State.NEW)

    def _mark(
        self, request: HttpRequest, chosen: QuerySet[Feedback], state: Feedback.State
    ) -> None:
        marked = Feedback.objects.filter(pk__in=chosen.values("pk")).update(state=state)
        text = ngettext("%(n)d marked: %(state)s.", "%(n)d marked: %(state)s.", marked)
        messages.success(request, text % {"n": marked, "state": state.label})


def _row_of_the_page() -> Case:
    """Find the page's row by its version, which follows the page to a new address."""
    return Case(
        *(
            When(
                revision__kind=kind,
                then=Subquery(
                    model.objects.filter(
                        language=OuterRef("revision__language"),
                        slug=OuterRef("revision__slug"),
                    ).values("pk")[:1]
                ),
            )
            for kind, model in record_models().items()
        ),
        output_field=BigIntegerField(),
    )
