"""The addresses of editorial work, all below /admin/ and for staff only.

Each view checks its own permission: an address is as closed as a button.
"""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern


def revision_urls(site: AdminSite) -> list[URLPattern]:
    """Return what lies below /admin/pages/revision/."""
    return []
