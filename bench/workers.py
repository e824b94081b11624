"""A server's worker processes: which of them answers a connection, what each takes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser import Browser, Fault

TRIES = 200


def workers(pid: int) -> list[int]:
    """Return the processes that a server's first process began."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sorted(map(int, found))


def megabytes(pid: int) -> float:
    """Return what a process takes of the memory, shared parts divided (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise Fault(f"process {pid} has gone")


@contextmanager
def one_browser_each(pid: int, port: int) -> Iterator[dict[int, Browser]]:
    """Yield a browser for each worker whose connection that worker has taken."""
    every = workers(pid)
    found: dict[int, Browser] = {}
    spare = []
    try:
        for _ in range(TRIES):
            browser = Browser(port)
            browser.get("/healthz")
            worker = _holder(browser, port, every)
            if worker is None or worker in found:
                spare.append(browser)
            else:
                found[worker] = browser
            if len(found) == len(every):
                break
        else:
            raise Fault(f"of {len(every)} workers only {len(found)} answer")
        yield found
    finally:
        for browser in [*spare, *found.values()]:
            browser.close()


def _holder(browser: Browser, port: int, every: list[int]) -> int | None:
    """Return the worker that has the other end of this connection, by its inode."""
    own = browser.connection.sock.getsockname()[1]
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        ends = [int(end.rpartition(":")[2], 16) for end in fields[1:3]]
        if ends == [port, own]:
            return _owner(fields[9], every)
    return None


def _owner(inode: str, every: list[int]) -> int | None:
    for pid in every:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if os.readlink(descriptor) == f"socket:[{inode}]":
                    return pid
            except FileNotFoundError:
                continue  # closed meanwhile
    return None
