"""Ask each server for the same page, side by side, and set the figures in proportion.

    python bench/serving.py

Rounds are interleaved, so that whatever else the machine does falls on all alike; each
figure is the median of the rounds.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from cases import Case, Site, cases, sites
from servers import memory, settle
from tables import QUICK, Goal, figure, show, show_goals
from wrk import Load, load

ROUNDS, SECONDS, SETTLE = (1, 2, 30) if QUICK else (5, 4, 180)
Figures = dict[str, list[Load]]


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stop the servers too
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        every = sites(Path(folder))
        with ExitStack() as stack:
            pids = [stack.enter_context(site.served()) for site in every.values()]
            for pid in pids:
                settle(pid, SETTLE)  # the portal makes its pages ahead
            found = measure(cases(every))
        report(found)
        report_memory(every)


def measure(every: list[Case]) -> Figures:
    """Return what each round gave, by the case's name."""
    found: Figures = {case.name: [] for case in every}
    for case in every:  # every worker has answered once before it counts
        _ask(case, 2)
    for _ in range(ROUNDS):
        for case in every:
            found[case.name].append(run := _ask(case, SECONDS))
            if not run.per_second:
                raise SystemExit(f"{case.name}: no answer in {SECONDS} s")
    return found


def _ask(case: Case, seconds: int) -> Load:
    return load(case.url, seconds=seconds, headers=case.headers, form=case.form)


def report(found: Figures) -> None:
    rate = {
        name: median(one.per_second for one in runs) for name, runs in found.items()
    }
    rows = [
        (
            name,
            f"{rate[name]:,.0f}",
            f"{min(one.per_second for one in runs):,.0f}",
            f"{max(one.per_second for one in runs):,.0f}",
            figure(median(one.p99 for one in runs)),
            f"{median(one.own_share for one in runs):.0%}",
        )
        for name, runs in found.items()
    ]
    head = ("", "requests/s", "least", "most", "p99, ms", "wrk's share of a core")
    show("Requests a second", head, rows)

    def best(name: str) -> float:
        return max(rate[f"{name}, {server}"] for server in ("granian", "gunicorn"))

    warm, cold = rate["warm page"], rate["cold page"]
    show_goals(
        "In proportion",
        [
            Goal("warm page ÷ static file", warm / rate["static file"], 0.8),
            Goal(
                "the same in Brotli",
                rate["warm page, Brotli"] / rate["static file, Brotli"],
                0.8,
            ),
            Goal("warm page ÷ Wagtail", warm / best("Wagtail"), 100),
            Goal("warm page ÷ Wagtail, cached", warm / best("Wagtail cached"), 3),
            Goal("cold page ÷ minimal Django", cold / rate["minimal Django"], 0.9),
            Goal("304 ÷ warm page", rate["304"] / warm, 1),
            Goal("pain-path step ÷ cold page", rate["pain-path step"] / cold, 0.5),
            Goal("its answer ÷ cold page", rate["pain-path answer"] / cold, 0.5),
        ],
    )


def report_memory(every: dict[str, Site]) -> None:
    """Ask each server alone, so that it shares nothing with the others."""
    found = {}
    for name in ("portal", "bare", "wagtail granian"):
        site = every[name]
        with site.served() as pid:
            settle(pid, SETTLE)
            load(site.url, seconds=2 if QUICK else 10)
            found[name] = memory(pid)
    rows = [
        ("portal", f"{found['portal']:.0f}"),
        ("bare Django", f"{found['bare']:.0f}"),
        ("Wagtail", f"{found['wagtail granian']:.0f}"),
    ]
    show("MB of each worker, after 10 s of requests", ("", "PSS"), rows)
    share = found["portal"] / found["bare"]
    show_goals("Memory", [Goal("portal ÷ bare Django", share, 1.5, at_most=True)])


if __name__ == "__main__":
    main()
