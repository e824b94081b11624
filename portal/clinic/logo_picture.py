"""Read a picture that somebody offers as the clinic's logo, and make it fit.

It is written anew, so that nothing is kept but its pixels: no place where a photograph
was taken, no second file hidden behind it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES: Final = 400 * 1024
"""The most that may be sent, in bytes."""
MOST_SIDE: Final = 4000
"""The most that may be sent, in pixels a side."""
KEPT_SIZE: Final = (480, 104)
"""What is kept at most, in pixels: twice what a page shows, for fine screens."""
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


class LogoError(ValueError):
    """What is wrong with a picture, in words for the clinic's staff."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogoPicture:
    """A finished logo."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:32]


def read_logo(data: bytes) -> LogoPicture:
    """Return the logo that these bytes are; raise LogoError if they may be none."""
    if len(data) > MOST_BYTES:
        raise LogoError(
            _("The file has %(found)d KB; at most %(most)d KB are allowed.")
            % {"found": len(data) // 1024 + 1, "most": MOST_BYTES // 1024}
        )
    if _is_svg(data):
        raise LogoError(
            _(
                "This is an SVG drawing. Such a file can hold scripts, so it is not "
                "taken. Save the logo as PNG or WebP instead."
            )
        )
    return _finished(_opened(data))


def _is_svg(data: bytes) -> bool:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--"))


def _opened(data: bytes) -> Image.Image:
    """Read the head first: a small file can unfold to a very large picture."""
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        raise LogoError(
            _("This is no picture of an allowed kind. Allowed: PNG, WebP, JPEG.")
        ) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    if max(picture.size) > MOST_SIDE:
        raise _too_large()
    if getattr(picture, "is_animated", False):
        raise LogoError(_("The picture moves. Choose one that stands still."))
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError):
        raise LogoError(_("The picture is damaged: it cannot be read whole.")) from None
    return picture


def _too_large() -> LogoError:
    words = _("The picture is too large: at most %(most)d pixels a side are allowed.")
    return LogoError(words % {"most": MOST_SIDE})


def _finished(picture: Image.Image) -> LogoPicture:
    upright = ImageOps.exif_transpose(picture)
    see_through = upright.has_transparency_data
    kept = upright.convert("RGBA" if see_through else "RGB")
    if see_through:
        kept = kept.crop(kept.getchannel("A").getbbox())  # no empty margins
    kept.thumbnail(KEPT_SIZE, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    kept.save(out, "WEBP", quality=90, method=6)
    return LogoPicture(data=out.getvalue(), width=kept.width, height=kept.height)
