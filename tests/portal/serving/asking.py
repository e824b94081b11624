"""Requests to a WSGI application, without a server between."""

from __future__ import annotations

from contextlib import contextmanager
from typing import NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import RequestFactory

from portal.pages.published import Watch
from portal.serving.front import PagesFromMemory
from portal.serving.start import reader


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Counting:
    """Django, and what it was asked for."""

    def __init__(self):
        self.django = WSGIHandler()
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.django(environ, start_response)


def front(limit=10_000_000, application=None):
    return PagesFromMemory(
        application or Counting(), limit=limit, reader=reader(), watch=Watch()
    )


def ask(application, path, method="GET", **environ) -> Answer:
    """Ask; `environ` has the headers as WSGI names them."""
    request = RequestFactory().generic(method, path, **environ).environ
    request |= {"HTTP_HOST": "testserver"} | environ
    said = []
    with connected():
        result = application(request, lambda *args: said.append(args[:2]))
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
    status, headers = said[-1]
    once = [name for name, _ in headers if name != "Set-Cookie"]
    assert len(once) == len(set(once))
    return Answer(int(status[:3]), dict(headers), body)


@contextmanager
def connected():
    """Leave the connection open that a test's own transaction is on."""
    signals = (request_started, request_finished) if connection.in_atomic_block else ()
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
