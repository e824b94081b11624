"""A server as `make run` starts it, on a database of its own, and people who read."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from servers import BIN, ROOT, free_port, granian

PATIENCE: Final = 120
"""Seconds after which what is waited for counts as failed."""

PAGES: Final = (
    "/",
    "/conditions/",
    "/conditions/sciatica/",
    "/es/conditions/sciatica/",
    "/procedures/nerve-block/",
    "/glossary/",
    "/pain-path/",
)


def environment(folder: Path, url: str, port: int) -> dict[str, str]:
    """Return the settings of a site in production, but without TLS."""
    return {
        **os.environ,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "DEBUG": "false",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "HTTPS": "false",
        "LOG_LEVEL": "WARNING",
        "PAGES_IN_MEMORY": "16",
        "SECRET_KEY": "only-for-this-benchmark-" + "x" * 32,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "STATIC_ROOT": f"{folder}/static",
    }


class Site:
    """A server that is started, killed and started again."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.port = free_port()
        self.environment = environment(folder, url, self.port)
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def fill(self, content: Path) -> None:
        for command in (
            ("migrate", "--verbosity=0"),
            ("load_content", f"--root={content}"),
            ("collectstatic", "--verbosity=0", "--no-input"),
        ):
            run = [sys.executable, "manage.py", *command]
            subprocess.run(
                run, cwd=ROOT, env=self.environment, check=True, stdout=sys.stderr
            )

    def start(self) -> None:
        """Start it; a worker that dies is replaced, as by `make run`."""
        *command, application = granian(
            BIN / "granian", "portal.wsgi:application", self.port
        )
        command += ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, application],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that all of it can be killed at once
            )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split() if _is_worker(int(pid))]

    def kill(self) -> None:
        """Kill every process of it at once, as systemd does after a main one died."""
        os.killpg(self.pid, signal.SIGKILL)
        assert self.process is not None
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def ask(
        self, path: str, method: str = "GET", body: str | None = None
    ) -> tuple[int, str, str]:
        """Return status, `Location` and text; OSError or HTTPException if none came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            connection.request(method, path, body, form)
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, answer.getheader("Location") or "", text
        finally:
            connection.close()

    def is_well(self) -> bool:
        """Tell whether it answers every page and has its database."""
        try:
            return all(self.ask(path)[0] == 200 for path in (*PAGES, "/readyz"))
        except (OSError, http.client.HTTPException):
            return False

    def wait(self, until: Callable[[], bool], what: str) -> float:
        """Return how many seconds it took until something holds."""
        started = time.monotonic()
        while not until():
            if time.monotonic() - started > PATIENCE:
                raise SystemExit(f"not {what} in {PATIENCE} s\n{self.log.read_text()}")
            time.sleep(0.02)
        return time.monotonic() - started


def _is_worker(pid: int) -> bool:
    """Leave out what Python starts to keep count of resources."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:  # it has just gone
        return False
    return b"resource_tracker" not in command and state != "Z"


class Readers:
    """People who read on and on, each request on a connection of its own."""

    COUNT: Final = 4

    def __init__(self, site: Site) -> None:
        self.came: Counter[str] = Counter()
        self._site = site
        self._stopped = threading.Event()
        self._guard = threading.Lock()
        self._threads = [threading.Thread(target=self._read) for _ in range(self.COUNT)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _read(self) -> None:
        while not self._stopped.is_set():
            for path in PAGES:
                came = self._one(path)
                with self._guard:
                    self.came[came] += 1

    def _one(self, path: str) -> str:
        try:
            return str(self._site.ask(path)[0])
        except ConnectionRefusedError:
            time.sleep(0.05)  # as a proxy would, before it asks again
            return "refused"
        except (OSError, http.client.HTTPException):
            return "broken"

    def more(self, count: int) -> None:
        """Wait until so many more were answered."""
        enough = self.came["200"] + count
        self._site.wait(lambda: self.came["200"] >= enough, f"{count} answers")


def half_sent(port: int, path: str, body: str) -> tuple[socket.socket, bytes]:
    """Begin to send a form; return the connection and the rest."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    sent = (head + body).encode()
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    half = len(sent) - len(body) // 2
    connection.sendall(sent[:half])
    return connection, sent[half:]


def answer_on(connection: socket.socket) -> int:
    """Return the status of what comes on a connection; 0 if it only closes."""
    try:
        with connection, connection.makefile("rb") as stream:
            words = stream.readline().split()
            return int(words[1]) if len(words) > 1 else 0
    except OSError:
        return 0
