"""The documents that list vocabulary, settings and commands are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from portal.pages.reference import reference

ROOT = Path(__file__).parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str, heading: str) -> set[str]:
    """Return the first column's names in the table under a heading."""
    part = text(name).split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(?:manage\.py )?(\w+)`", part, re.MULTILINE))


def test_deploying_lists_every_setting():
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", text("portal/settings.py")))
    assert rows("docs/deploying.md", "Settings") == read


def test_deploying_lists_every_command():
    own = {
        name
        for name, app in get_commands().items()
        if app.startswith(("portal.", "conditions", "procedures"))
    }
    assert rows("docs/deploying.md", "Commands") == own


def test_writing_content_has_the_reference():
    assert reference().strip() in text("docs/writing-content.md")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("pain_path_table", "docs/pain-path-table.md"),
        ("pain_path_graph", "docs/pictures/pain-path.svg"),
    ],
)
def test_pain_path_is_shown_as_it_is(command, name, capsys):
    call_command(command)
    assert capsys.readouterr().out == text(name)


def test_makefile_has_the_documented_targets():
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text("README.md"), re.MULTILINE))
    assert named | {"run", "test", "check", "fix", "load", "bench", "css"} <= targets


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "docs").glob("*.md")))
def test_docs_links_lead_somewhere(name):
    for target in re.findall(r"\]\((?!https?:|[a-z-]+:)([^)#]+)", text(f"docs/{name}")):
        assert (ROOT / "docs" / target).exists(), target


def test_architecture_names_modules_that_exist():
    pattern = r"`((?:(?:pages|painpath)/)?\w+\.py)`"
    for module in re.findall(pattern, text("docs/architecture.md")):
        assert (ROOT / "portal" / module).exists(), module
