"""What a page says of itself to search engines and to those who share it."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def capture(content: str) -> str:
    """Keep what is rendered between the tags, to say it as text and in attributes."""
    return SafeString(" ".join(content.split()).replace('"', "&quot;"))
