from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from conditions.models import Cause
from portal.pages.editorial.renaming import rename
from portal.pages.loading import load_content
from tests.edits import CAUSE, edit, publish_edit
from tests.factories import editor

pytestmark = pytest.mark.django_db


def dump(root, *options):
    out = io.StringIO()
    call_command("dump_content", "--root", str(root), *options, stdout=out)
    return out.getvalue()


def test_dump_content_command(content):
    load_content(content)
    assert dump(content) == "0 files, 8 unchanged\n"
    publish_edit(Cause.objects.get(), editor(), title="Harm to a nerve")
    before = (content / CAUSE).read_text()
    assert dump(content, "--check") == f"would write {CAUSE}\n1 files, 7 unchanged\n"
    assert (content / CAUSE).read_text() == before
    assert dump(content) == f"wrote {CAUSE}\n1 files, 7 unchanged\n"
    assert "title: Harm to a nerve" in (content / CAUSE).read_text()


def test_dump_content_command_refuses_to_overwrite_unseen(content):
    load_content(content)
    publish_edit(Cause.objects.get(), editor(), title="Harm to a nerve")
    edit(content / CAUSE, "A plain sentence.", "Another sentence.")
    with pytest.raises(CommandError) as caught:
        dump(content)
    assert str(caught.value).splitlines() == [
        f"{CAUSE}:1: file: found changes that are not loaded yet, allowed a dump after "
        "`load_content`",
        "Nothing was written",
    ]


def test_dump_content_command_says_which_file_it_renames(content):
    load_content(content)
    rename(Cause, "nerve-damage", "harm", by=editor())
    names = f"{CAUSE} en/causes/harm.md"
    assert dump(content, "--check").startswith(f"would rename {names}\n")
    assert dump(content).startswith(f"renamed {names}\nwrote ")
    assert dump(content) == "0 files, 8 unchanged\n"
