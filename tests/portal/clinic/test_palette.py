from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.clinic.contrast import TEXT, least_ratio, ratio
from portal.clinic.palette import DARK, LIGHT, Palette, lightened, suggestion
from portal.clinic.palette_uses import Use

TOKENS = Path(__file__).parents[3] / "static/scss/_tokens.scss"
PURPLE = Palette(main="#5b2a86", accent="#b3261e")
colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("mixin", "own"), [("light", LIGHT), ("dark", DARK)])
def test_own_colors_are_those_of_the_style_sheet(mixin, own):
    part = TOKENS.read_text().split(f"@mixin {mixin} {{")[1].split("\n}")[0]
    written = dict(re.findall(r"--([\w-]+): (#\w+);", part))
    long = {k: "#ffffff" if v == "#fff" else v for k, v in written.items()}
    assert {name: long[name] for name in own} == own


def test_own_palette_is_nothing_and_has_no_faults():
    assert not Palette()
    assert Palette().faults() == []
    assert Palette().light == LIGHT
    assert Palette().dark == DARK


def test_main_color_colors_links_and_bands_in_both_schemes():
    assert PURPLE.light["link"] == "#5b2a86"
    assert PURPLE.light["deep"] == PURPLE.light["link-hover"] == "#401d5e"
    assert PURPLE.dark["link"] == lightened("#5b2a86")
    assert PURPLE.dark["deep"] == "#29133c"
    assert PURPLE.dark["accent"] == PURPLE.dark["focus"] == lightened("#b3261e")
    assert PURPLE.light["focus-on-deep"] == PURPLE.dark["accent"]
    assert PURPLE.faults() == []


def test_dark_colors_can_be_set():
    palette = Palette(main="#5b2a86", main_dark="#d9b8f5", accent_dark="#ffb0a8")
    assert palette.dark["link"] == "#d9b8f5"
    assert palette.dark["accent"] == "#ffb0a8"
    assert palette.light["accent"] == LIGHT["accent"]


@given(colors)
def test_lightened_can_always_be_read(color):
    light = lightened(color)
    assert least_ratio(light, [DARK[n] for n in ("paper", "surface", "sunk")]) >= 7
    assert ratio(light, DARK["mark"]) >= TEXT


@given(colors, colors)
def test_what_has_no_fault_passes_everywhere(main, accent):
    palette = Palette(main=main, accent=accent)
    if palette.faults():
        return
    for tokens in (palette.light, palette.dark):
        for ground in ("paper", "surface", "sunk"):
            for name in ("link", "link-hover", "accent", "focus"):
                assert ratio(tokens[name], tokens[ground]) >= TEXT
        assert ratio(tokens["on-deep"], tokens["deep"]) >= TEXT
        assert ratio(tokens["focus-on-deep"], tokens["deep"]) >= 3


@given(colors)
def test_suggestions_have_no_fault(color):
    for part in ("main", "accent", "main_dark", "accent_dark"):
        better = suggestion(part, color)
        faults = Palette(**{part: better}).faults()
        assert [f for f in faults if f.use is not Use.RING] == []


def test_faults_name_the_pair():
    fault = Palette(main="#b58ad6").faults()[0]
    assert (fault.field, fault.color, fault.ground) == ("main", "#b58ad6", "#fbf9f4")
    assert fault.ratio == pytest.approx(2.63, abs=0.01)
    assert (fault.least, fault.use) == (4.5, Use.LINK_PAGE)


def test_faults_ring_in_the_bands():
    # Light enough for the dark page, too dark for the light site's gray band.
    (fault,) = Palette(main="#636363", accent_dark="#8e8e8e").faults()
    assert (fault.field, fault.use, fault.least) == ("accent_dark", Use.RING, 3)
    assert fault.ratio < 3


@pytest.mark.parametrize(
    "palette", [PURPLE, Palette(accent="#b3261e"), Palette(main_dark="#d9b8f5")]
)
def test_name_leads_back(palette):
    assert re.fullmatch(r"[\w-]+", palette.name)
    assert Palette.named(palette.name) == palette


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "own-own-own-own-000000000000",
        Palette().name,
        PURPLE.name[:-1] + "g",
        PURPLE.name.upper(),
        PURPLE.name.replace("5b2a86", "5b2a87"),
        "5b2a86-b3261e-own",
        "red-own-own-own-000000000000",
    ],
)
def test_named_knows_no_other(name):
    assert Palette.named(name) is None


def test_of_leaves_out_what_is_no_color():
    assert Palette.of(main="#5B2A86", accent="red", main_dark="") == Palette(
        main="#5b2a86"
    )


def test_style_sheet_changes_tokens_only():
    css = PURPLE.style_sheet()
    assert css.startswith(":root{--link:#5b2a86;")
    assert "prefers-color-scheme:dark" in css
    assert ":root[data-bs-theme=dark]{--link:" in css
    assert "forced-colors" not in css
    assert len(css) < 800
