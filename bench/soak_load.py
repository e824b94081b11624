"""The load of a soak: pages by wrk, path runs and searches by threads, all paced."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from browser import Browser, Fault, forms

STEPS = 40  # more screens than a path has
SEARCHES = ("back pain", "knee", "sciatca", "steroid injection", "nerve", "shingles")


@dataclass(slots=True)
class Work:
    """What is done again and again, and how it went."""

    name: str
    do: Callable[[Browser, random.Random], int]  # returns the requests that it took
    threads: int = 2
    done: int = 0
    requests: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def slowest(self, share: float) -> float:
        """Return after how many ms this share of the work was done."""
        ordered = sorted(self.seconds) or [0.0]
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def path_run(browser: Browser, chance: random.Random) -> int:
    """Walk the whole pain path with answers by chance, up to what comes out."""
    browser.cookies.clear()
    page = browser.get("/pain-path/")
    for step in range(1, STEPS):
        if page.path == "/pain-path/check/":
            browser.get("/pain-path/result/")
            return 2 * step + 1
        if page.path == "/pain-path/result/" or not forms(page.text):
            return 2 * step
        (form, *_) = forms(page.text)
        page = browser.post(page.path, form.chosen(chance))
    raise Fault(f"the path does not end: {page.path}")


def search(browser: Browser, chance: random.Random) -> int:
    """Search for something, in words or as somebody types."""
    asked = chance.choice(SEARCHES).replace(" ", "+")
    place = chance.choice(("/search/", "/search/suggest/", "/es/search/"))
    browser.get(f"{place}?q={asked}")
    return 1


def run(every: list[Work], port: int, seconds: float, pace: dict[str, float]) -> None:
    """Do each work for so long; `pace` says how often a second, by its name."""
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(
            target=_repeat, args=(work, port, end, number, pace.get(work.name))
        )
        for work in every
        for number in range(work.threads)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _repeat(work: Work, port: int, end: float, number: int, pace: float | None) -> None:
    chance, browser = random.Random(number), Browser(port)
    rest = work.threads / pace if pace else 0.0
    due = time.monotonic() + rest * chance.random()
    while (began := time.monotonic()) < end:
        if began < due:
            time.sleep(min(due, end) - began)
            continue
        due = max(due + rest, began)  # what was missed is not made up for
        try:
            work.requests += work.do(browser, chance)
            work.done += 1
        except Fault as fault:
            work.faults.append(str(fault))
        work.seconds.append(time.monotonic() - began)
    browser.close()
