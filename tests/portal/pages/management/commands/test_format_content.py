from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from tests.edits import CAUSE, edit


def run(root, *options):
    out = io.StringIO()
    call_command("format_content", "--root", str(root), *options, stdout=out)
    return out.getvalue()


def test_format_content_command_writes(content):
    before = (content / CAUSE).read_text()
    edit(content / CAUSE, "title: Nerve damage", "title: 'Nerve damage'")
    assert run(content) == f"wrote: {CAUSE}\n"
    assert (content / CAUSE).read_text() == before
    assert run(content) == run(content, "--check") == ""


def test_format_content_command_check_fails_and_says_how_to_mend(content):
    edit(content / CAUSE, "title: Nerve damage", "title: 'Nerve damage'")
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"Run `make fix`"):
        call_command("format_content", root=content, check=True, stdout=out)
    assert out.getvalue() == f"not in standard layout: {CAUSE}\n"
    assert "'Nerve damage'" in (content / CAUSE).read_text()


def test_format_content_command_says_what_cannot_be_read(content):
    edit(content / CAUSE, "title: Nerve damage", "title: 12")
    with pytest.raises(CommandError, match=rf"^{CAUSE}:2: title: found the number 12"):
        run(content)
