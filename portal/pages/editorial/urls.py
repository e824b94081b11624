"""The addresses of editorial work, all below /admin/ and for staff only.

Each view checks its own permission: an address is as closed as a button.
"""

from __future__ import annotations

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


def revision_urls(site: AdminSite) -> list[URLPattern]:
    """Return what lies below /admin/pages/revision/."""
    return [
        path(
            "markdown-preview/",
            site.admin_view(markdown_preview),
            name="pages_markdown_preview",
        ),
        path("deleted/", site.admin_view(deleted_list), name="pages_deleted"),
        path("export/", site.admin_view(export), name="pages_export"),
        path("presence/", site.admin_view(presence), name="pages_presence"),
        path("<int:pk>/merge/", site.admin_view(merge), name="pages_revision_merge"),
        path(
            "conflict/<str:kind>/<str:language>/<str:slug>/",
            site.admin_view(resolve),
            name="pages_conflict_resolve",
        ),
        path("references/", site.admin_view(references), name="pages_references"),
        path("<int:pk>/sign-off/", site.admin_view(sign_off), name="pages_sign_off"),
        path(
            "<int:pk>/sign-off/<int:link>/revoke/",
            site.admin_view(revoke_link),
            name="pages_sign_off_revoke",
        ),
        path("signed-in/", site.admin_view(signed_in), name="pages_signed_in"),
        path(
            "reviews-due/", site.admin_view(all_reviews_due), name="pages_reviews_due"
        ),
        path(
            "translations-due/",
            site.admin_view(all_translations),
            name="pages_translations_due",
        ),
        path(
            "edit/<str:kind>/<str:language>/<str:slug>/",
            site.admin_view(edit),
            name="pages_record_edit",
        ),
        path(
            "owner/<str:kind>/<str:language>/<str:slug>/",
            site.admin_view(owner),
            name="pages_owner",
        ),
        path(
            "<int:pk>/compare/",
            site.admin_view(compare),
            name="pages_revision_compare",
        ),
        path(
            "<int:pk>/review/",
            site.admin_view(review),
            name="pages_revision_review",
        ),
        path(
            "<int:pk>/submit/",
            site.admin_view(submit_version),
            name="pages_revision_submit",
        ),
        path(
            "<int:pk>/restore/",
            site.admin_view(restore_version),
            name="pages_revision_restore",
        ),
        path(
            "<int:pk>/unschedule/",
            site.admin_view(take_off_schedule),
            name="pages_revision_unschedule",
        ),
        path(
            "queue/",
            site.admin_view(review_queue),
            name="pages_review_queue",
        ),
    ]
