"""Kill and stop a server under load, and see who notices.

    python bench/chaos.py

One worker is killed, then the whole server, and at last it is told to stop while forms
are being sent. Prints what readers got and how long it took until all was well; exits
with 1 if it was worse than it may be. Runs on SQLite, or under tests/with_postgres.py
on PostgreSQL. What a full disk, a read-only database and a clock that jumps do is in
the tests (tests/portal/serving/test_cannot_write.py, tests/portal/test_clock_jumps.py).
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from chaos_site import PATIENCE, Readers, Site, answer_on, half_sent
from databases import own_database
from tables import show

FORMS = 3
"""Sent at once, and less than a visitor may send in an hour."""

IN_LOAD = 300
"""Answers that readers get before and after what happens."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one trial."""

    what: str
    readers: Readers
    seconds: float
    faults: list[str]
    also: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        came = self.readers.came
        return (
            self.what,
            f"{came.total():,}",
            str(came["broken"]),
            str(came["refused"]),
            f"{self.seconds:.1f}",
            self.also or "–",
        )


def main() -> int:
    with (
        tempfile.TemporaryDirectory(prefix="portal-chaos-") as name,
        own_database(Path(name)) as url,
    ):
        site = Site(Path(name), url)
        write_content(Path(name) / "content")
        site.fill(Path(name) / "content")
        try:
            site.start()
            site.wait(site.is_well, "well")
            found = [kill_worker(site), kill_server(site), stop_in_forms(site)]
        finally:
            site.stop()
    head = ("", "requests", "broken off", "refused", "s until well", "forms kept")
    server = "PostgreSQL" if url.startswith("postgres") else "SQLite"
    show(f"Killed and stopped under load, on {server}", head, [f.row for f in found])
    for trial in found:
        for fault in trial.faults:
            print(f"{trial.what}: {fault}", file=sys.stderr)
    return 1 if any(trial.faults for trial in found) else 0


def write_content(root: Path) -> None:
    os.environ.setdefault("DEBUG", "true")
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    import django

    django.setup()
    from tests import factories

    factories.write_content(root)


def kill_worker(site: Site) -> Found:
    """Kill -9 one of the workers; the other one goes on, and a new one comes."""
    before = set(site.workers())
    with Readers(site) as readers:
        readers.more(IN_LOAD)
        os.kill(random.choice(sorted(before)), signal.SIGKILL)
        seconds = site.wait(
            lambda: (
                len(site.workers()) == len(before) != len(before & {*site.workers()})
            ),
            "as many workers as before",
        )
        readers.more(IN_LOAD)
    faults = unexpected(readers, {"200", "broken"})
    if readers.came["broken"] > Readers.COUNT:
        faults.append("more was broken off than one worker had in its hands")
    return Found("a worker is killed", readers, seconds, faults)


def kill_server(site: Site) -> Found:
    """Kill -9 all of it, and start it anew, which in production systemd does."""
    with Readers(site) as readers:
        readers.more(IN_LOAD)
        site.kill()
        site.start()
        seconds = site.wait(site.is_well, "well")
        wrong = readers.came["broken"]
        readers.more(IN_LOAD)
    faults = unexpected(readers, {"200", "broken", "refused"})
    if readers.came["broken"] > wrong:
        faults.append("something was broken off after all was well")
    return Found("the whole server is killed", readers, seconds, faults)


def stop_in_forms(site: Site) -> Found:
    """SIGTERM while forms wait for the database and one is half sent: all are kept."""
    body = urlencode({"token": token(site), "clear": "no", "text": "Which nerve?"})
    time.sleep(3.5)  # a form that is sent at once is taken for a machine's
    statuses: list[int] = []

    def send() -> None:
        try:
            statuses.append(site.ask("/feedback/", "POST", body)[0])
        except OSError:
            statuses.append(0)

    senders = [threading.Thread(target=send) for _ in range(FORMS)]
    with Readers(site) as readers:
        readers.more(IN_LOAD)
        with nobody_else_writes(site.url):
            slow, rest = half_sent(site.port, "/feedback/", body)
            for sender in senders:
                sender.start()
            time.sleep(1)  # until they wait for the database
            started = time.monotonic()
            os.kill(site.pid, signal.SIGTERM)
            time.sleep(1)
            slow.sendall(rest)
        statuses.append(answer_on(slow))
        for sender in senders:
            sender.join(PATIENCE)
        site.wait(lambda: site.process.poll() is not None, "stopped")
        seconds = time.monotonic() - started
    kept, sent = feedback(site.url), FORMS + 1
    faults = unexpected(readers, {"200", "refused"})
    if statuses != [302] * sent or kept != sent:
        faults.append(f"{sent} forms were sent, answered {statuses}, {kept} kept")
    also = f"{kept} of {sent}"
    return Found("told to stop (SIGTERM)", readers, seconds, faults, also)


def unexpected(readers: Readers, expected: set[str]) -> list[str]:
    return [
        f"{count} × {came}"
        for came, count in readers.came.items()
        if came not in expected
    ]


def token(site: Site) -> str:
    found = re.search(r'name="token" value="([^"]+)"', site.ask("/feedback/")[2])
    assert found is not None
    return found[1]


@contextmanager
def nobody_else_writes(url: str) -> Iterator[None]:
    """Hold the lock that whoever writes waits for."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(
            url.removeprefix("sqlite:///"), isolation_level=None
        )
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
        connection.close()
        return
    import psycopg

    with psycopg.connect(url) as server:
        server.execute("LOCK TABLE clinic_feedback IN EXCLUSIVE MODE")
        yield
        server.rollback()


def feedback(url: str) -> int:
    """Return how many forms are in the database."""
    query = "SELECT count(*) FROM clinic_feedback"
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        (count,) = connection.execute(query).fetchone()
        connection.close()
        return int(count)
    import psycopg

    with psycopg.connect(url) as server:
        return int(server.execute(query).fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
