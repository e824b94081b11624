"""What the templates of drawings need."""

from __future__ import annotations

from django import template

from portal.pages.drawing import Drawing
from portal.pages.drawings import drawings_of
from portal.pages.page import Page

register = template.Library()


@register.filter
def drawings(page: Page) -> list[Drawing]:
    """Return the drawings that belong on this page."""
    return drawings_of(page.kind, page.slug)
