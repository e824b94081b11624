"""What is known of a drawing besides its shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing; `description` is for somebody who does not see it."""

    name: str
    title: _StrPromise
    description: _StrPromise
    caption: _StrPromise

    @property
    def template(self) -> str:
        """Return the name of the template with its shapes and labels."""
        return f"drawings/{self.name}.svg.html"
