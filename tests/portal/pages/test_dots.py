from __future__ import annotations

import re

import pytest

from portal.pages.dots import dot_pair, picture
from tests.factories import OUTCOME


@pytest.mark.parametrize("count", [1, 9, 10, 55, 99, 100])
def test_picture_has_a_hundred_dots_of_two_shapes(count):
    made = picture(count)
    assert (made.filled.count("M"), made.rings.count("M")) == (count, 100 - count)
    assert made.filled.count("a4 4") == 2 * count
    assert made.rings.count("a3 3") == 2 * (100 - count)


def test_picture_puts_each_dot_in_its_place():
    made = picture(41)
    starts = re.findall(r"M(\d+) (\d+)a(\d)", made.filled + made.rings)
    centres = [(int(x) + int(radius), int(y)) for x, y, radius in starts]
    assert centres == [(x, y) for y in range(5, 100, 10) for x in range(5, 100, 10)]


def test_dot_pair_draws_both_groups():
    pair = dot_pair(OUTCOME)
    assert pair is not None
    assert (pair.treated.count, pair.compared.count) == (24, 9)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"with": 0}, id="none with it"),
        pytest.param({"without": 0}, id="none without it"),
        pytest.param({"per": 1000}, id="less than 1 in 100"),
        pytest.param({"with": None, "without": None, "per": None}, id="words alone"),
    ],
)
def test_dot_pair_draws_nothing_that_would_mislead(changes):
    assert dot_pair(OUTCOME | changes) is None
