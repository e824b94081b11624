"""Visitors of a deployed site: each with an address of its own, over TLS, never too many."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deployed import NAME, Deployed

TIMEOUT = 30  # seconds that an answer may take
PAGES = ("/", "/conditions/", "/conditions/sciatica/", "/guides/", "/es/", "/glossary/")
FORM = "/pain-path/"


@dataclass(slots=True)
class Seen:
    """What one or more visitors saw."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    posted: int = 0

    def slowest(self, share: float) -> float:
        """Return after how many ms this share of the answers was there."""
        ordered = sorted(self.seconds) or [0.0]
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Connection(http.client.HTTPSConnection):
    """A connection to nginx from one address of this machine, for the clinic's name."""

    def __init__(self, site: Deployed, address: str = "127.0.0.2") -> None:
        self._trust = ssl.create_default_context(cafile=site.folder / "fullchain.pem")
        super().__init__(NAME, site.port, timeout=TIMEOUT, source_address=(address, 0))

    def connect(self) -> None:
        plain = socket.create_connection(
            ("127.0.0.1", self.port), self.timeout, self.source_address
        )
        self.sock = self._trust.wrap_socket(plain, server_hostname=NAME)


def ask(
    site: Deployed,
    path: str,
    *,
    method: str = "GET",
    address: str = "127.0.0.2",
    form: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Ask on a connection of its own; return status, headers and body."""
    connection = Connection(site, address)
    sent = {"Host": NAME, "Connection": "close", **(headers or {})}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body=form, headers=sent)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


class Visitor(threading.Thread):
    """Reads page after page, and sends the path's first form, until told to stop."""

    def __init__(
        self, site: Deployed, number: int, pause: float, static: Path | str
    ) -> None:
        super().__init__(daemon=True)
        self.seen = Seen()
        self.stop = threading.Event()
        self._site = site
        self._address = f"127.0.0.{10 + number}"
        self._pause = pause
        self._static = str(static)
        self._cookie = ""

    def run(self) -> None:
        turn = 0
        headers = ask(self._site, FORM, address=self._address)[1]
        for cookie in headers.get_all("Set-Cookie", ()):
            if cookie.startswith("pain_path_en="):
                self._cookie = cookie.split(";")[0]
        while not self.stop.wait(self._pause):
            turn += 1
            if turn % 5 == 0:
                self._ask(FORM, "POST", b"for_whom=me", 302)
            else:
                path = (*PAGES, self._static)[turn % (len(PAGES) + 1)]
                self._ask(path, "GET", None, 200)

    def _ask(self, path: str, method: str, form: bytes | None, right: int) -> None:
        began = time.monotonic()
        try:
            status, _, _ = ask(
                self._site,
                path,
                method=method,
                address=self._address,
                form=form,
                headers={"Cookie": self._cookie},
            )
        except (OSError, http.client.HTTPException) as error:
            self.seen.failed.append(f"{method} {path}: {error!r}")
            return
        self.seen.seconds.append(time.monotonic() - began)
        self.seen.posted += method == "POST"
        if status != right:
            self.seen.failed.append(f"{method} {path}: {status}")


def together(visitors: list[Visitor]) -> Seen:
    """Stop the visitors; return what they saw."""
    for visitor in visitors:
        visitor.stop.set()
    for visitor in visitors:
        visitor.join(TIMEOUT + 5)
    seen = Seen()
    for visitor in visitors:
        seen.seconds += visitor.seen.seconds
        seen.failed += visitor.seen.failed
        seen.posted += visitor.seen.posted
    return seen


def slow_clients(site: Deployed, count: int, beginning: bytes) -> list[ssl.SSLSocket]:
    """Open connections that each send this, and then wait."""
    found = []
    for number in range(count):
        connection = Connection(site, f"127.0.1.{1 + number % 200}")
        connection.connect()
        connection.sock.sendall(beginning)
        found.append(connection.sock)
    return found


def drip(clients: list[ssl.SSLSocket], seconds: int) -> int:
    """Let each send a byte every second; return how many the server closed meanwhile."""
    closed: set[int] = set()
    for _ in range(seconds):
        time.sleep(1)
        for number, client in enumerate(clients):
            if number in closed:
                continue
            try:
                client.sendall(b"x")
                client.settimeout(0.001)
                if client.recv(1000) == b"":
                    closed.add(number)
            except (TimeoutError, ssl.SSLWantReadError):
                continue
            except OSError:
                closed.add(number)
    return len(closed)
