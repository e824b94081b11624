from __future__ import annotations

import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.markdown import (
    OUTSIDE_SCHEMES,
    page_links,
    refusals,
    to_html,
)
from portal.pages.templatetags.pages import markdown

KINDS = frozenset({"condition", "conventional-care"})
LINKS = "https:// http:// mailto: tel: or kind:name"


def refused(text, top_heading=3):
    found = refusals(text, top_heading=top_heading, kinds=KINDS)
    return [(refusal.line, refusal.found, refusal.allowed) for refusal in found]


def html(text):
    return to_html(text, lambda kind, slug: f"/{kind}/{slug}/")


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, *emphasis*, **strong**.",
        "[a](condition:sciatica) and [b](conventional-care:exercise)",
        "[a](https://example.org/?q=1) [b](http://example.org) <https://example.org>",
        "[a](mailto:a@example.org) [b](tel:+15551234)",
        "### A heading\n\n#### Below\n\n- a\n- b\n\n1. c\n\n> quoted\n\n---",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Less than 5 (< 5) and more than 3 (> 3), a <- b.",
    ],
)
def test_refusals_of_what_is_allowed(text):
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a\n\n<b>c", 3, "HTML ('<b>c')"),
        ("</p>", 1, "HTML ('</p>')"),
        ("a <!-- b -->", 1, "HTML ('<!-- b -->')"),
        ("<?php ?>", 1, "HTML ('<?php ?>')"),
        ("<script\n>alert(1)</script >", 1, "HTML ('<script')"),
        ("<ScRiPt>alert(1)", 1, "HTML ('<ScRiPt>alert(1)')"),
        ("<javascript:alert(1)>", 1, "HTML ('<javascript:alert(1)')"),
        ("<svg/onload=alert(1)>", 1, "HTML ('<svg/onload=alert(1)')"),
    ],
)
def test_refusals_of_html(text, line, found):
    assert (line, found, "Markdown only") in refused(text)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert",
        "JavaScript:alert",
        "jav&#x61;script:alert",
        "&#106;avascript:alert",
        "java\\script:alert",
        "javascript&colon;alert",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/admin/logout/",
        "sciatica",
        "#top",
        "HTTPS://example.org",
        "cause:nerve-damage",  # no kind of these
        "condition:Sciatica",
    ],
)
def test_refusals_of_links(target):
    expected = [(2, f"the link {target!r}", LINKS)]
    assert refused(f"a\n[b]({target})") == expected
    assert refused(f"a\n[b]({target} 'title')") == expected
    assert refused(f"a\n[b](  {target})") == expected


@pytest.mark.parametrize(
    "text",
    ["[b](<javascript:alert>)", "[b](\njavascript:alert)", "[b](\tjavascript:alert)"],
)
def test_refusals_of_links_with_odd_spaces(text):
    assert (1, "the link 'javascript:alert'", LINKS) in refused(text)


def test_refusals_of_a_link_to_nothing():
    assert refused("[b]()") == [(1, "the link ''", LINKS)]


def test_refusals_of_a_link_split_by_a_line_end():
    assert refused("[b](java\nscript:alert)") == [(1, "the link 'java'", LINKS)]


def test_refusals_of_references_where_a_link_may_hide():
    assert refused("[b][1]\n\n[1]: javascript:alert") == [
        (3, "[1]:", "links written [words](address)")
    ]


def test_refusals_of_pictures():
    assert refused("![a](https://example.org/a.png)") == [
        (1, "a picture", "text and links")
    ]


@pytest.mark.parametrize(
    ("top_heading", "text", "expected"),
    [
        (3, "a\n\n## b", [(3, "a ## heading", "headings from ### down")]),
        (3, "#b", [(1, "a # heading", "headings from ### down")]),
        (3, "   ## b", [(1, "a ## heading", "headings from ### down")]),
        (2, "## b", []),
        (2, "# b", [(1, "a # heading", "headings from ## down")]),
        (2, "b  \n---", [(1, "an underlined heading", "headings that begin ###")]),
        (2, "a\n\nb\n=", [(3, "an underlined heading", "headings that begin ###")]),
    ],
)
def test_refusals_of_headings(top_heading, text, expected):
    assert refused(text, top_heading) == expected


def test_refusals_come_in_order_of_lines():
    assert [line for line, _, _ in refused("## a\n<b>\n## c\n<d>")] == [1, 2, 3, 4]


def test_page_links_have_lines():
    text = "[a](condition:b-1)\n\n[c](https://d) [e](tel:1) [f](conventional-care:g)"
    assert list(page_links(text)) == [
        ("condition", "b-1", 1),
        ("conventional-care", "g", 3),
    ]


def test_to_html_resolves_page_links_alone():
    text = "[a](condition:b) [c](https://example.org) [d](tel:1)"
    assert html(text) == (
        '<p><a href="/condition/b/">a</a> '
        '<a href="https://example.org">c</a> '
        '<a href="tel:1">d</a></p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a][1]\n\n[1]: javascript:alert(1)",
        "![a](https://example.org/a.png)",
    ],
)
def test_to_html_is_safe_even_for_what_is_refused(text):
    assert not re.search(
        r"<script|<img|javascript:alert\(1\)\"|href=\"data", html(text)
    )


@pytest.mark.parametrize("text", ["[a](javascript:alert)", "[a](unknown:kind)"])
def test_filter_leads_nowhere_that_no_kind_names(text):
    """A text that was never checked is no reason to fail."""
    assert "href" not in markdown(text)


def test_to_html_shows_html_as_text():
    assert html("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"


def test_to_html_makes_tables_that_a_phone_scrolls():
    found = html("a\n\n| b | c |\n|---|:-:|\n| 1 | 2 |\n\nd")
    assert '<div class="table-responsive" tabindex="0"><table class="table">' in found
    assert found.count('<th scope="col">') == 2
    assert "style" not in found
    assert found.startswith("<p>a</p>")
    assert found.endswith("<p>d</p>")


def test_to_html_in_threads_keeps_each_ones_resolver():
    found = {}

    def render(name):
        for _ in range(50):
            text = to_html("[a](condition:b)", lambda kind, slug: f"/{name}/")
            found.setdefault(name, set()).add(text)

    threads = [threading.Thread(target=render, args=[f"t{n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(
        texts == {f'<p><a href="/{name}/">a</a></p>'} for name, texts in found.items()
    )
    assert len(found) == 4


PIECES = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "\\",
        "`",
        "&",
        "#",
        ":",
        "/",
        "//",
        "*",
        "_",
        "|",
        "!",
    ]
    + [
        "\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        "a",
        "[a](",
        "[a]: ",
        "](",
        "javascript:",
        "data:x",
    ]
    + [
        "https://b",
        "condition:c",
        "&#106;",
        "%6a",
        "'t'",
        "- ",
        "> ",
        "---",
        "mailto:d",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_not_refused_links_only_where_it_may(text):
    if not refused(text):
        resolved = to_html(text, lambda kind, slug: f"https://portal/{kind}/{slug}")
        for target in re.findall(r'href="([^"]*)"', resolved):
            assert target.startswith(OUTSIDE_SCHEMES)
