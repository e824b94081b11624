"""What the templates of claims with numbers need."""

from __future__ import annotations

from typing import Any

from django import template

from portal.pages.dots import DotPair, dot_pair

register = template.Library()


@register.filter
def dots(outcome: dict[str, Any]) -> DotPair | None:
    """Return the pictures of an outcome's numbers, if there are any to draw."""
    return dot_pair(outcome)
