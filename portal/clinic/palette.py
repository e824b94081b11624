"""The site's colors as a clinic may change them, in light and in dark.

A clinic chooses a main color and an accent for each. Paper, text and care cards stay
as they are: they carry meaning, and everything is checked against them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Final

from . import contrast
from .contrast import CONTROL, TEXT, mix, ratio
from .palette_uses import Use

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#fbf9f4",
    "surface": "#ffffff",
    "sunk": "#f2ede3",
    "mark": "#fbe3b0",
    "on-deep": "#f4f1e8",
    "link": "#0b5a5a",
    "link-hover": "#083f40",
    "accent": "#a8481f",
    "focus": "#a8481f",
    "deep": "#0d3f40",
    "focus-on-deep": "#ffbf94",
}
"""The site's own, as static/scss/_tokens.scss has them; a test compares the two."""
DARK: Final[Mapping[str, str]] = {
    "paper": "#0f1d1d",
    "surface": "#162a2a",
    "sunk": "#0a1616",
    "mark": "#4a3a14",
    "on-deep": "#f1efe6",
    "link": "#8ad6cb",
    "link-hover": "#b8ece3",
    "accent": "#f2a87d",
    "focus": "#ffbf94",
    "deep": "#0a2a2b",
    "focus-on-deep": "#ffbf94",
}
_PAIRS: Final = (
    ("main", "link", "paper", Use.LINK_PAGE),
    ("main", "link", "surface", Use.LINK_CARD),
    ("main", "link", "sunk", Use.LINK_SHADE),
    ("main", "link", "mark", Use.LINK_MARK),
    ("main", "link-hover", "paper", Use.HOVER),
    ("accent", "accent", "paper", Use.ACCENT_PAGE),
    ("accent", "accent", "surface", Use.ACCENT_CARD),
    ("accent", "accent", "sunk", Use.ACCENT_SHADE),
)
"""What a clinic chooses, the token it becomes, what that stands on, and where."""
_PAGE: Final = ("paper", "surface", "sunk")
_OWN: Final = "own"
_CHANGED: Final = ("link", "link-hover", "accent", "focus", "deep", "focus-on-deep")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Two colors that are too much alike."""

    field: str
    color: str
    ground: str
    ratio: float
    least: float
    use: Use


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """What a clinic chose: each is a color, or empty for the site's own."""

    main: str = ""
    accent: str = ""
    main_dark: str = ""
    accent_dark: str = ""

    def __bool__(self) -> bool:
        return any(astuple(self))

    @property
    def light(self) -> Mapping[str, str]:
        """Return every color of the light site that is checked, by its token."""
        chosen = dict(LIGHT)
        if self.main:
            deeper = mix(self.main, "#000000", 0.3)
            chosen |= {"link": self.main, "link-hover": deeper, "deep": deeper}
        if self.accent:
            chosen |= {"accent": self.accent, "focus": self.accent}
        return chosen | self._focus_on_deep()

    @property
    def dark(self) -> Mapping[str, str]:
        """Return the same of the dark site; what is not chosen follows the light."""
        chosen = dict(DARK)
        if main := self.main_dark or (self.main and lightened(self.main)):
            chosen |= {"link": main, "link-hover": mix(main, "#ffffff", 0.4)}
        if self.main:
            chosen["deep"] = mix(self.main, "#000000", 0.55)
        if accent := self._accent_in_dark():
            chosen |= {"accent": accent, "focus": accent}
        return chosen | self._focus_on_deep()

    @property
    def name(self) -> str:
        """Return the name of its style sheet: the colors, and a digest of its text."""
        parts = (color.removeprefix("#") or _OWN for color in astuple(self))
        return "-".join((*parts, self._digest()))

    @classmethod
    def of(cls, **colors: str) -> Palette:
        """Return the palette of these; what is no color counts as not chosen."""
        known = {n: c.lower() for n, c in colors.items() if contrast.is_color(c)}
        return cls(**known)

    @classmethod
    def named(cls, name: str) -> Palette | None:
        """Return the palette with this name; None where it never had one."""
        *parts, _digest = name.split("-")
        colors = ["" if part == _OWN else f"#{part}" for part in parts]
        if len(colors) != 4 or not all(c == "" or contrast.is_color(c) for c in colors):
            return None
        main, accent, main_dark, accent_dark = colors
        palette = cls(
            main=main, accent=accent, main_dark=main_dark, accent_dark=accent_dark
        )
        return palette if palette and palette.name == name else None

    def style_sheet(self) -> str:
        """Return the CSS that changes the site's tokens, and nothing else."""
        light, dark = _declarations(self.light), _declarations(self.dark)
        return (
            f":root{{{light}}}"
            "@media screen and (prefers-color-scheme:dark)"
            f"{{:root:not([data-bs-theme=light]){{{dark}}}}}"
            f"@media screen{{:root[data-bs-theme=dark]{{{dark}}}}}\n"
        )

    def faults(self) -> list[Fault]:
        """Return every pair of colors that is below what WCAG asks, AA."""
        on_pages = [
            *self._on_pages("", self.light),
            *self._on_pages("_dark", self.dark),
        ]
        # The bands follow from the main color: while that is wrong, so are they.
        return on_pages or list(self._on_bands())

    def _on_pages(self, suffix: str, tokens: Mapping[str, str]) -> Iterator[Fault]:
        for part, token, ground, use in _PAIRS:
            yield from _fault(part + suffix, tokens, token, ground, TEXT, use)

    def _on_bands(self) -> Iterator[Fault]:
        for tokens in (self.light, self.dark):
            yield from _fault("main", tokens, "on-deep", "deep", TEXT, Use.BAND)
            yield from _fault(
                "accent_dark", tokens, "focus-on-deep", "deep", CONTROL, Use.RING
            )

    def _accent_in_dark(self) -> str:
        return self.accent_dark or (self.accent and lightened(self.accent))

    def _focus_on_deep(self) -> dict[str, str]:
        accent = self._accent_in_dark()
        return {"focus-on-deep": accent} if accent else {}

    def _digest(self) -> str:
        return hashlib.sha256(self.style_sheet().encode()).hexdigest()[:12]


def suggestion(field: str, color: str) -> str | None:
    """Return the color of this hue, nearest in lightness, that is enough everywhere."""
    grounds = DARK if field.endswith("_dark") else LIGHT
    names = (*_PAGE, "mark") if field.startswith("main") else _PAGE
    return contrast.nearest_passing(color, [grounds[name] for name in names], TEXT)


@lru_cache(maxsize=64)
def lightened(color: str) -> str:
    """Return a color for the dark site: the same hue, light enough to be read easily.

    Its saturation is 60 % at most; its lightness is the first from 70 % upwards that
    has 7:1 on every dark ground, and 4.5:1 behind marked words.
    """
    hue, saturation = contrast.hue_and_saturation(color)
    grounds = [DARK[name] for name in _PAGE]
    for percent in range(70, 100):
        tried = contrast.at_lightness(hue, percent / 100, min(saturation, 0.6))
        enough = contrast.least_ratio(tried, grounds) >= 7
        if enough and ratio(tried, DARK["mark"]) >= TEXT:
            return tried
    return "#ffffff"


def _fault(
    field: str, tokens: Mapping[str, str], token: str, on: str, least: float, use: Use
) -> Iterator[Fault]:
    color, ground = tokens[token], tokens[on]
    found = ratio(color, ground)
    if found < least:
        yield Fault(
            field=field, color=color, ground=ground, ratio=found, least=least, use=use
        )


def _declarations(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{tokens[name]}" for name in _CHANGED)
