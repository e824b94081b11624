from __future__ import annotations

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.squeezing import squeeze, squeezed

PAGE = b"<ul>\n    \n  <li>a b</li>\r\n\n  <li>c\n    d</li>\n</ul>\n"


def answered(response):
    return squeeze(lambda request: response)(RequestFactory().get("/"))


def test_squeezed_keeps_one_space_where_there_was_any():
    assert squeezed(PAGE) == b"<ul><li>a b</li><li>c\nd</li></ul>"


def test_squeezed_keeps_line_ends_where_they_are_a_space():
    page = (
        b"<p>\n<a>b</a>\n<svg>\n<path d='1'/>\n</svg>\n<span>c</span>\n</p>\n<pathless>"
    )
    assert squeezed(page) == (
        b"<p>\n<a>b</a>\n<svg><path d='1'/>\n</svg>\n<span>c</span></p>\n<pathless>"
    )


@pytest.mark.parametrize("element", [b"pre", b"textarea"])
def test_squeezed_leaves_a_page_alone_whose_spaces_are_text(element):
    page = b"%s<%s id='a'>\n  x\n</%s>" % (PAGE, element, element)
    assert squeezed(page) == page


def test_squeeze_takes_pages_only():
    assert answered(HttpResponse(PAGE)).content == squeezed(PAGE)
    text = HttpResponse(PAGE, content_type="text/plain")
    assert answered(text).content == PAGE
    stream = answered(StreamingHttpResponse([PAGE]))
    assert b"".join(stream) == PAGE


@pytest.mark.django_db
def test_pages_are_squeezed_and_compressed(client):
    page = client.get("/about/")
    assert b"\n " not in page.content
    assert page["Content-Length"] == str(len(page.content))
    small = client.get("/about/", headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(small.content) < len(page.content) / 2
