from __future__ import annotations

import pytest

from portal.clinic.contrast import TEXT, is_color, mix, nearest_passing, ratio


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),  # WCAG's own example of just too little
        ("#767676", "#ffffff", 4.542),
        ("#0b5a5a", "#fbf9f4", 7.61),
    ],
)
def test_ratio(one, other, expected):
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert ratio(one, other) == ratio(other, one)


@pytest.mark.parametrize("text", ["", "#abc", "0b5a5a", "#0b5a5g", "red", "#0b5a5a\n"])
def test_what_is_no_color(text):
    assert not is_color(text)
    with pytest.raises(ValueError, match="allowed # and six digits"):
        ratio(text, "#ffffff")


def test_mix_goes_from_one_to_the_other():
    assert mix("#204060", "#000000", 0) == "#204060"
    assert mix("#204060", "#000000", 0.5) == "#102030"
    assert mix("#204060", "#ffffff", 1) == "#ffffff"


@pytest.mark.parametrize("color", ["#b58ad6", "#ffff00", "#888888", "#ffffff"])
def test_nearest_passing_passes_everywhere(color):
    grounds = ["#fbf9f4", "#f2ede3"]
    found = nearest_passing(color, grounds, TEXT)
    assert min(ratio(found, ground) for ground in grounds) >= TEXT


def test_nearest_passing_leaves_what_passes_almost_alone():
    assert ratio(nearest_passing("#0b5a5a", ["#ffffff"], TEXT), "#0b5a5a") < 1.1


def test_nearest_passing_where_none_can():
    assert nearest_passing("#0b5a5a", ["#000000", "#ffffff"], 7) is None
