"""Procedures in a list with the matrix, and options side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.kept import kept
from portal.pages.views import language, page_index

from . import comparing
from .matrix import matrix_of
from .models import Procedure


@kept("by")
@require_safe
def procedure_index(request: HttpRequest) -> HttpResponse:
    """List the procedures, and show for which kinds of pain people discuss them."""
    procedures = Procedure.objects.published().in_language(language())
    context = {"matrix": matrix_of(list(procedures), language())}
    return page_index(request, Procedure, "procedures/procedure_index.html", **context)


@kept("option")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show up to four options side by side, or the form that asks for them."""
    offered = comparing.offered(language())
    known = {option.slug for option in offered}
    asked = comparing.named_today(request.GET.getlist("option"), known)
    faults = comparing.faults(asked, known)
    context = {
        "offered": offered,
        "asked": asked,
        "choices": comparing.choices(asked, offered),
        "faults": faults,
    }
    if not faults and len(asked) > 1:
        options = comparing.chosen(asked, language())
        context["options"] = options
        context["rows"] = comparing.rows(options)
        context["sources"] = comparing.cited(options)
    status = 400 if faults else 200
    return render(request, "procedures/compare.html", context, status=status)
