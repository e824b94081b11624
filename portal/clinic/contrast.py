"""How well two colors can be told apart: WCAG's formula, and a color that passes.

A color is a text such as `#0b5a5a`. This module knows no Django.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from typing import Final

TEXT: Final = 4.5
"""The least ratio for text (WCAG 1.4.3, AA)."""
CONTROL: Final = 3.0
"""The least ratio for what is no text: a border, the ring of focus (WCAG 1.4.11)."""
_STEPS: Final = 200


def is_color(text: str) -> bool:
    """Say whether this is `#` and six digits, which is all that is allowed."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_ratio(color: str, grounds: Iterable[str]) -> float:
    return min(ratio(color, ground) for ground in grounds)


def mix(color: str, other: str, share: float) -> str:
    """Return `color` with a share of `other` in it, 0 to 1."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return _text(one + (two - one) * share for one, two in pairs)


def nearest_passing(color: str, grounds: Iterable[str], least: float) -> str | None:
    """Return the color of the same hue, nearest in lightness, that passes on all.

    None where no lightness does: then the grounds are too far apart.
    """
    own = tuple(grounds)
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    steps = sorted(range(_STEPS + 1), key=lambda step: abs(step / _STEPS - lightness))
    for step in steps:
        tried = at_lightness(hue, step / _STEPS, saturation)
        if least_ratio(tried, own) >= least:
            return tried
    return None


def at_lightness(hue: float, lightness: float, saturation: float) -> str:
    """Return the color with these parts, each 0 to 1."""
    return _text(colorsys.hls_to_rgb(hue, lightness, saturation))


def hue_and_saturation(color: str) -> tuple[float, float]:
    hue, _lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    return hue, saturation


def _luminance(color: str) -> float:
    """Return the relative luminance as WCAG 2 defines it, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _channels(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(color: str) -> tuple[float, float, float]:
    if not is_color(color):
        raise ValueError(f"color: found {color!r}, allowed # and six digits 0-9 a-f")
    red, green, blue = bytes.fromhex(color[1:])
    return red / 255, green / 255, blue / 255


def _text(channels: Iterable[float]) -> str:
    return "#" + bytes(round(part * 255) for part in channels).hex()
