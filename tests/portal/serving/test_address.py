from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.serving.address import Address, Reader

READER = Reader(
    known=frozenset({"by", "option"}),
    session_cookie="sessionid",
    hosts=frozenset({"pain.example.org"}),
)


def environ(**changes):
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/conditions/",
        "QUERY_STRING": "",
        "HTTP_HOST": "pain.example.org",
        "wsgi.url_scheme": "http",
    } | changes


def test_address_of_a_request():
    assert READER.address(environ()) == (False, "pain.example.org", "/conditions/", "")


def test_address_of_head_is_that_of_get():
    assert READER.address(environ(REQUEST_METHOD="HEAD")) == READER.address(environ())


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"REQUEST_METHOD": "POST"}, id="not a safe method"),
        pytest.param({"HTTP_HOST": ""}, id="no host"),
        pytest.param({"SCRIPT_NAME": "/portal"}, id="below another address"),
        pytest.param({"HTTP_COOKIE": "a=b; sessionid=c"}, id="staff"),
        pytest.param({"PATH_INFO": "/caf\xc3\xa9/"}, id="path not ASCII"),
        pytest.param({"QUERY_STRING": "by=\xc3\xa9"}, id="query not ASCII"),
        pytest.param({"QUERY_STRING": "by=" + "x" * 500}, id="long query"),
    ],
)
def test_address_that_is_left_to_django(changes):
    assert READER.address(environ(**changes)) is None


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("utm_source=mail&fbclid=1", ""),
        ("by=area&utm_source=mail", "by=area"),
        ("option=b&option=a", "option=b&option=a"),
        ("b%79=area", "by=area"),
        ("by", "by="),
        ("by=a%26b", "by=a%26b"),
    ],
)
def test_address_keeps_of_the_query_what_views_read(query, kept):
    assert READER.address(environ(QUERY_STRING=query)).query == kept


def test_address_passes_other_cookies():
    assert READER.address(environ(HTTP_COOKIE="theme=dark")) is not None


@pytest.mark.parametrize(
    ("header", "scheme", "secure"),
    [
        (None, "https", True),
        (None, "http", False),
        ("https", "http", True),
        ("https, http", "http", True),
        ("http", "https", False),
    ],
)
def test_address_is_secure_as_the_proxy_says(header, scheme, secure):
    reader = Reader(
        known=frozenset(),
        session_cookie="sessionid",
        hosts=frozenset(),
        secure_header=("HTTP_X_FORWARDED_PROTO", "https"),
    )
    said = {} if header is None else {"HTTP_X_FORWARDED_PROTO": header}
    found = reader.address(environ(**{"wsgi.url_scheme": scheme}, **said))
    assert found.secure is secure


def test_address_believes_no_proxy_unless_the_settings_do():
    found = READER.address(environ(HTTP_X_FORWARDED_PROTO="https"))
    assert not found.secure


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("pain.example.org", True),
        ("pain.example.org:8000", True),
        ("pain.example.org:8001", False),
        ("PAIN.example.org", False),
        ("other.example.org", False),
    ],
)
def test_names_host(host, named):
    assert READER.names_host(host, "8000") is named


names = st.sampled_from(["by", "option", "utm_source", "q"])


@given(st.lists(st.tuples(names, st.text("ab&=%+ ", max_size=4)), max_size=4))
def test_address_of_its_own_request_is_the_same(pairs):
    from urllib.parse import urlencode

    found = READER.address(environ(QUERY_STRING=urlencode(pairs)))
    assert READER.address(found.environ()) == found
    assert found.names == {name for name, _ in pairs} & READER.known


def test_environ_of_a_secure_address():
    made = Address(True, "pain.example.org", "/").environ()
    assert (made["wsgi.url_scheme"], made["SERVER_PORT"]) == ("https", "443")
