"""The two pages that say what is done with data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.kept import kept

from .facts import facts


@kept()
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what this site keeps of anybody, and what it does not."""
    return render(request, "privacy/privacy.html", {"facts": facts()})


@kept()
@require_safe
def health_data(request: HttpRequest) -> HttpResponse:
    """Say what becomes of what somebody tells of their health, and nothing else."""
    return render(request, "privacy/health_data.html", {"facts": facts()})
