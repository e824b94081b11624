"""The outermost layer: it gives each request an id, and counts its answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any, Final

from . import asking
from .metrics import Count

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

METRICS: Final = "/metrics"
FORWARDED: Final = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")
"""What a proxy adds: such a request is not from this machine, wherever it comes from."""

OF_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Observed:
    """Wraps a whole application. Without `count` and `sums` there are no metrics."""

    def __init__(
        self,
        application: Application,
        *,
        behind_proxy: bool,
        count: Count | None = None,
        sums: Callable[[], bytes] | None = None,
    ) -> None:
        self._application = application
        self._behind_proxy = behind_proxy
        self._count = count
        self._sums = sums

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] == METRICS and self._sums and from_here(environ):
            return _plain(self._sums(), start_response)
        began = time.perf_counter()
        found = asking.asking_of(environ, behind_proxy=self._behind_proxy)
        before = asking.now.set(found)
        said = "500"

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal said
            said = status[:3]
            named = [*headers, ("X-Request-ID", found.id)]
            return start_response(status, named, *rest)

        try:
            return self._application(environ, start)
        finally:
            asking.now.reset(before)
            if self._count:
                seconds = time.perf_counter() - began
                self._count(environ["REQUEST_METHOD"], said, found.of_django, seconds)


def noting(django: Application) -> Application:
    """Note of each request that Django answered it, and not memory alone."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if found := asking.now.get():
            found.of_django = True
        return django(environ, start_response)

    return application


def from_here(environ: Environ) -> bool:
    """Tell whether a program on this machine asks, and asks us and not a proxy."""
    host = environ.get("HTTP_HOST", "").rsplit(":", 1)[0]
    if host not in OF_THIS_MACHINE or any(name in environ for name in FORWARDED):
        return False
    try:
        return ip_address(environ.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _plain(text: bytes, start_response: StartResponse) -> list[bytes]:
    headers = [
        ("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
        ("Content-Length", str(len(text))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("200 OK", headers)
    return [text]
