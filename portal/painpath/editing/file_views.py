"""A file of the path as its text, for who knows the format; and as pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.fields import validate_printable
from portal.pages.revisions import Revision
from portal.painpath.graph import graph
from portal.painpath.live import current_path, current_wording
from portal.painpath.models import PathCases, PathRules, PathText, PathWording
from portal.painpath.previews import can_say, read_loosely
from portal.painpath.questionnaire import Path
from portal.painpath.stored import RULES, text_of
from portal.painpath.table import LEDE, sections
from portal.painpath.wording import Wording

from .desk import admin_url, desk_or_404, editors_only, keep, page

MODELS: dict[str, type[PathText]] = {
    "rules": PathRules,
    "cases": PathCases,
    "wording": PathWording,
}


class FileField(forms.CharField):
    """A whole text; only its lines' ends are made alike."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").rstrip()
        return f"{text}\n" if text else ""


class FileForm(forms.Form):
    """A file of the path as it is in the content folder."""

    text = FileField(
        label=gettext_lazy("The file"),
        max_length=1_000_000,
        validators=[validate_printable],
        widget=forms.Textarea({"rows": 40, "spellcheck": "false"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("pages.publish_revision", raise_exception=True)
def file_text(request: HttpRequest, which: str, language: str = "") -> HttpResponse:
    """Change a file as it is in the content folder."""
    model = MODELS[which]
    desk = desk_or_404(request, model, language)
    sent = request.POST if request.method == "POST" else None
    form = FileForm(sent, initial={"text": desk.text})
    if form.is_valid():
        return keep(request, desk, form.cleaned_data["text"], _("The file’s text"))
    return page(
        request,
        "file_form",
        _("%(file)s as text") % {"file": desk.row.title},
        desk=desk,
        form=form,
    )


@never_cache
@require_safe
@editors_only
def rules_table(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show the clinician's table: of what patients read, or of a version."""
    path, wording = _path_of(pk)
    return page(
        request,
        "table",
        _("The rules as a table"),
        revision=_version(pk) if pk else None,
        lede=LEDE,
        sections=sections(path, wording),
    )


@never_cache
@require_safe
@editors_only
def flow(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show the picture of the screens and the ways out."""
    _path_of(pk)
    name = "painpath_flow_picture"
    return page(
        request,
        "flow",
        _("The flow as a picture"),
        revision=_version(pk) if pk else None,
        picture=admin_url(name, pk) if pk else admin_url(f"{name}_live"),
        table=admin_url("painpath_table", pk)
        if pk
        else admin_url("painpath_table_live"),
    )


@never_cache
@require_safe
@editors_only
def flow_picture(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Return the picture itself."""
    return HttpResponse(graph(*_path_of(pk)), content_type="image/svg+xml")


def _path_of(pk: int | None) -> tuple[Path, Wording]:
    """Return a version's rules, or what patients walk, in the words of today."""
    path: Path | None = current_path()
    if pk is not None:
        path, _faults = read_loosely(text_of(_version(pk)))
    wording = current_wording().wording
    if path is None or not can_say(path, wording):
        raise Http404("The rules of this version cannot be read")
    return path, wording


def _version(pk: int) -> Revision:
    found: Revision = get_object_or_404(Revision, pk=pk, kind=RULES)
    return found
