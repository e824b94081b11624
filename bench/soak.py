"""Let the site work for ten minutes at 70 % of what it can, and look for any fault.

    python bench/soak.py

Pages, path runs and searches, and staff who edit and publish through admin. Every
published version must be seen at each worker within a second, no answer may be an
error, and memory must stay flat. SECONDS in the environment says how long. Runs on a
SQLite file of its own; under tests/with_postgres.py on a database of its own there.
Exits with 1 where there is a fault.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from browser import Browser, Fault
from databases import own_database
from servers import BIN, ROOT, free_port, granian, load_shipped, running, settle
from soak_load import Work, path_run, run, search
from staff_work import EDIT, Sessions, edit, publish, sign_in_staff
from tables import Goal, figure, show, show_goals
from workers import megabytes, one_browser_each, workers
from wrk import Load, load

SECONDS = int(os.environ.get("SECONDS") or 600)
TRIAL = 10  # seconds, at full speed
SHARE = 0.7
CONNECTIONS = 16
GUIDE = "care-team"
PAGES = (
    *("/", "/conditions/", "/conditions/sciatica/", "/guides/", "/glossary/", "/es/"),
    *("/causes/narrowing-of-the-spinal-canal/", f"/guides/{GUIDE}/", "/a-to-z/"),
)
EDITS = 6  # seconds between two edits
PUBLISHED = 3  # each so many edits one is published
SEEN = 1.0  # seconds after which a publication must be seen everywhere
LATEST = 15.0
SAMPLES = 5  # seconds between two looks at the memory
GROWTH = 1.1


@dataclass(slots=True)
class Staff:
    """What staff did, and after how many seconds each worker showed it."""

    edits: int = 0
    seen: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stop the server too
    with tempfile.TemporaryDirectory(prefix="portal-soak-") as name:
        folder = Path(name)
        with own_database(folder) as url, (folder / "log").open("w+b") as log:
            settings = made_ready(folder, url)
            port = free_port()
            command = granian(BIN / "granian", "portal.wsgi:application", port)
            settings["SITE_URL"] = f"http://127.0.0.1:{port}"
            with running(command, port, settings, "/readyz", log) as pid:
                return soak(pid, port, sign_in_staff(), Path(log.name))


def made_ready(folder: Path, url: str, **others: str) -> dict[str, str]:
    """Load the shipped content; set this process up as one of the site's own."""
    settings = {
        "DEBUG": "false",
        "SECRET_KEY": "only-for-this-benchmark-" + "x" * 40,
        "SEARCHES_A_MINUTE": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "false",
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": url,
        "STATIC_ROOT": f"{folder}/static",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        **others,
    }
    load_shipped(settings)
    os.environ.update(settings)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    return settings


def soak(pid: int, port: int, sessions: Sessions, log: Path) -> int:
    """Find out what the server can do, and let it do 70 % of that."""
    let_all_open_a_form(pid, port, sessions)
    settle(pid, min(180, SECONDS))
    before = workers(pid)
    can = [Work("path runs", path_run), Work("searches", search)]
    pages = work(can, port, TRIAL, {}, 0)
    pace = {one.name: SHARE * one.done / TRIAL for one in can}
    each = CONNECTIONS / (SHARE * pages.per_second)  # seconds a request and its pause
    pause = 1000 * each - CONNECTIONS * 1000 / pages.per_second * SHARE
    did = [Work("path runs", path_run), Work("searches", search)]
    staff, memory = Staff(), {one: [] for one in before}
    stop = threading.Event()
    beside = [
        threading.Thread(target=work_as_staff, args=(staff, pid, port, sessions, stop)),
        threading.Thread(target=sample, args=(memory, stop)),
    ]
    for thread in beside:
        thread.start()
    try:
        asked = work(did, port, SECONDS, pace, pause)
    finally:
        stop.set()
        for thread in beside:
            thread.join(60)
    report(can, pages, did, asked)
    said = [line for line in log.read_text().splitlines() if "ERROR" in line]
    faults = [fault for one in (*can, *did, staff) for fault in one.faults] + said
    faults += [] if workers(pid) == before else ["a worker was replaced"]
    return judge(staff, memory, faults)


def work(
    every: list[Work], port: int, seconds: int, pace: Mapping[str, float], pause: float
) -> Load:
    """Let everybody work for so long; return what wrk found."""
    found: list[Load] = []

    def ask() -> None:
        url = f"http://127.0.0.1:{port}/"
        options = {"connections": CONNECTIONS, "paths": PAGES, "pause": pause}
        try:
            found.append(load(url, seconds=seconds, **options))
        except SystemExit as error:
            every[0].faults.append(f"pages: {error}")

    asking = threading.Thread(target=ask)
    asking.start()
    run(every, port, seconds, dict(pace))
    asking.join()
    return found[0] if found else Load(0, 0, 0)


def work_as_staff(
    staff: Staff, pid: int, port: int, sessions: Sessions, stop: threading.Event
) -> None:
    """Edit a page again and again, and publish now and then."""

    def desk(cookies: Mapping[str, str]) -> Browser:
        return Browser(port, cookies=cookies)

    while not stop.wait(EDITS):
        turn = staff.edits + 1
        words = f"Who you may meet at the clinic, edition {letters(turn)}."
        is_last = turn % PUBLISHED == 0
        try:
            pk = edit(desk, sessions, GUIDE, words, submit=is_last)
            staff.edits += 1
            if is_last:
                with one_browser_each(pid, port) as browsers:
                    publish(desk, sessions, pk)
                    staff.seen += see(browsers, words)
        except Fault as fault:
            staff.faults.append(str(fault))


def let_all_open_a_form(pid: int, port: int, sessions: Sessions) -> None:
    """Let each worker show an editor's form, which loads a dictionary of 70 MB once."""
    with one_browser_each(pid, port) as browsers:
        for browser in browsers.values():
            browser.cookies = dict(sessions.editor)
            browser.get(EDIT.format(slug=GUIDE))


def letters(number: int) -> str:
    """Write a number without a figure, which a page would need a source for."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}")


def see(browsers: Mapping[int, Browser], words: str) -> list[float]:
    """Ask every worker for the page until it shows these words; return the seconds."""
    began = time.monotonic()

    def seen_by(browser: Browser) -> float:
        while words not in browser.get(f"/guides/{GUIDE}/").text:
            if time.monotonic() - began > LATEST:
                raise Fault(f"a published version was not seen within {LATEST} s")
            time.sleep(0.02)
        return time.monotonic() - began

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(seen_by, browsers.values()))


def sample(memory: dict[int, list[float]], stop: threading.Event) -> None:
    while not stop.wait(SAMPLES):
        for pid, samples in memory.items():
            samples.append(megabytes(pid))


def report(can: list[Work], pages: Load, did: list[Work], asked: Load) -> None:
    rows = [("pages", pages.per_second, asked.per_second, asked.p99)]
    for before, after in zip(can, did, strict=True):
        rates = before.done / TRIAL, after.done / SECONDS
        rows.append((before.name, *rates, after.slowest(0.99)))
    head = ("each second", "at full speed", "in the soak", "p99, ms")
    show(
        f"{SECONDS} s at {SHARE:.0%} of capacity",
        head,
        [(name, *map(figure, figures)) for name, *figures in rows],
    )


def judge(staff: Staff, memory: Mapping[int, list[float]], faults: list[str]) -> int:
    """Print what must hold, and every fault; return the exit code."""
    rows = []
    grown = 0.0
    for number, samples in enumerate(memory.values(), 1):
        quarter = max(1, len(samples) // 4)
        then, now = fmean(samples[quarter : 2 * quarter]), fmean(samples[-quarter:])
        grown = max(grown, now / then)
        figures = map(figure, (samples[0], then, now, max(samples)))
        rows.append((f"worker {number}", *figures))
    head = ("MB (PSS)", "at first", "second quarter", "last quarter", "at most")
    show("Memory", head, rows)
    slowest = max(staff.seen, default=LATEST)
    goals = [
        Goal("errors", len(faults), 0, at_most=True),
        Goal("edits saved", staff.edits, SECONDS / EDITS / 2),
        Goal("publications × workers seen", len(staff.seen), 2),
        Goal("the slowest of them, s", slowest, SEEN, at_most=True),
        Goal("memory, last ÷ second quarter", grown, GROWTH, at_most=True),
    ]
    show_goals("What must hold", goals)
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    return 0 if all(goal.is_met for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
