"""Each request has an id, and what it brings is known."""

from __future__ import annotations

import re

import pytest

from portal.observing.asking import asking_of


def environ(method="GET", **more):
    return {"REQUEST_METHOD": method, "PATH_INFO": "/"} | more


def test_asking_takes_the_proxys_id():
    sent = environ(HTTP_X_REQUEST_ID="0123456789abcdef")
    assert asking_of(sent, behind_proxy=True).id == "0123456789abcdef"


@pytest.mark.parametrize(
    ("sent", "behind_proxy"),
    [
        pytest.param("0123456789abcdef", False, id="no proxy to trust"),
        pytest.param("short", True, id="too short"),
        pytest.param("x" * 65, True, id="too long"),
        pytest.param('0123456789\n{"level":"x"}', True, id="not an id"),
    ],
)
def test_asking_makes_an_id(sent, behind_proxy):
    first, second = (
        asking_of(environ(HTTP_X_REQUEST_ID=sent), behind_proxy=behind_proxy)
        for _ in range(2)
    )
    assert re.fullmatch(r"[0-9a-f]{32}", first.id)
    assert first.id != second.id


@pytest.mark.parametrize(
    ("request_", "brings"),
    [
        pytest.param(environ(), False, id="plain"),
        pytest.param(environ("HEAD"), False, id="head"),
        pytest.param(environ(QUERY_STRING="q=x"), True, id="query"),
        pytest.param(environ(HTTP_COOKIE="a=b"), True, id="cookie"),
        pytest.param(environ("POST"), True, id="form"),
    ],
)
def test_asking_knows_what_a_request_brings(request_, brings):
    assert asking_of(request_, behind_proxy=False).brings is brings
