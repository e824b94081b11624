"""Time the loader, on SQLite and PostgreSQL, against Pelican building the same pages.

    python bench/loading.py

Each run is a process of its own, on a database of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from environments import PELICAN, environment
from tables import QUICK, Goal, figure, show, show_goals

ROOT = Path(__file__).parent.parent
SIZES = (100, 300) if QUICK else (100, 1_000, 10_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """Seconds of each load, and the most memory that it took, in MB."""

    fresh: float
    unchanged: float
    changed: float
    memory: float


def main() -> None:
    found = {}
    for pages in SIZES:
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
            folder = Path(name)
            write_pages(folder, pages)
            found[pages] = {
                "SQLite": load(folder, "sqlite"),
                "PostgreSQL": load(folder, "postgresql"),
                "Pelican": build(folder),
            }
    report(found)


def write_pages(folder: Path, pages: int) -> None:
    command = [sys.executable, str(ROOT / "bench/pages.py"), str(folder), str(pages)]
    subprocess.run(command, check=True)


def load(folder: Path, database: str) -> Timing:
    """Load the pages into a new database: fresh, unchanged, and with one changed."""
    command = [sys.executable, str(ROOT / "bench/one_load.py"), str(folder)]
    environment = {
        **os.environ,
        "DEBUG": "false",  # as a site runs; else Django notes every statement
        "SECRET_KEY": "only-for-this-benchmark-" + "x" * 32,
        "ALLOWED_HOSTS": "localhost",
    }
    if database == "postgresql":
        with_own = [sys.executable, str(ROOT / "tests/with_postgres.py")]
        command = with_own + command
    else:
        environment["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return Timing(**json.loads(done.stdout.strip().splitlines()[-1]))


def build(folder: Path) -> Timing:
    """Let Pelican build the same pages, with no menu, feed or list of them all."""
    pelican = environment("pelican", PELICAN) / "pelican"
    settings = ROOT / "bench/baselines/pelican_settings.py"
    command = [
        *(pelican, "--quiet", folder / "pelican", "--settings", settings),
        *("--output", folder / "output"),
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    built = len(list((folder / "output").rglob("*.html")))
    if status or not built:
        raise SystemExit(f"Pelican failed, having built {built} pages")
    return Timing(fresh=taken, unchanged=0, changed=0, memory=used.ru_maxrss / 1024)


def report(found: dict[int, dict[str, Timing]]) -> None:
    head = ("", *(f"{pages:,} pages" for pages in found))
    rows = []
    for name in ("SQLite", "PostgreSQL", "Pelican"):
        each = [(pages, timings[name]) for pages, timings in found.items()]
        rows.append((f"{name}: pages/s", *(figure(n / t.fresh) for n, t in each)))
        rows.append((f"{name}: MB at most", *(f"{t.memory:.0f}" for _, t in each)))
    for name in ("SQLite", "PostgreSQL"):
        each = [(pages, timings[name]) for pages, timings in found.items()]
        rows.append((f"{name}: unchanged, s", *(figure(t.unchanged) for _, t in each)))
        rows.append((f"{name}: one changed, s", *(figure(t.changed) for _, t in each)))
    show("Loading", head, rows)
    goals = []
    (less, most) = list(found)[-2:]
    for name in ("SQLite", "PostgreSQL"):
        small, large = found[less][name], found[most][name]
        goals += [
            Goal(f"{name} ÷ Pelican", found[most]["Pelican"].fresh / large.fresh, 0.5),
            Goal(
                f"{name}: time a page, {most:,} pages ÷ {less:,}",
                large.fresh / most / (small.fresh / less),
                1.1,
                at_most=True,
            ),
            Goal(
                f"{name}: memory, {most:,} pages ÷ {less:,}",
                large.memory / small.memory,
                1.2,
                at_most=True,
            ),
            Goal(f"{name}: {most:,} unchanged", large.unchanged, 5, True, " s"),
            Goal(f"{name}: one of {most:,} changed", large.changed, 6, True, " s"),
        ]
    show_goals("Loading against its goals", goals)


if __name__ == "__main__":
    main()
