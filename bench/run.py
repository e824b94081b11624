"""Run every benchmark and print one report, in Markdown.

    python bench/run.py

A whole run puts its report into docs/performance.md; with QUICK=1 in the environment,
everything is only tried, in small, and nothing is written.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tables import QUICK

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "bench"
REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- what `make bench` printed -->\n", "<!-- end of it -->\n"

PAGES = "300" if QUICK else "10000"
POSTGRES = (sys.executable, str(ROOT / "tests/with_postgres.py"))
PROSE = [("serving.py",), ("loading.py",)]
PLAIN = [
    ("Search on SQLite", (), ("search.py", PAGES)),
    ("Search on PostgreSQL", POSTGRES, ("search.py", PAGES)),
    ("The pain path's engine and screens", (), ("pain_path.py",)),
]


def main() -> None:
    lines = []
    for line in report():
        print(line, end="", flush=True)
        lines.append(line)
    if not QUICK:
        write("".join(lines))


def report() -> Iterator[str]:
    yield f"{machine()}\n"
    for command in PROSE:
        yield from said(command)
    for title, first, command in PLAIN:
        yield f"\n### {title}\n\n```text\n"
        yield from said(command, first)
        yield "```\n"


def machine() -> str:
    """Describe what it is measured on."""
    names = ("django", "granian", "whitenoise")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{dt.date.today():%d %B %Y}: {os.cpu_count()} cores ({_processor()}), "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{packages}." + " Tried in small: no figure here says anything." * QUICK
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def said(command: tuple[str, ...], first: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield what a benchmark prints; SystemExit if it fails."""
    script, *arguments = command
    process = subprocess.Popen(
        [*first, sys.executable, str(BENCH / script), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield from process.stdout
    if process.wait():
        raise SystemExit(f"bench/{script} failed")


def write(text: str) -> None:
    """Put the report where the document keeps it."""
    before, _, rest = REPORT.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    REPORT.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


if __name__ == "__main__":
    main()
