"""The whole application as a server has it, and what no answer of it may be."""

from __future__ import annotations

import io
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import urlencode
from wsgiref.validate import validator

from django.core.signals import got_request_exception
from django.db import transaction

from portal.observing.observed import Observed, noting
from portal.wsgi import django
from tests.portal.fuzz.sending import Sent
from tests.portal.serving.asking import connected, front

SECRET = "s" * 32
TOKENS = {"HTTP_X_CSRFTOKEN": SECRET.encode()}
FORM = "application/x-www-form-urlencoded"
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"[^>]*')
VALUE = re.compile(r'\bvalue="([^"]*)"')


class Site:
    """The layers of `portal.wsgi`, without the threads; and who is signed in to it."""

    def __init__(self, count, sums, session: str) -> None:
        inside = front(application=noting(django))
        whole = Observed(inside, behind_proxy=False, count=count, sums=sums)
        self._checked, self._unchecked = validator(whole), whole
        self._session = session
        self._forms: dict[tuple[bytes, bool], list[tuple[str, str]]] = {}
        self.statuses: dict[int, int] = {}

    def ask(self, sent: Sent) -> None:
        """Send a request and refuse an answer that is a fault; nothing of it stays."""
        with undone(), watched() as raised:
            if sent.form is not None:
                sent = self._filled(sent)
            status, body = self._answer(self._environ(sent))
        self.statuses[status] = self.statuses.get(status, 0) + 1
        assert not raised, f"{status} for\n{sent}\n{''.join(raised)}"
        assert status < 500, f"{status} for\n{sent}"
        assert b"Traceback (most recent call last)" not in body, sent

    def tell(self) -> None:
        """Write how many requests were answered how, for who runs this longer."""
        each = ", ".join(f"{self.statuses[s]} with {s}" for s in sorted(self.statuses))
        sys.stdout.write(f"{sum(self.statuses.values())} requests: {each}\n")

    def _filled(self, sent: Sent) -> Sent:
        """Return the request with the page's own form, some of it exchanged."""
        key = (sent.path, sent.is_staff)
        if key not in self._forms:
            page = Sent("GET", sent.path, b"", {}, b"", "", b"", None, None, key[1])
            _, body = self._answer(self._environ(page))
            self._forms[key] = _fields(body.decode("utf-8", "replace"))
        fields = list(self._forms[key])
        for place, text in (sent.form or {}).items():
            if fields:
                name, _ = fields[place % len(fields)]
                fields[place % len(fields)] = (name, text)
        body = urlencode(fields, errors="surrogatepass").encode()
        return Sent(
            **{name: getattr(sent, name) for name in Sent.__slots__}
            | {"body": body, "kind": FORM, "form": None}
        )

    def _answer(self, environ: dict) -> tuple[int, bytes]:
        said = []

        def start(status: str, headers: list, exc_info: object = None):
            said.append(int(status[:3]))
            return lambda data: None

        # WhiteNoise answers 405 without a Content-Type, which is allowed.
        static = environ["PATH_INFO"].startswith("/static/")
        application = self._unchecked if static else self._checked
        with connected():
            result = application(environ, start)
            try:
                body = b"".join(result)
            finally:
                if hasattr(result, "close"):
                    result.close()
        return said[-1], body

    def _environ(self, sent: Sent) -> dict:
        jar = [sent.cookies] if sent.cookies else []
        if sent.is_staff:
            own = [f"sessionid={self._session}", f"csrftoken={SECRET}"]
            jar = [*(text.encode() for text in own), *jar]
        length = str(len(sent.body)) if sent.length is None else sent.length
        sent_headers = {"HTTP_HOST": b"testserver", "HTTP_COOKIE": b"; ".join(jar)}
        sent_headers |= TOKENS | sent.headers
        return {
            "REQUEST_METHOD": sent.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": sent.path.decode("latin-1"),
            "QUERY_STRING": sent.query.decode("latin-1"),
            "CONTENT_TYPE": sent.kind,
            "CONTENT_LENGTH": length,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(sent.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **{name: value.decode("latin-1") for name, value in sent_headers.items()},
        }


def _fields(page: str) -> list[tuple[str, str]]:
    """Return what a page's forms would send, about as a browser would."""
    return [
        (unescape(match[1]), unescape(value[1]) if value else "x")
        for match in FIELD.finditer(page)
        for value in [VALUE.search(match[0])]
    ]


@contextmanager
def watched() -> Iterator[list[str]]:
    """Hear of every exception that no view caught; Django answers them with 500."""
    raised: list[str] = []

    def note(sender: object, **more: object) -> None:
        raised.append(traceback.format_exc())

    got_request_exception.connect(note)
    try:
        yield raised
    finally:
        got_request_exception.disconnect(note)


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written, so that no request depends on those before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
