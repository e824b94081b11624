"""Every address of the site: staff's here, and those that patients ask for."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from portal import public_urls
from portal.public_urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("admin/account/", include("portal.staff.urls")),
    path("admin/", admin.site.urls),
    *public_urls.urlpatterns,
]
