from __future__ import annotations

import io

import pytest
from PIL import Image

from portal.clinic.logo_picture import KEPT_SIZE, MOST_BYTES, LogoError, read_logo


def picture(
    kind="PNG", size=(300, 90), mode="RGB", color="#5b2a86", **options
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_read_logo_keeps_a_small_webp(kind):
    logo = read_logo(picture(kind, size=(3000, 900)))
    kept = opened(logo.data)
    assert kept.format == "WEBP"
    assert kept.size == (logo.width, logo.height) == (347, 104)
    assert kept.width <= KEPT_SIZE[0]
    assert len(logo.data) < 20_000
    assert len(logo.digest) == 32


def test_read_logo_leaves_a_small_picture_its_size():
    assert read_logo(picture(size=(60, 40))).height == 40


def test_read_logo_cuts_empty_margins_and_stays_see_through():
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    image.paste("#5b2a86", (50, 20, 250, 80))
    out = io.BytesIO()
    image.save(out, "PNG")
    logo = read_logo(out.getvalue())
    assert (logo.width, logo.height) == (200, 60)


def test_read_logo_takes_a_picture_that_is_all_empty():
    assert read_logo(picture(mode="RGBA", color=(0, 0, 0, 0))).width == 300


def test_read_logo_drops_what_is_no_pixel():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    logo = read_logo(picture("JPEG", exif=exif))
    assert b"taken at home" not in logo.data
    assert not opened(logo.data).getexif()


def test_read_logo_turns_a_photograph_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # on its side
    logo = read_logo(picture("JPEG", size=(90, 60), exif=exif))
    assert (logo.width, logo.height) == (60, 90)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "can hold scripts"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "can hold scripts"),
        (b"", "Allowed: PNG, WebP, JPEG"),
        (b"GIF89a nothing", "Allowed: PNG, WebP, JPEG"),
        (picture("GIF"), "Allowed: PNG, WebP, JPEG"),
        (picture()[:80], "damaged"),
        (picture(size=(4001, 10)), "at most 4000 pixels a side"),
        (picture(mode="1", size=(14_000, 14_000), color=0), "at most 4000 pixels"),
        (b"x" * (MOST_BYTES + 1), "401 KB; at most 400 KB"),
    ],
    ids=[
        "svg",
        "xml",
        "empty",
        "broken-gif",
        "gif",
        "cut-off",
        "wide",
        "bomb",
        "heavy",
    ],
)
def test_read_logo_refuses(data, says):
    with pytest.raises(LogoError, match=says):
        read_logo(data)


def test_read_logo_refuses_what_moves():
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(LogoError, match="stands still"):
        read_logo(out.getvalue())
