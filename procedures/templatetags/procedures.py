"""What the templates of treatment options need."""

from __future__ import annotations

from django import template

from portal.pages.page import Page
from procedures.models import Procedure
from procedures.stepping import Steps, path_of

register = template.Library()


@register.filter
def steps(page: Page, related: dict[str, list[Page]]) -> Steps | None:
    """Return the way from test to treatment that this page is a step of."""
    if not isinstance(page, Procedure):
        return None
    others = related.get(Procedure.kind, [])
    return path_of(page, [other for other in others if isinstance(other, Procedure)])
