"""Say in the profile's form which of a clinic's colors cannot be read, and where."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .palette import Fault, Palette, suggestion
from .palette_uses import Use

FIELDS: Final = {
    "main": "main_color",
    "accent": "accent_color",
    "main_dark": "main_color_dark",
    "accent_dark": "accent_color_dark",
}
"""A palette's parts, and the fields of the profile that they come from."""


def palette_errors(palette: Palette) -> dict[str, list[ValidationError]]:
    """Return what to say at which field; nothing where all can be read."""
    errors: dict[str, list[ValidationError]] = defaultdict(list)
    faults = palette.faults()
    for fault in faults:
        errors[FIELDS[fault.field]].append(ValidationError(_sentence(fault)))
    for part in {fault.field for fault in faults if fault.use is not Use.RING}:
        if better := suggestion(part, getattr(palette, part)):
            nearest = _("The nearest that is enough: %(color)s.") % {"color": better}
            errors[FIELDS[part]].append(ValidationError(nearest))
    return dict(errors)


def _sentence(fault: Fault) -> str:
    words = _(
        "%(color)s on %(ground)s has a contrast of %(ratio)s to 1; for %(use)s it must "
        "be %(least)s to 1 or more."
    )
    return words % {
        "color": fault.color,
        "ground": fault.ground,
        "ratio": f"{_down(fault.ratio):.2f}",
        "use": fault.use.label,
        "least": f"{fault.least:.1f}",
    }


def _down(value: float) -> float:
    """Cut after two places: 4.498 is not 4.50."""
    return int(value * 100) / 100
