"""An upgrade keeps everything, and the release before goes on beside the new one."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests import releases


@pytest.mark.parametrize("version", [f.stem for f in releases.FOLDER.glob("*.json")])
def test_release_is_kept_by_an_upgrade_and_goes_on_beside_it(version, database_url):
    """One test, so that one process and one database do."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.releases", releases.FOLDER / f"{version}.json"],
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        },
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    bad = "\n".join(found.pop("by a bad release"))
    assert found == {
        "old code on the new schema": [],
        "upgrade": [],
        "from an earlier state": [],
    }
    assert "pages.event 1 is gone" in bad
    assert "pages.guide 1 has no summary any more" in bad
    assert "pages.revision" not in bad


def test_release_has_a_row_of_whatever_people_make():
    rows = releases.Release.read(releases.newest()).rows
    passing = {"pages.openform", "pages.usecount", "staff.cacherow"}
    wanted = {
        *("pages.revision", "pages.event", "pages.redirect", "pages.link"),
        *("pages.loadedrecord", "pages.conflict", "pages.guide", "pages.term"),
        *("conditions.condition", "procedures.procedure", "clinic.feedback"),
        *("clinic.clinic", "clinic.location", "clinic.logo", "auth.user"),
    }
    assert {label for label in wanted if not rows[label]} == set()
    assert {label for label in passing if rows.get(label)} == set()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda rows: rows["pages.revision"].pop("1"), "pages.revision 1 is gone"),
        (lambda rows: rows.pop("pages.guide"), "pages.guide 1 is gone"),
        (lambda rows: rows["pages.term"]["1"].pop("text"), "has no text any more"),
        (
            lambda rows: rows["pages.revision"]["1"]["record"].update(title="x"),
            "pages.revision 1: record was",
        ),
    ],
)
def test_lost_names_what_an_upgrade_would_lose(damage, told):
    before = releases.Release.read(releases.newest()).rows
    after = copy.deepcopy(before)
    assert list(releases.lost(before, after)) == []
    damage(after)
    assert told in "\n".join(releases.lost(before, after))
