"""Which page feedback is about: one of this site's public pages, or the whole site."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.pages.bibliography import PARTS
from portal.pages.records import Record, record_models
from portal.pages.revisions import Revision

_MOST = 200
_STANDING: dict[str, Promise] = {
    "home": _("Home"),
    "glossary": _("Glossary"),
    **{part.view_name: _("Sources") for part in PARTS},
    "search": _("Search"),
    "a-to-z": _("A to Z"),
    "site-map": _("Site map"),
    "compare": _("Compare options"),
    "contact": _("Contact"),
    "about": _("About"),
    "privacy": _("Privacy"),
    "health-data": _("Your health data"),
    "accessibility": _("Accessibility"),
    "pain-path": _("The pain path"),
    "pain-path-result": _("What your answers mean"),
    "pain-path-specialist": _("Consult a specialist"),
    "pain-path-paper": _("The pain path on paper"),
}
"""Pages that are no records, by the names of their addresses.

A screen of the path is left out: its address would say how far somebody came.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A page as its readers know it; the whole site where there is no path."""

    path: str = ""
    title: str = ""
    language: str = ""
    revision: Revision | None = None


WHOLE_SITE = Subject()


def subject_at(path: str) -> Subject:
    """Return the public page at this path; for anything else, the whole site."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    match = _match(path, language)
    name = (match.url_name or "") if match else ""
    if match is None or len(path) > _MOST:
        return WHOLE_SITE
    if title := _standing_title(name):
        return Subject(path=path, title=str(title))
    models = record_models()
    if name in models:
        row = _published(models[name], match.kwargs.get("slug", ""), language)
        if row is None:
            return WHOLE_SITE
        return Subject(
            path=path, title=str(row), language=row.language, revision=row.live
        )
    return WHOLE_SITE


def title_at(path: str) -> str:
    """Return what a page that is no record is called; empty if it is none of those."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    match = _match(path, language)
    return str(_standing_title(match.url_name or "") or "") if match else ""


def _standing_title(name: str) -> Promise | None:
    return _STANDING.get(name) or _index_title(name)


def _match(path: str, language: str) -> ResolverMatch | None:
    with translation.override(language):
        try:
            return resolve(path)
        except Resolver404:
            return None


def _published(model: type[Record], slug: str, language: str) -> Record | None:
    """Return the row that patients read at this slug, as the site chooses it."""
    rows = model.objects.published().filter(slug=slug).in_language(language)
    found: Record | None = rows.select_related("live").defer("live__record").first()
    return found


def _index_title(name: str) -> Promise | None:
    kind, dash, index = name.rpartition("-")
    model = record_models().get(kind) if (dash, index) == ("-", "index") else None
    title: Promise | None = getattr(model, "plural", None)
    return title
