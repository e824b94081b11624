from __future__ import annotations

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from conditions.models import Cause
from portal.pages.models import Guide
from tests.edits import CAUSE, CONDITION, GUIDE, edit, publish_edit, write_file
from tests.factories import editor

pytestmark = pytest.mark.django_db


def load(root, *options):
    out = io.StringIO()
    call_command("load_content", "--root", str(root), *options, stdout=out)
    return out.getvalue()


def test_load_content_command_loads_and_reports(content):
    assert load(content) == (
        "8 created, 0 updated, 0 kept as edited in admin, 0 conflicts, 0 unchanged\n"
    )
    assert Cause.objects.published().exists()


def test_load_content_command_takes_the_folder_of_the_settings(content, settings):
    settings.CONTENT_DIR = content
    out = io.StringIO()
    call_command("load_content", stdout=out)
    assert out.getvalue().startswith("8 created")


def test_load_content_command_check(content):
    assert load(content, "--check").startswith("8 would be created")
    assert not Cause.objects.exists()


def test_load_content_command_says_every_fault_and_what_came_of_it(content):
    edit(content / CAUSE, "title: Nerve damage", "title: 12")
    edit(content / CONDITION, "title: Sciatica", "title: yes")
    text = "allowed text, in quotes where YAML reads something else"
    with pytest.raises(CommandError) as caught:
        load(content)
    assert str(caught.value).splitlines() == [
        f"{CAUSE}:2: title: found the number 12, {text}",
        f"{CONDITION}:2: title: found true (a bare yes, no, true or false), {text}",
        "2 to mend; nothing was loaded",
    ]
    assert not Cause.objects.exists()


def test_load_content_command_prune(content):
    load(content)
    (content / GUIDE).unlink()
    assert "still published (--prune)" in load(content)
    assert "no longer in the files, unpublished" in load(content, "--prune")
    assert not Guide.objects.published().exists()


def test_load_content_command_prefer(content):
    load(content)
    publish_edit(Cause.objects.get(), editor(), funding="From admin")
    edit(content / CAUSE, "Nobody paid for this page.", "From the file")
    assert "1 conflicts" in load(content)
    assert "0 conflicts" in load(content, "--prefer", "file")
    assert Cause.objects.get().funding == "From the file"
    with pytest.raises(CommandError, match="invalid choice: 'both'"):
        load(content, "--prefer", "both")


class Screen(io.StringIO):
    def __init__(self, watched):
        super().__init__()
        self.watched = watched

    def isatty(self):
        return self.watched


@pytest.mark.parametrize(
    ("watched", "pages", "shown"),
    [(True, 200, True), (True, 1, False), (False, 200, False)],
)
def test_load_content_command_shows_a_bar_when_it_is_long_and_watched(
    content, monkeypatch, watched, pages, shown
):
    for number in range(pages):
        write_file(content, "cause", f"c-{number}", title=f"Cause {number}")
    screen = Screen(watched)
    monkeypatch.setattr(sys, "stderr", screen)
    out = load(content, "--check")
    assert ("file/s" in screen.getvalue()) is shown
    assert screen.getvalue() == "" or shown
    assert out.startswith(f"{8 + pages} would be created")
