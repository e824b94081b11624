"""What machines ask: is the process alive, can it serve, what may be crawled."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .kept import kept, without_database
from .published import watch


@without_database
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers, whatever else is broken."""
    return HttpResponse("ok\n", content_type="text/plain")


@without_database
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers too, and what is answered without it."""
    if fault := _fault():
        return HttpResponse(fault, status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def _fault() -> str:
    """Return what is wrong, for operators; empty if nothing is."""
    if watch.running:  # it knows, and nobody has to wait
        if (seconds := watch.away_for) is None:
            return ""
        return (
            f"database: away for {seconds:.0f} s\n"
            "pages: answered from memory, as they were published last\n"
        )
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "database: away\n"
    return ""


@without_database
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that guess the icon's address to the icon."""
    return redirect(static("img/favicon.svg"), permanent=True)


@kept()
@without_database
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of admin and point them to the sitemap."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
