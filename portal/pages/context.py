"""The site's languages in every template."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

KEPT: Final = ("by", "option", "q")
"""What an address may ask for and still does in another language."""


def languages(request: HttpRequest) -> dict[str, object]:
    """Offer this address in every language of the site.

    `url` is the address alone, as search engines know it; `switch` shows a reader the
    same order, choice or search again.
    """
    query = _kept(request)
    return {
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": (url := translate_url(request.path, code)),
                "switch": f"{url}?{query}" if query else url,
                "current": code == get_language(),
            }
            for code, _ in settings.LANGUAGES
        ]
    }


def _kept(request: HttpRequest) -> str:
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if values := request.GET.getlist(name):
            kept.setlist(name, values)
    return kept.urlencode()
