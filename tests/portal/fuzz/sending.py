"""Requests as hypothesis draws them: the parts of one, each sound or broken."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

from django.contrib.admin.views import main as admin_lists
from django.core import signing
from hypothesis import strategies as st

from tests.portal.fuzz.addresses import Address
from tests.portal.fuzz.awkward import BYTES, TEXTS
from tests.portal.painpath.walking import SALT

SOURCES = Path(__file__).parents[3] / "portal"
ASKED = re.compile(r'\.(?:GET|POST)(?:\.get(?:list)?\(|\[)\s*"(\w+)"')
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"]
BOUNDARY = b"b0undary"
KINDS = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=none-such",
    "multipart/form-data; boundary=b0undary",
    "multipart/form-data; boundary=other",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=\u00e9",
    "",
]
PARTS = [
    b'Content-Disposition: form-data; name="text"\r\n\r\n',
    b'Content-Disposition: form-data; name="logo"; filename="a\x00\xff/../b.png"\r\n\r\n',
    b"Content-Disposition: form-data; name*=utf-16''%ff\r\n\r\n",
    b"Content-Disposition: form-data; filename*=x\r\n\r\n",
    b'Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n?',
    b"Content-Type: text/plain; charset=none\r\n\r\n",
    b"\r\n",
]
HEADERS = {
    "ACCEPT_LANGUAGE": [b"es", b"en;q=0.x,*", b"zz-" + b"x-" * 300],
    "ACCEPT_ENCODING": [b"gzip", b"br;q=1e9, *;q=0", b"identity;q=0", b"gzip;q=\xb2"],
    "ACCEPT": [b"application/json", b"*/*;q=a"],
    "IF_NONE_MATCH": [b'"a", W/"b"', b"*", b'"' * 99],
    "IF_MATCH": [b'"a"'],
    "IF_MODIFIED_SINCE": [
        b"Sun, 06 Nov 1994 08:49:37 GMT",
        b"Mon, 99 Xyz 0000 99:99:99",
    ],
    "IF_UNMODIFIED_SINCE": [b"Sun, 06 Nov 1994 08:49:37 GMT"],
    "RANGE": [b"bytes=0-1", b"bytes=9-1,a-", b"bytes=" + b"0-," * 999],
    "HOST": [b"testserver:99999", b"elsewhere.example", b"[::1", b"a b", b"", b"."],
    "REFERER": [b"http://testserver/admin/", b"http://["],
    "ORIGIN": [b"null", b"http://["],
    "SEC_FETCH_SITE": [b"same-origin", b"cross-site"],
    "X_REQUESTED_WITH": [b"XMLHttpRequest"],
    "X_FORWARDED_FOR": [b"1.2.3.4", b"::1, x"],
    "X_REQUEST_ID": [b"abc"],
    "X_FORWARDED_PROTO": [b"https"],
    "USER_AGENT": [b"x" * 9_000],
    "AUTHORIZATION": [b"Basic ////"],
}
FORMS = st.dictionaries(st.integers(0, 40), TEXTS, max_size=3)
"""Which fields of a page's form are exchanged, for what."""
COOKIES = ["sessionid", "csrftoken", "staff_browser", "messages", "pain_path_en"]
COOKIES += ["pain_path_es", "django_language", "$Path", ""]


@dataclass(frozen=True, slots=True)
class Sent:
    """One request, as its bytes arrive; `form` is filled in from the page's own form."""

    method: str
    path: bytes
    query: bytes
    headers: dict[str, bytes]
    cookies: bytes
    kind: str
    body: bytes
    length: str | None  # another Content-Length than the true one
    form: dict[int, str] | None
    is_staff: bool

    def __repr__(self) -> str:
        """Tell it so that a person can read it; some are of a hundred thousand letters."""
        parts = {name: repr(getattr(self, name)) for name in self.__slots__}
        return "\n".join(f"  {name}: {text[:1_000]}" for name, text in parts.items())


def names() -> list[str]:
    """Return every parameter that some view of ours reads, and those of admin's lists."""
    files = sorted(SOURCES.glob("**/*.py"))
    ours = {name for file in files for name in ASKED.findall(file.read_text())}
    lists = [
        *admin_lists.IGNORED_PARAMS,
        "o",
        "q",
        "id__in",
        "status__exact",
        "x__y__z",
    ]
    auto = ["app_label", "model_name", "field_name", "term", "next", "_popup"]
    return [*sorted(ours), *lists, *auto]


NAMES = st.one_of(st.sampled_from(names()), st.sampled_from(names()), TEXTS)


@st.composite
def pairs(draw: st.DrawFn) -> bytes:
    """Return an urlencoded text: usual, repeated, nested, many, or no such thing."""
    if draw(st.integers(0, 5)) == 5:
        return draw(BYTES).replace(b"\n", b"").replace(b" ", b"+")
    found = draw(st.lists(st.tuples(NAMES, BYTES), max_size=4))
    times = draw(st.sampled_from([1, 1, 1, 1, 1, 2, 60, 6_000]))
    if times > 60:
        found = [(name[:2], b"") for name, _ in found]
    one = [
        quote_from_bytes(name.encode("utf-8", "surrogatepass"))
        + "="
        + quote_from_bytes(value)
        for name, value in found
    ]
    return "&".join(one * times).encode()


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    match draw(st.sampled_from(["pairs", "parts", "json", "bytes"])):
        case "pairs":
            return draw(pairs())
        case "parts":
            parts = draw(st.lists(st.tuples(st.sampled_from(PARTS), BYTES), max_size=3))
            whole = b"".join(
                b"--" + BOUNDARY + b"\r\n" + head + data + b"\r\n"
                for head, data in parts * draw(st.sampled_from([1, 1, 120]))
            )
            end = draw(st.sampled_from([b"--" + BOUNDARY + b"--\r\n", b"", b"--"]))
            return whole + end
        case "json":
            text = draw(st.sampled_from(['{"a":', "[", '{"kind":"guide","slug":']))
            return (text * draw(st.sampled_from([1, 3, 30_000]))).encode()
        case _:
            return draw(BYTES)


@st.composite
def cookies(draw: st.DrawFn, known: list[bytes]) -> bytes:
    """Return a Cookie header: sound ones, broken ones, twice, signed but odd."""
    signed = st.dictionaries(TEXTS, TEXTS, max_size=2).map(
        lambda held: (
            signing.dumps(held, salt=SALT, compress=True).encode()
            if _is_text(held)
            else b"{"
        )
    )
    quoted = st.just(rb'"eight\000\377\012"')
    named = st.tuples(st.sampled_from(COOKIES), st.one_of(BYTES, signed, quoted))
    made = named.map(lambda pair: pair[0].encode() + b"=" + pair[1])
    several = st.lists(st.one_of(st.sampled_from(known), made, BYTES), max_size=3)
    return without_ends(b"; ".join(draw(several)))


def without_ends(value: bytes) -> bytes:
    """Leave out what no server hands on in a header."""
    return value.translate(None, b"\r\n\0")


def _is_text(held: object) -> bool:
    try:
        json.dumps(held, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@st.composite
def paths(draw: st.DrawFn, address: Address) -> bytes:
    """Return the address with something in each of its places, as WSGI decodes it."""
    found = []
    for number, part in enumerate(address.parts):
        if number % 2:
            fits = st.sampled_from(address.of(part)).map(str.encode)
            found.append(draw(st.one_of(fits, fits, BYTES)))
        else:
            found.append(part.encode())
    return b"/" + b"".join(found)


@st.composite
def headers(draw: st.DrawFn) -> dict[str, bytes]:
    names = draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=3, unique=True))
    return {
        f"HTTP_{name}": without_ends(draw(st.sampled_from(HEADERS[name]) | BYTES))
        for name in names
    }


@st.composite
def requests(draw: st.DrawFn, address: Address, known: list[bytes]) -> Sent | None:
    """Return a request for this address; `known` are cookies that mean something.

    The simplest is none at all: hypothesis always begins with that, at each address.
    """
    if not draw(st.integers(0, 20)):
        return None
    method = draw(st.sampled_from(["POST", "GET", *METHODS]))
    fills = method == "POST" and draw(st.booleans())
    plain = fills or (method in ("GET", "HEAD") and draw(st.integers(0, 9)) < 9)
    lengths = [None] * 6 + ["", "99999999", "3"]
    return Sent(
        method=method,
        path=draw(paths(address)),
        query=draw(st.one_of(st.just(b""), pairs())),
        headers=draw(headers()),
        cookies=draw(cookies(known)),
        kind="" if plain else draw(st.sampled_from(KINDS)),
        body=b"" if plain else draw(bodies()),
        length=None if plain else draw(st.sampled_from(lengths)),
        form=draw(FORMS) if fills else None,
        is_staff=draw(st.sampled_from([True, True, False])),
    )
