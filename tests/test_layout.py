"""The top level of the project is what the design says, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIXED = {
    "README.md",
    "conditions",
    "content",
    "manage.py",
    "portal",
    "procedures",
    "pyproject.toml",
    "static",
    "templates",
    "tests",
}
HOUSEKEEPING = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "bench",
    "docs",
    "uv.lock",
}


def test_top_level_entries():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert found == FIXED | HOUSEKEEPING


def test_ci_runs_make_test_only():
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert [line for line in lines if line.startswith("make")] == ["make test"]
