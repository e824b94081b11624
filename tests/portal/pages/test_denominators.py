from __future__ import annotations

import pytest

from portal.pages.denominators import fractions, mixed, not_of_100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 of 100", ["100"]),
        ("24 people of every 100", ["100"]),
        ("1 in 20", ["20"]),
        ("one in five", ["5"]),
        ("one in 12", ["12"]),
        ("14 of 15,021", ["15021"]),
        ("pain of 5 out of 10", []),
        ("a score of 50 out of 100", []),
        ("9 out of 10 people", ["10"]),
        ("12 in 2020", []),
        ("1 in 2,020", ["2020"]),
        ("15 of 16 trials", []),
        ("38 studies of 2,219 people", []),
        ("3 of 7 days", []),
        ("200 of 100", []),
        ("3.7 out of 10", []),
        ("24 among 100", []),
    ],
)
def test_fractions(text, expected):
    assert [below for _, below in fractions(text)] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("it was 1 in 20, then 5 of 100", 1),
        ("it was 1 in 20, 2 of 100 and 3 of 100", 1),
        ("it was 1 in 20. then 5 of 100", 0),
        ("| 1 in 20 | 5 of 100 |", 0),
        ("- 1 in 20\n- 5 of 100", 0),
        ("about 1.5 points and 1 in 20, or 2.5% of 5 of 100", 1),
        ("5 of 100, not 6 of 100", 0),
    ],
)
def test_mixed(text, count):
    assert len(list(mixed(text))) == count


def test_not_of_100():
    texts = [(3, "1 in 20 had it"), (5, "2 of 100 had it")]
    assert list(not_of_100(texts)) == [(3, "1 in 20")]
    assert list(not_of_100(texts[:1])) == []
