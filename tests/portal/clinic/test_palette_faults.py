from __future__ import annotations

from portal.clinic.palette import Palette
from portal.clinic.palette_faults import palette_errors


def told(**colors: str) -> dict[str, list[str]]:
    found = palette_errors(Palette(**colors))
    return {field: [e.message for e in errors] for field, errors in found.items()}


def test_palette_errors_none():
    assert told(main="#5b2a86", accent="#b3261e") == {}


def test_palette_errors_tell_ratio_colors_use_and_a_way_out():
    (errors,) = told(main="#b58ad6").values()
    assert errors[0] == (
        "#b58ad6 on #fbf9f4 has a contrast of 2.63 to 1; for links on the page, and the "
        "words on buttons it must be 4.5 to 1 or more."
    )
    assert errors[-1].startswith("The nearest that is enough: #")


def test_palette_errors_stand_at_their_fields():
    assert set(told(accent="#ffcc00", main_dark="#333333")) == {
        "accent_color",
        "main_color_dark",
    }


def test_palette_errors_never_round_up():
    # It is 4.478 to 1 on a card.
    errors = told(main="#777777")["main_color"]
    assert any("4.47 to 1" in error for error in errors)


def test_palette_errors_ring_is_told_without_another_color():
    (error,) = told(main="#636363", accent_dark="#8e8e8e")["accent_color_dark"]
    assert "must be 3.0 to 1" in error
