"""The load generator: wrk, written in C, which takes a small part of one core.

Taken from the path if it is there, else from Debian's packages, unpacked below
var/bench, which needs no rights.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VAR = Path(__file__).parent.parent / "var" / "bench"
SCRIPT = Path(__file__).with_name("wrk.lua")
PACKAGES = ("wrk", "libluajit-5.1-2")


@dataclass(frozen=True, slots=True)
class Load:
    """What one run gave."""

    per_second: float
    p99: float  # ms
    own_share: float  # of one core, that the generator itself took


def load(
    url: str,
    *,
    seconds: int,
    connections: int = 16,
    headers: Mapping[str, str] | None = None,
    form: str = "",
    paths: Sequence[str] = (),
    pause: float = 0,
) -> Load:
    """Ask for one address as fast as it answers; with `form`, post that.

    With `paths`, ask for these in turn; with `pause`, each connection waits so many
    milliseconds before it asks again. Raises SystemExit where an answer was an error.
    """
    program, environment = wrk()
    lines = [f"--header={name}: {value}" for name, value in (headers or {}).items()]
    command = [
        *(program, "--threads=1", f"--connections={connections}", "--timeout=30s"),
        *(f"--duration={seconds}s", f"--script={SCRIPT}", *lines, url),
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        env={
            **os.environ,
            **environment,
            "FORM": form,
            "PATHS": " ".join(paths),
            "PAUSE": f"{pause:.3f}",
        },
        check=True,
        capture_output=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["errors"]:
        raise SystemExit(f"{url}: {found['errors']} errors\n{done.stdout}")
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Load(
        found["requests"] / found["seconds"], found["p99"], own / found["seconds"]
    )


@cache
def wrk() -> tuple[str, dict[str, str]]:
    """Return the program and what its environment must say."""
    if found := shutil.which("wrk"):
        return found, {}
    root = VAR / "wrk"
    if not (program := root / "usr/bin/wrk").exists():
        root.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(
                ["apt-get", "download", "-qq", *PACKAGES],
                cwd=root,
                check=True,
                capture_output=True,
            )
            for package in root.glob("*.deb"):
                subprocess.run(["dpkg-deb", "-x", package, root], check=True)
        except (OSError, subprocess.CalledProcessError):
            raise SystemExit("The benchmark needs wrk: install it first.") from None
    return str(program), {
        "LD_LIBRARY_PATH": str(next(root.glob("usr/lib/*/libluajit*")).parent)
    }
