from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from tests.edits import CAUSE, CONDITION, edit


def run(root, *options):
    out = io.StringIO()
    call_command("content_report", "--root", str(root), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def linked(content):
    edit(
        content / CONDITION, "funding:", "related:\n- guide:when-to-consider\nfunding:"
    )
    return content


def test_content_report_command_describes_each_page(linked):
    edit(linked / "sources.yaml", "checked: copy", "checked: secondary")
    edit(linked / CAUSE, "Text of what_can_be_changed", "It was 24 of 100")
    edit(linked / CAUSE, "funding:", "next_review_due: 2001-01-01\nfunding:")
    lines = run(linked).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("cause "))
    assert lines[start].split()[:3] == ["cause", "nerve-damage", "(en)"]
    assert lines[start + 1 : start + 6] == [
        "    ## How it leads to pain: thin",
        "    ## What can be changed: thin",
        "    source trial-2020: checked: secondary",
        f"    {CAUSE}:26: 24 of 100: no source beside it",
        "    its review is overdue",
    ]
    assert lines[-1].endswith("1 reviews overdue, 0 orphan pages, 0 faults")


def test_content_report_command_check_prints_totals_only(linked):
    assert len(run(linked, "--check").splitlines()) == 2


def test_content_report_command_names_missing_sections(linked):
    path = linked / "en/conventional-care/exercise.md"
    edit(path, "## What insurers often ask for\n\n", "")
    edit(path, "Text of insurers, with [a link](condition:sciatica).\n", "")
    assert "    ## What insurers often ask for: missing" in run(linked).splitlines()


def test_content_report_command_check_fails_on_a_fault(content):
    assert "links: found a page that no other page links to" in run(content)
    with pytest.raises(CommandError, match="no other page links to"):
        run(content, "--check")
