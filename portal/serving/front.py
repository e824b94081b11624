"""The layer in front of Django that answers public pages from memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from portal.pages.published import Watch

from .address import Address, Environ, Reader
from .making import Answer, Application, make, reads_at
from .memory import Memory
from .page import Page

StartResponse = Callable[..., Any]

SIDE: Final = 0.25
"""Part of the memory for addresses that anybody can make up more and more of."""

TURN: Final = 10.0
"""Seconds to wait for somebody else who makes the same page."""


class PagesFromMemory:
    """A WSGI application that asks Django only for what it has not got.

    Addresses with a query, or of another host or port than the site's, have a smaller
    memory of their own: whoever asks for many of them pushes no page out.
    """

    def __init__(
        self, application: Application, *, limit: int, reader: Reader, watch: Watch
    ) -> None:
        self.memory = Memory(int(limit * (1 - SIDE)))
        self.side = Memory(int(limit * SIDE))
        self.site: tuple[bool, str] | None = None  # scheme and host last asked for
        self._application = application
        self._reader = reader
        self._watch = watch
        self._renewed: dict[Address, Page] = {}  # not shown yet
        self._making: dict[Address, threading.Event] = {}
        self._guard = threading.Lock()

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        address = self._reader.address(environ)
        if address is None:
            return self._application(environ, start_response)
        page = self.kept(address)
        if page and (page.version is self._watch.shown or self._watch.away):
            self.memory.note_use(page)
            return _send(page, environ, start_response)
        if self._watch.away or not self.keeps(address):
            return self._application(environ, start_response)
        found = self._page_or_answer(address, environ["SERVER_PORT"])
        if isinstance(found, Page):
            self._watch.end_grace()
            return _send(found, environ, start_response)
        if found.leads_elsewhere:  # to where may depend on the rest of the query
            return self._application(environ, start_response)
        start_response(found.status, found.headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else found.body]

    def fresh(self, address: Address) -> Page | None:
        """Return the page as it is published now.

        While the database is away, that is as it was when it last answered; a page
        not made anew since the last publication is shown as it was before that.
        """
        for page in (self.kept(address), self._renewed.get(address)):
            if page and (page.version is self._watch.version or self._watch.away):
                return page
        return None

    def kept(self, address: Address) -> Page | None:
        """Return the page that is in memory, of whatever version."""
        page = self.memory.get(address) if not address.query else None
        return page or self.side.get(address)

    def keeps(self, address: Address) -> bool:
        """Tell whether the view at this address lets its answers be kept."""
        reads = reads_at(address.path)
        return reads is not None and address.names <= reads

    def make_ahead(self, address: Address) -> Page | None:
        """Make a page that nobody asked for yet; None if there is one, or none to keep."""
        if self.fresh(address):
            return None
        found = self._page_or_answer(address, "")
        return found if isinstance(found, Page) else None

    def renew(self, first: Container[str] = ()) -> None:
        """Make pages anew while all are shown as before; then show them all at once.

        There may not be time for all: those at the paths `first` come first, then those
        that were used last.
        """
        self._renewed = {}
        lately = self.memory.lately_used()
        for address in sorted(lately, key=lambda address: address.path not in first):
            if not self._watch.in_grace:
                break
            with self._turn(address):
                found = self._made(address)
                if isinstance(found, Page):
                    self._renewed[address] = found
        self._watch.end_grace()
        for address, page in self._renewed.items():
            self.memory.put(address, page)
        self._renewed = {}

    def forget_paths_but(self, paths: Container[str]) -> None:
        """Let the pages of earlier versions go that are not published any more."""
        now = self._watch.version

        def is_gone(key: Address, page: Page) -> bool:
            return page.version is not now and key.path not in paths

        self.memory.forget(is_gone)
        self.side.forget(is_gone)

    def is_full(self, part: float) -> bool:
        """Tell whether this part of the memory is taken."""
        return self.memory.size > self.memory.limit * part

    def _page_or_answer(self, address: Address, port: str) -> Page | Answer:
        """Return the page; or what Django says instead."""
        with self._turn(address):
            # Somebody may have made it between our look and our turn.
            return self.fresh(address) or self._made_and_kept(address, port)

    @contextmanager
    def _turn(self, address: Address) -> Iterator[None]:
        """Let one thread make a page, while the others wait for it."""
        with self._guard:
            others = self._making.get(address)
            if others is None:
                mine = self._making[address] = threading.Event()
        if others is not None:
            others.wait(TURN)
            yield
            return
        try:
            yield
        finally:
            del self._making[address]
            mine.set()

    def _made(self, address: Address) -> Page | Answer:
        answer, version = make(self._application, address, self._watch)
        return Page(version, answer.headers, answer.body) if version else answer

    def _made_and_kept(self, address: Address, port: str) -> Page | Answer:
        page = self._made(address)
        if isinstance(page, Answer):
            return page
        if address[:2] != self.site and self._reader.names_host(address.host, port):
            self.site = address[:2]
        usual = address[:2] == self.site and not address.query
        (self.memory if usual else self.side).put(address, page)
        return page


def _send(
    page: Page, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    status, headers, body = page.answer(environ, time.time())
    start_response(status, headers)
    return [body]
