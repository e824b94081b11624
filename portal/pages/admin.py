"""Guides, sources and terms in admin, and the history of every record."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from .editing import RecordAdmin, preview_link
from .editorial import boxes, page_boxes
from .editorial.addresses import record_url
from .editorial.dashboard import register
from .editorial.urls import revision_urls
from .form_layout import WHEN_TO_GET_HELP
from .models import Conflict, Guide, Revision, Source, Term
from .views import render_revision

register(boxes.waiting_for_my_review, place=10)
register(boxes.my_drafts, place=20)
register(page_boxes.reviews_due, place=30)
register(boxes.conflicts, place=40)
register(page_boxes.sources_to_check, place=60)
register(page_boxes.translations, place=70)
register(boxes.schedule, place=80)

admin.site.register(Term, RecordAdmin)


@admin.register(Guide)
class GuideAdmin(RecordAdmin):
    """A guide, in the order in which patients read it."""

    parts = ((_("The text"), ("body",)), WHEN_TO_GET_HELP)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Sources, so that one can see which are still to be checked at the original."""

    list_display = ["title", "publisher", "year", "checked", "status", "work"]
    list_filter = ["checked", "status"]
    search_fields = ["title", "publisher", "slug"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Something that is made by the portal and only read in admin."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(
        self, request: HttpRequest, obj: object | None = None
    ) -> bool:
        return request.user.has_perm("pages.edit_record")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: object | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: object | None = None
    ) -> bool:
        return False


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Every version of every record, with its preview."""

    list_display = ("__str__", "state", "by", "created_at", "note", "preview")
    list_filter = ("state", "origin", "kind")
    search_fields = ("slug", "note")
    list_select_related = ("author",)
    fields = (
        "kind",
        "language",
        "slug",
        "state",
        "by",
        "created_at",
        "note",
        "preview",
    )

    @admin.display(description=_("Preview"))
    def preview(self, revision: Revision) -> SafeString:
        return preview_link(revision.pk)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<int:pk>/preview/", view, name="pages_revision_preview"),
            *revision_urls(self.admin_site),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a revision as the site would, to staff only, never cached."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        revision = get_object_or_404(Revision.objects.select_related("author"), pk=pk)
        return preview(request, revision)


@never_cache
def preview(request: HttpRequest, revision: Revision) -> HttpResponse:
    """Render the revision's record on the site's own template, in its language."""
    return render_revision(request, revision)


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    """Fields that both a file and somebody in admin have changed."""

    list_display = ("__str__", "field", "found_at", "decide")
    fields = ("kind", "language", "slug", "field", "found_at", "decide")

    @admin.display(description=_("Decide"))
    def decide(self, conflict: Conflict) -> SafeString:
        url = record_url("pages_conflict_resolve", *conflict.address)
        return format_html('<a href="{}">{}</a>', url, _("Choose field by field"))
