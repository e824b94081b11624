"""Every address that patients ask for. Staff's are in `portal/urls.py`."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from portal.clinic import look_views
from portal.pages import health
from portal.pages.sitemaps import sitemap

handler400 = "portal.limits.bad_request"
handler404 = "portal.pages.views.not_found"
handler500 = "portal.serving.database_away.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("look/<slug:name>.css", look_views.colors, name="clinic-colors"),
    path("look/<slug:digest>.webp", look_views.logo, name="clinic-logo"),
    path("robots.txt", health.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    *i18n_patterns(
        path("", include("portal.pages.urls")),
        path("", include("conditions.urls")),
        path("", include("procedures.urls")),
        path("", include("portal.clinic.urls")),
        path("", include("portal.painpath.urls")),
        path("", include("portal.privacy.urls")),
        prefix_default_language=False,
    ),
]
