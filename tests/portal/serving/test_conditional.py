from __future__ import annotations

import pytest
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from portal.serving.conditional import has_tag, is_since

TAG = '"9a1d-br"'


@pytest.mark.parametrize(
    ("wanted", "has"),
    [
        pytest.param(TAG, True, id="it"),
        pytest.param(f"W/{TAG}", True, id="weak"),
        pytest.param(f'"other", {TAG}', True, id="in a list"),
        pytest.param(f'"a,b",W/{TAG}', True, id="in a list with a comma"),
        pytest.param(" * ", True, id="any"),
        pytest.param('"9a1d"', False, id="of another encoding"),
        pytest.param("9a1d-br", False, id="without quotes"),
        pytest.param('"*"', False, id="a tag that is a star"),
        pytest.param("", False, id="empty"),
        pytest.param(TAG[:-1], False, id="half a tag"),
    ],
)
def test_has_tag(wanted, has):
    assert has_tag(wanted, TAG) is has


tags = st.text(st.sampled_from("abc,*W/-"), max_size=6).map(lambda text: f'"{text}"')


@given(st.lists(tags, max_size=4), tags, st.booleans())
def test_has_tag_finds_it_in_any_list_and_nowhere_else(others, tag, weak):
    wanted = [f"W/{each}" if weak else each for each in others]
    assert has_tag(", ".join(wanted), tag) is (tag in others)


@pytest.mark.parametrize(
    ("seconds", "since"),
    [
        pytest.param(999, False, id="before"),
        pytest.param(1000, True, id="then"),
        pytest.param(1500, True, id="after"),
        pytest.param(2000, True, id="now"),
        pytest.param(2001, False, id="still to come"),
    ],
)
def test_is_since(seconds, since):
    assert is_since(http_date(seconds), settled=1000, now=2000.5) is since


@pytest.mark.parametrize("date", ["", "yesterday", "Sat, 99 Nov 2026 14:00:31 GMT"])
def test_is_since_of_what_is_no_date(date):
    assert not is_since(date, settled=0, now=2000)
