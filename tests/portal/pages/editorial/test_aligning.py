from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.editorial.aligning import MOST_PAIRS, pairs, steps, words

LETTERS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(st.text())
def test_words_together_are_the_text(text):
    assert "".join(words(text)) == text


def test_words_keep_figures_whole():
    assert words("2.5% of 1,000") == ["2.5%", " ", "of", " ", "1,000"]


@given(LETTERS, LETTERS, st.integers(0, 20))
def test_steps_cover_both_sides_in_order(before, after, most):
    old, new = [], []
    for tag, i1, i2, j1, j2 in steps(before, after, most):
        assert (i1, j1) == (len(old), len(new))
        assert (tag == "equal") == (before[i1:i2] == after[j1:j2])
        old += before[i1:i2]
        new += after[j1:j2]
    assert (old, new) == (before, after)


def test_steps_of_too_much_are_one_replacement():
    found = list(steps("xabcx", "xcbax", 5))
    assert found == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 4, 1, 4),
        ("equal", 4, 5, 4, 5),
    ]


TEXTS = st.lists(
    st.sampled_from(["one two three", "one two four", "five six", "seven", ""]),
    max_size=8,
)


@given(TEXTS, TEXTS)
def test_pairs_name_each_text_once_in_order(before, after):
    found = pairs(before, after)
    assert [i for i, _ in found if i is not None] == list(range(len(before)))
    assert [j for _, j in found if j is not None] == list(range(len(after)))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param(["a b c"], ["a b d"], [(0, 0)], id="alike"),
        pytest.param(["a b c"], ["x y z"], [(0, None), (None, 0)], id="unlike"),
        pytest.param(
            ["a b c", "d e f"],
            ["d e g", "x"],
            [(0, None), (1, 0), (None, 1)],
            id="the first went",
        ),
    ],
)
def test_pairs_are_alike(before, after, found):
    assert pairs(before, after) == found


def test_pairs_of_very_many_are_those_at_the_same_place():
    number = int(MOST_PAIRS**0.5) + 1
    before = [f"word{n} same same" for n in range(number)]
    after = ["nothing alike", *(text + " more" for text in before[1:]), "new"]
    found = pairs(before, after)
    assert found[:3] == [(0, None), (None, 0), (1, 1)]
    assert found[-1] == (None, number)
