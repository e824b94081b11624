"""What of a request decides which page it gets: scheme, host, path and known query."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

Environ = dict[str, Any]

LONGEST_QUERY = 500


class Address(NamedTuple):
    """Where a page is. Nothing else of a request changes it."""

    secure: bool
    host: str
    path: str
    query: str = ""  # only parameters that some kept view reads, in their order

    @property
    def names(self) -> frozenset[str]:
        """Return which parameters the query has."""
        return frozenset(name for name, _ in parse_qsl(self.query, True))

    def environ(self) -> Environ:
        """Return a request for this address that holds nothing of any reader."""
        scheme, port = ("https", "443") if self.secure else ("http", "80")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": port,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Reads the addresses of requests, as the settings have it."""

    known: frozenset[str]  # every parameter that some kept view reads
    session_cookie: str
    hosts: frozenset[str]  # those named one by one; ones that a wildcard allows are not
    secure_header: tuple[str, str] | None = None  # as SECURE_PROXY_SSL_HEADER

    def address(self, environ: Environ) -> Address | None:
        """Return the address of a request that memory might answer, or None."""
        path, host = environ["PATH_INFO"], environ.get("HTTP_HOST")
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or not host
            or not path.isascii()
            or environ.get("SCRIPT_NAME")
            or self._is_staff(environ)
        ):
            return None
        query = environ.get("QUERY_STRING") or ""
        if query:
            if len(query) > LONGEST_QUERY or not query.isascii():
                return None
            query = self._known(parse_qsl(query, True))
        return Address(self._is_secure(environ), host, path, query)

    def names_host(self, host: str, port: str) -> bool:
        """Tell whether the settings name this host, which may end in the server's port."""
        return host in self.hosts or host.removesuffix(f":{port}") in self.hosts

    def _known(self, pairs: Iterable[tuple[str, str]]) -> str:
        return urlencode([pair for pair in pairs if pair[0] in self.known])

    def _is_staff(self, environ: Environ) -> bool:
        cookies = environ.get("HTTP_COOKIE")
        return cookies is not None and f"{self.session_cookie}=" in cookies

    def _is_secure(self, environ: Environ) -> bool:
        """Decide as Django does (`HttpRequest.scheme`)."""
        if self.secure_header:
            name, secure = self.secure_header
            if (value := environ.get(name)) is not None:
                return bool(value.split(",", 1)[0].strip() == secure)
        return bool(environ["wsgi.url_scheme"] == "https")
