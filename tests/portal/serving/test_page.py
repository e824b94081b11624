from __future__ import annotations

import gzip
import uuid

import brotli
import pytest
from django.utils.http import http_date

from portal.pages.published import Version
from portal.serving.page import Page

BODY = b"<!doctype html>" + b"Pain that runs down one leg. " * 50
FORMS = {"identity": bytes, "br": brotli.decompress, "gzip": gzip.decompress}
LATER = 5000.0


def page(body=BODY, settled=1000, **headers):
    named = {"Content-Type": "text/html; charset=utf-8", "X-Frame-Options": "DENY"}
    given = (named | {k.replace("_", "-"): v for k, v in headers.items()}).items()
    return Page(Version(uuid.uuid4(), settled), given, body)


def ask(page, now=LATER, method="GET", **headers):
    environ = {"REQUEST_METHOD": method} | {f"HTTP_{k}": v for k, v in headers.items()}
    status, found, body = page.answer(environ, now)
    assert len(found) == len(dict(found))
    return status, dict(found), body


@pytest.mark.parametrize("encoding", FORMS)
def test_answer_in_each_encoding(encoding):
    status, headers, body = ask(page(), ACCEPT_ENCODING=encoding)
    assert status == "200 OK"
    assert FORMS[encoding](body) == BODY
    assert headers["Content-Length"] == str(len(body))
    assert headers.get("Content-Encoding", "identity") == encoding
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["X-Frame-Options"] == "DENY"


def test_answer_without_accept_encoding_is_plain():
    assert ask(page())[2] == BODY


def test_answer_of_a_picture_is_never_packed():
    picture = page(b"\0" * 999, Content_Type="image/webp")
    _, headers, body = ask(picture, ACCEPT_ENCODING="br")
    assert body == b"\0" * 999
    assert "Content-Encoding" not in headers
    picture.pack()
    assert picture.body("identity") == b"\0" * 999


def test_tags_differ_by_encoding_text_and_headers_and_by_nothing_else():
    tags = [ask(page(), ACCEPT_ENCODING=name)[1]["ETag"] for name in FORMS]
    assert len(set(tags)) == 3
    for other in (page(BODY + b"!"), page(X_Frame_Options="SAMEORIGIN")):
        assert ask(other)[1]["ETag"] != tags[0]
    assert [ask(page(), ACCEPT_ENCODING=name)[1]["ETag"] for name in FORMS] == tags


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_answer_304(method):
    kept = page()
    tag = ask(kept, ACCEPT_ENCODING="br")[1]["ETag"]
    status, headers, body = ask(
        kept, method=method, ACCEPT_ENCODING="br", IF_NONE_MATCH=f'"old", W/{tag}'
    )
    assert (status, body) == ("304 Not Modified", b"")
    assert headers == {
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Cache-Control": "no-cache",
        "Last-Modified": http_date(1000),
    }


def test_answer_with_the_tag_of_another_encoding_is_whole():
    kept = page()
    tag = ask(kept, ACCEPT_ENCODING="gzip")[1]["ETag"]
    assert ask(kept, ACCEPT_ENCODING="br", IF_NONE_MATCH=tag)[0] == "200 OK"


def test_answer_304_by_its_date():
    since = ask(page())[1]["Last-Modified"]
    assert ask(page(), IF_MODIFIED_SINCE=since)[0] == "304 Not Modified"
    assert ask(page(), IF_MODIFIED_SINCE=http_date(999))[0] == "200 OK"


def test_answer_by_the_tag_rather_than_the_date():
    found = ask(page(), IF_NONE_MATCH='"old"', IF_MODIFIED_SINCE=http_date(1000))
    assert found[0] == "200 OK"


def test_answer_right_after_a_publication_has_no_date_and_takes_none():
    """Another process may still have shown the version before in that second."""
    kept = page(settled=1000)
    status, headers, _ = ask(kept, now=999.5, IF_MODIFIED_SINCE=http_date(1000))
    assert status == "200 OK"
    assert "Last-Modified" not in headers


def test_answer_to_head_has_the_headers_alone():
    _, headers, body = ask(page(), method="HEAD")
    assert (headers, body) == (ask(page())[1], b"")


def test_answer_keeps_how_long_browsers_may_use_it():
    kept = page(Cache_Control="max-age=31536000, immutable")
    assert ask(kept)[1]["Cache-Control"] == "max-age=31536000, immutable"


def test_pack_changes_no_answer():
    kept = page()
    before = [ask(kept, ACCEPT_ENCODING=name) for name in FORMS]
    kept.pack()
    assert [ask(kept, ACCEPT_ENCODING=name) for name in FORMS] == before


def test_body_is_made_once():
    kept = page()
    assert kept.body("br") is kept.body("br")
