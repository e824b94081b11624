from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.kept import kept


@kept()
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Show how to reach the clinic."""
    return render(request, "clinic/contact.html")
