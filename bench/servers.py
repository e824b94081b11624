"""Servers to measure: started as the project starts its own, and stopped again."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent
VAR = ROOT / "var" / "bench"
BIN = Path(sys.executable).parent
WORKERS = 2
THREADS = 4
START = 120  # seconds that a server may take


def load_shipped(settings: Mapping[str, str]) -> None:
    """Make a site ready to be served: its tables, the shipped content, static files."""
    for command in (("migrate",), ("load_content",), ("collectstatic", "--no-input")):
        subprocess.run(
            [sys.executable, ROOT / "manage.py", *command, "--verbosity=0"],
            env={**os.environ, **settings},
            check=True,
            stdout=subprocess.DEVNULL,
        )


def granian(program: Path, application: str, port: int) -> list[str]:
    """Return the command of `make run`, for another application."""
    return [
        *(str(program), "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(WORKERS)),
        *("--blocking-threads", str(THREADS), "--backpressure", "64"),
        *("--workers-kill-timeout", "10", "--respawn-failed-workers"),
        *("--no-ws", "--log-level", "warning", application),
    ]


def gunicorn(program: Path, application: str, port: int) -> list[str]:
    return [
        *(str(program), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--worker-class", "gthread", "--log-level", "warning", application),
    ]


_ports = iter(random.sample(range(20_000, 32_000), 1_000))
"""Each is given once, as nobody listens there yet; connections that go out take others."""


def free_port() -> int:
    """Return a port that nobody listens on; SystemExit once there is none left."""
    for port in _ports:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise SystemExit("No port is free.")


@contextmanager
def running(
    command: list[str],
    port: int,
    environment: Mapping[str, str],
    path: str,
    log: IO[bytes] | None = None,
) -> Iterator[int]:
    """Run a server until the block ends; yield its process once `path` answers.

    What it says goes into `log`, else it is shown.
    """
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=log or sys.stderr,
        stderr=log,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}")
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + START
    while True:
        try:
            body(url)
            return
        except (URLError, OSError) as error:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{url} does not answer: {error}") from None
            time.sleep(0.2)


def body(url: str, headers: Mapping[str, str] | None = None) -> bytes:
    with urlopen(Request(url, headers=dict(headers or {})), timeout=60) as answer:
        return bytes(answer.read())


def settle(pid: int, most: float) -> None:
    """Wait until a server has nothing more to do by itself, `most` seconds at most."""
    end, before = time.monotonic() + most, _ticks(pid)
    while time.monotonic() < end:
        time.sleep(2)
        now = _ticks(pid)
        if now - before <= 10:  # hundredths of a second: it looks for news
            return
        before = now


def _ticks(pid: int) -> int:
    """Return the processor time of a server, in hundredths of a second."""
    total = 0
    for each in _tree(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total


def memory(pid: int) -> float:
    """Return the MB of a server for each of its workers, shared parts divided (PSS)."""
    kilobytes = 0
    for each in _tree(pid):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024 / WORKERS


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _tree(int(child)))]
