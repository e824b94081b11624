"""What is installed is what was locked: each file by its digest. `make check` asks uv."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.test_docs import ROOT, text

LOCKS = [
    lock
    for top in ("static", "bench")
    for lock in sorted((ROOT / top).rglob("package-lock.json"))
    if "node_modules" not in lock.parts
]


def test_every_python_package_is_locked_by_digests():
    packages = tomllib.loads(text("uv.lock"))["package"]
    others = [package for package in packages if "registry" in package["source"]]
    assert len(others) == len(packages) - 1  # all but ourselves
    for package in others:
        files = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
        assert files, package["name"]
        for file in files:
            assert file["hash"].startswith("sha256:"), package["name"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.parent.name)
def test_every_node_package_is_locked_by_a_digest(lock):
    packages = json.loads(lock.read_text())["packages"]
    for name, package in packages.items():
        assert not name or package["integrity"].startswith("sha512-"), name


def test_architecture_gives_a_reason_for_each_library():
    """The ones that a site runs with; those of `dev` only measure and test."""
    named = tomllib.loads(text("pyproject.toml"))["project"]["dependencies"]
    names = {re.match(r"[\w-]+", line)[0] for line in named}
    part = text("docs/architecture.md").split("## What we use, and why\n")[1]
    table = part.split("\n## ")[0].lower()
    assert {name for name in names if not is_told(name, table)} == set()


def is_told(name: str, table: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", table))
