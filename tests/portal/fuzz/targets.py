"""What reads text from outside, each as a function of bytes that must not fail.

Allowed is what each documents: faults, problems, and a cookie that holds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.test import RequestFactory

from portal.pages.content_files import FoundFile, read_file
from portal.pages.faults import ContentError
from portal.pages.records import record_models, schema_of
from portal.pages.schema import Schema
from portal.painpath.cases import parse_cases
from portal.painpath.cookie import Kept, read_cookie
from portal.painpath.navigation import ending
from portal.painpath.parse import parse_path
from portal.painpath.read_wording import parse_wording
from portal.painpath.replay import replay
from tests import factories
from tests.portal.painpath.paths import (
    SMALL,
    SMALL_WORDING,
    small_answers,
    small_path,
)
from tests.portal.painpath.published import SMALL_CASES
from tests.portal.painpath.walking import SALT, SCIATICA

Target = Callable[[bytes], None]
SHIPPED = settings.CONTENT_DIR
"""Its smallest files are among what is begun with."""


def content(data: bytes) -> None:
    """Read a page's file, or a collection; the first byte says of which kind."""
    kinds = _kinds()
    schema = kinds[data[0] % len(kinds)] if data else kinds[0]
    faults: list = []
    read_file(FoundFile.of("en/x/page.md", schema, "en", data[1:]), faults)
    assert all(str(fault) for fault in faults)


@cache
def _kinds() -> list[Schema]:
    models = record_models()
    return [schema_of(models[kind]) for kind in sorted(models)]


def path(data: bytes) -> None:
    """Read a path, its wording or its cases; the first byte says which."""
    text = data[1:].decode("utf-8", "ignore")
    with suppress(ContentError):
        match data[:1]:
            case b"w":
                parse_wording(text, _small(), file="pain-path.yaml")
            case b"c":
                parse_cases(text, _small(), file="cases.yaml")
            case _:
                parse_path(
                    text,
                    file="path.yaml",
                    procedures=_small().procedures,
                    sources=["red-flags", "guideline"],
                )


_small = cache(small_path)


def cookie(data: bytes) -> None:
    """Read a Cookie header, or any JSON that we might have signed once; then go on."""
    request = RequestFactory().get("/pain-path/")
    if data[:1] == b"s":
        with suppress(ValueError, RecursionError):
            value = signing.dumps(json.loads(data[1:]), salt=SALT, compress=True)
            request.COOKIES = {"pain_path_en": value}
    else:
        header = data[1:].decode("latin-1")
        request = _asked(request, header)
    kept = read_cookie(request, _small())
    assert isinstance(kept, Kept)
    ending(replay(_small(), kept.answers))


def _asked(request: HttpRequest, header: str) -> HttpRequest:
    request.META["HTTP_COOKIE"] = header
    return request


READERS: dict[str, Target] = {"content": content, "path": path, "cookie": cookie}


def every(data: bytes) -> None:
    """Let one of the readers read; the first byte says which."""
    readers = list(READERS.values())
    readers[data[0] % len(readers) if data else 0](data[1:])


TARGETS = READERS | {"every": every}


def seeds(name: str) -> Iterator[bytes]:
    """Return what fuzzing begins with: our own files, the small ones, and cookies."""
    match name:
        case "every":
            for number, reader in enumerate(READERS):
                yield from (bytes([number]) + seed for seed in seeds(reader))
        case "content":
            for number, kind in enumerate(sorted(record_models())):
                first = bytes([number])
                if kind in factories.SLUGS and _kinds()[number].folder:
                    yield first + factories.page_text(kind).encode()
                yield from (first + file.read_bytes() for file in _files(number))
        case "path":
            yield b"p" + SMALL.encode()
            yield b"w" + SMALL_WORDING.encode()
            yield b"c" + SMALL_CASES.encode()
            yield b"p" + (SHIPPED / "pain-path" / "path.yaml").read_bytes()
        case "cookie":
            signed = signing.dumps(SCIATICA, salt=SALT, compress=True)
            yield f"hpain_path_en={signed}; a=b".encode()
            yield b"s" + json.dumps(SCIATICA).encode()
            yield from (b"s{}", b"s[]", b"h=;")
            held = {name: sorted(chosen) for name, chosen in small_answers().items()}
            yield b"s" + json.dumps(held).encode()


def _files(number: int) -> list[Path]:
    """Return the two smallest shipped files of a kind."""
    schema = _kinds()[number]
    found = SHIPPED.glob(f"**/{schema.file or f'{schema.folder}/*.md'}")
    return sorted(found, key=lambda file: file.stat().st_size)[:2]


WORDS = (
    *(
        "---",
        ": ",
        "- ",
        "## ",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "? ",
        "|",
        ">",
        "{}",
        "[]",
    ),
    *(
        "0x",
        "0b",
        "1:30",
        ":59",
        ".inf",
        "1_0",
        "2026-03-31",
        "~",
        "yes",
        "null",
        "%YAML",
    ),
    *(
        "\\x00",
        "\\x85",
        "\\xe2\\x80\\xa8",
        "\\xef\\xbb\\xbf",
        "\\x0d\\x0a",
        ".eJ",
        "; ",
    ),
)
"""Pieces that change the meaning of what they stand in, as libFuzzer writes them."""
