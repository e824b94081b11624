"""What the templates of drawings need."""

from __future__ import annotations

from django import template
from django.forms import BoundField

from portal.pages.drawing import Drawing
from portal.pages.drawings import drawings_of
from portal.pages.page import Page

register = template.Library()


@register.filter
def drawings(page: Page) -> list[Drawing]:
    """Return the drawings that belong on this page."""
    return drawings_of(page.kind, page.slug)


@register.filter
def control(field: BoundField | str, choice: str) -> str:
    """Return the id of the control for one of a field's choices; empty without one."""
    if not isinstance(field, BoundField):
        return ""
    found = (
        widget for widget in field.subwidgets if widget.data.get("value") == choice
    )
    return next((widget.id_for_label or "" for widget in found), "")
