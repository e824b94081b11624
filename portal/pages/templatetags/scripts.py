"""What a page says of its scripts."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def integrity(name: str) -> SafeString:
    """Return the attribute by which a browser refuses a script that is not ours as it was.

    A file whose address does not name its text may change under the page: nothing then.
    """
    stored_name = getattr(staticfiles_storage, "stored_name", None)
    if stored_name is None:
        return SafeString("")
    return format_html(' integrity="sha256-{}"', _digest(stored_name(name)))


@lru_cache(maxsize=64)
def _digest(stored: str) -> str:
    with staticfiles_storage.open(stored) as file:
        return b64encode(hashlib.sha256(file.read()).digest()).decode()
