"""The clinic's profile in every template."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def clinic(request: HttpRequest) -> dict[str, Any]:
    """Offer `clinic`, as the middleware put it on the request."""
    return {"clinic": getattr(request, "clinic", None)}
