"""Addresses that name a record by its kind, language and slug, and last.

A row's number is known only after a query; these need none, and stand in e-mails.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.pages.records import Record, record_models
from portal.pages.slugs import moved_addresses

NO_LANGUAGE: Final = "-"
"""What stands in an address for a record that has no language, such as a source."""


def record_url(name: str, kind: str, language: str, slug: str) -> str:
    """Return the address of this admin page about this record."""
    return reverse(f"admin:{name}", args=[kind, language or NO_LANGUAGE, slug])


def edit_url(kind: str, language: str, slug: str) -> str:
    """Return an address that leads to the record's form."""
    return record_url("pages_record_edit", kind, language, slug)


def form_url(row: Record) -> str:
    """Return the address of the record's form itself."""
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[row.pk])


def row_or_404(kind: str, language: str, slug: str) -> Record:
    """Return the row that an address names, even by a name it had before."""
    model = record_models().get(kind)
    if model is None:
        raise Http404(f"There is no kind {kind}")
    language = "" if language == NO_LANGUAGE else language
    rows = model.objects.filter(language=language)
    row: Record | None = rows.filter(slug=slug).first()
    if row is None:
        row = rows.filter(slug=moved_addresses().get((kind, slug))).first()
    if row is None:
        raise Http404(f"There is no {kind} {slug}")
    return row


@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def edit(request: HttpRequest, kind: str, language: str, slug: str) -> HttpResponse:
    """Lead to the form of the record that is named."""
    return redirect(form_url(row_or_404(kind, language, slug)))


def kind_name(kind: str) -> str:
    """Return what staff call a kind of record."""
    model = record_models().get(kind)
    return str(model._meta.verbose_name).capitalize() if model else kind
