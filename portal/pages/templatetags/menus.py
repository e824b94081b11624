"""The links that stand on every page."""

from __future__ import annotations

from functools import cache
from typing import Final

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

MENUS: Final = {
    "main": {
        "pain-path": _("Pain path"),
        "condition-index": _("Conditions"),
        "symptom-index": _("Symptoms"),
        "cause-index": _("Causes"),
        "procedure-index": _("Procedures"),
        "conventional-care-index": _("Conventional care"),
        "guide-index": _("Guides"),
        "contact": _("Contact"),
    },
    "about": {
        "a-to-z": _("A to Z"),
        "site-map": _("Site map"),
        "about": _("About"),
        "privacy": _("Privacy"),
        "health-data": _("Your health data"),
        "accessibility": _("Accessibility"),
        "sources": _("Sources"),
        "glossary": _("Glossary"),
    },
}


@register.simple_tag
def menu(name: str) -> list[tuple[str, str]]:
    """Return the addresses and words of a menu, in the language that is being shown."""
    return _links(name, get_language())


@cache
def _links(name: str, language: str) -> list[tuple[str, str]]:
    """Return the same each time: they are on every page, and each address is looked up."""
    return [(reverse(view), str(words)) for view, words in MENUS[name].items()]
