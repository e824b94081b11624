"""What reads text from outside, under a coverage-guided fuzzer for a fixed time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.portal.fuzz.targets import READERS

LONGER = "FUZZ_SECONDS" in os.environ
SECONDS = int(os.environ.get("FUZZ_SECONDS", "6"))
PROJECT = Path(__file__).parents[3]
VAR = PROJECT / "var"
"""Where `make fuzz` leaves inputs that were faults."""


def fuzz(target: str, found: Path) -> subprocess.CompletedProcess[str]:
    """Run the fuzzer in a process of its own, which it ends by itself."""
    command = [sys.executable, "-m", "tests.portal.fuzz.guided", target]
    options = {
        "seconds": SECONDS,
        "seed": int(not LONGER),
        "found": VAR if LONGER else found,
    }
    return subprocess.run(
        [*command, *(f"--{name}={value}" for name, value in options.items())],
        cwd=PROJECT,
        env=os.environ | {"DEBUG": "true"},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS + 500,
    )


@pytest.mark.parametrize("target", READERS if LONGER else ["every"])
def test_reader_survives_the_fuzzer(target, tmp_path):
    ended = fuzz(target, tmp_path)
    assert ended.returncode == 0, ended.stderr[-5_000:]
    figures = [line for line in ended.stderr.splitlines() if "units" in line]
    sys.stdout.write(f"{target}: {' '.join(figures)} {ended.stdout}\n")


def test_the_fuzzer_tells_of_a_fault(tmp_path):
    ended = fuzz("faulty", tmp_path)
    assert ended.returncode != 0
    assert "LookupError: found" in ended.stderr + ended.stdout
