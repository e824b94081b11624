"""Show a text of a page as patients will see it, while it is being written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.pages.fields import MarkdownField
from portal.pages.markdown import refusals
from portal.pages.models import Term
from portal.pages.records import Record, record_models
from portal.pages.templatetags.pages import markdown
from portal.pages.terms import Terms


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as the site shows it, or what must be mended before it can."""

    html: SafeString | str
    problems: list[str]


@never_cache
@require_POST
@permission_required("pages.edit_record", raise_exception=True)
def markdown_preview(request: HttpRequest) -> JsonResponse:
    """Answer with the text of one field of a page as the site would show it."""
    field = _field(request.POST.get("kind", ""), request.POST.get("field", ""))
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404(f"language={language}: no such language")
    preview = previewed(request.POST.get("text", ""), field, language)
    return JsonResponse(asdict(preview))


def previewed(
    text: str, field: MarkdownField, language: str, terms: Iterable[Term] | None = None
) -> Preview:
    """Render a text by the site's own renderer, unless the field refuses it.

    `terms` saves asking for them again where one form previews many texts.
    """
    text = field.to_python(text)
    if problems := _problems(text, field):
        return Preview("", problems)
    if terms is None:
        terms = terms_in(language)
    with translation.override(language):
        return Preview(markdown(text, Terms(terms)), [])


def terms_in(language: str) -> list[Term]:
    """Return the terms that the site explains on pages in this language."""
    return list(Term.objects.published().in_language(language))


def _problems(text: str, field: MarkdownField) -> list[str]:
    model = cast(type[Record], field.model)
    found = refusals(text, top_heading=field.top_heading, kinds=model.reference_kinds())
    return [
        _("Line %(line)s: found %(found)s, allowed %(allowed)s")
        % {
            "line": refusal.line,
            "found": refusal.found,
            "allowed": refusal.allowed,
        }
        for refusal in found
    ]


def _field(kind: str, name: str) -> MarkdownField:
    """Find a Markdown field, or answer that there is none."""
    try:
        found = record_models()[kind]._meta.get_field(name)
    except (KeyError, FieldDoesNotExist):
        found = None
    if not isinstance(found, MarkdownField):
        raise Http404(f"{kind}.{name}: no such text")
    return found
