"""The addresses of editorial work, all below /admin/ and for staff only.

Each view checks its own permission: an address is as closed as a button.
"""

from __future__ import annotations

from typing import Final

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from .addresses import edit
from .compare_views import compare
from .conflict_views import resolve
from .deleted import deleted_list
from .exporting import export
from .markdown_preview import markdown_preview
from .merge_views import merge
from .owners import owner
from .page_boxes import all_reviews_due, all_translations
from .presence import presence
from .queue_views import review_queue, take_off_schedule
from .reference_search import references
from .review_views import review
from .sign_off_views import revoke_link, sign_off
from .signed_in import signed_in
from .step_views import restore_version, submit_version

_VIEWS: Final = (
    (
        "conflict/<str:kind>/<str:language>/<str:slug>/",
        resolve,
        "pages_conflict_resolve",
    ),
    ("deleted/", deleted_list, "pages_deleted"),
    ("edit/<str:kind>/<str:language>/<str:slug>/", edit, "pages_record_edit"),
    ("export/", export, "pages_export"),
    ("markdown-preview/", markdown_preview, "pages_markdown_preview"),
    ("owner/<str:kind>/<str:language>/<str:slug>/", owner, "pages_owner"),
    ("presence/", presence, "pages_presence"),
    ("queue/", review_queue, "pages_review_queue"),
    ("references/", references, "pages_references"),
    ("reviews-due/", all_reviews_due, "pages_reviews_due"),
    ("signed-in/", signed_in, "pages_signed_in"),
    ("translations-due/", all_translations, "pages_translations_due"),
    ("<int:pk>/compare/", compare, "pages_revision_compare"),
    ("<int:pk>/merge/", merge, "pages_revision_merge"),
    ("<int:pk>/restore/", restore_version, "pages_revision_restore"),
    ("<int:pk>/review/", review, "pages_revision_review"),
    ("<int:pk>/sign-off/", sign_off, "pages_sign_off"),
    ("<int:pk>/sign-off/<int:link>/revoke/", revoke_link, "pages_sign_off_revoke"),
    ("<int:pk>/submit/", submit_version, "pages_revision_submit"),
    ("<int:pk>/unschedule/", take_off_schedule, "pages_revision_unschedule"),
)
"""Where each view stands, and its name."""


def revision_urls(site: AdminSite) -> list[URLPattern]:
    """Return what lies below /admin/pages/revision/."""
    return [
        path(route, site.admin_view(view), name=name) for route, view, name in _VIEWS
    ]
