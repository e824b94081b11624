"""Every address of the site."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from portal.pages import health
from portal.pages.sitemaps import SITEMAPS

handler404 = "portal.pages.views.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("robots.txt", health.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    *i18n_patterns(
        path("", include("portal.pages.urls")),
        path("", include("conditions.urls")),
        path("", include("procedures.urls")),
        path("", include("portal.clinic.urls")),
        path("", include("portal.painpath.urls")),
        prefix_default_language=False,
    ),
]
