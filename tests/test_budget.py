"""What a page costs over the wire: the first one that somebody visits, and the next.

Headers are left out. A kilobyte is 1,024 bytes.
"""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from portal.pages.loading import load_content
from portal.serving.page import BEST_QUALITY
from tests.conftest import SHIPPED
from tests.finished_pages import public_pages

FIRST_VISIT = 60 * 1024
SECOND_PAGE = 15 * 1024
SCRIPT = 10 * 1024


class Needs(HTMLParser):
    """What a page has a browser fetch: styles, scripts, icons, pictures, frames."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.files: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs) -> None:
        has = dict(attrs)
        if tag == "link" and {"stylesheet", "icon", "preload"} & set(
            has.get("rel", "").split()
        ):
            self.files.add(has["href"])
        elif tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
            self.files.update(has[key] for key in ("src", "srcset") if has.get(key))
        elif tag in ("use", "image") and not has.get("href", "#").startswith("#"):
            self.files.add(has["href"].partition("#")[0])


def packed(content: bytes) -> int:
    """Return the bytes sent of what is kept in memory or in a file: packed at its best."""
    return len(brotli.compress(content, quality=BEST_QUALITY))


def of_page(response: HttpResponse) -> int:
    """Return the bytes sent of a page. Those for one reader alone are gzipped."""
    if re.search("no-store|private", response.get("Cache-Control", "")):
        return len(gzip.compress(response.content, 6))
    return packed(response.content)


def of_file(address: str, client: Client) -> int:
    """Return the bytes sent of a file; an address elsewhere is a fault."""
    if address.startswith("data:"):
        return 0
    assert re.match(r"/\w", address), f"{address} is not ours"
    if not address.startswith("/static/"):
        return len(b"".join(client.get(address)))
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    with open(found, "rb") as file:
        return packed(file.read())


@pytest.mark.django_db
@pytest.mark.any_database
def test_pages_keep_within_the_budget():
    load_content(SHIPPED)
    client, sizes, faults = Client(), {}, []
    for name, response in public_pages():
        files = Needs(response.content).files
        for address in files - sizes.keys():
            sizes[address] = of_file(address, client)
        page = of_page(response)
        first = page + sum(sizes[address] for address in files)
        script = sum(sizes[f] for f in files if f.endswith(".js"))
        for what, found, most in (
            ("as a second page", page, SECOND_PAGE),
            ("as a first visit", first, FIRST_VISIT),
            ("of script", script, SCRIPT),
        ):
            if found > most:
                faults.append(f"{name}: {found:,} bytes {what}, allowed {most:,}")
    assert faults == []
    assert any(address.endswith(".css") for address in sizes)


def test_styles_fetch_no_font_and_nothing_from_elsewhere():
    with open(finders.find("css/site.css")) as file:
        css = file.read()
    assert "@font-face" not in css
    assert "@import" not in css
    for address in re.findall(r"url\((.*?)\)", css):
        assert address.strip("\"'").startswith("data:"), address


@pytest.mark.parametrize(
    ("page", "files"),
    [
        (b'<link rel="icon" href="/a.svg">', {"/a.svg"}),
        (b'<link rel="canonical" href="/a/">', set()),
        (b'<script src="/a.js"></script><img src="https://b">', {"/a.js", "https://b"}),
        (b'<svg><use href="#a"/><use href="/b#c"/></svg>', {"/b"}),
    ],
)
def test_needs(page, files):
    assert Needs(page).files == files
