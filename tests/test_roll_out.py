from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests import releases, roll_out


def test_migrations_since_the_last_release_can_run_beside_it():
    newest = releases.newest()
    since = releases.Release.read(newest).migrations
    assert list(roll_out.faults(since)) == [], (
        f"{newest.name} runs beside the new code during a roll-out: see "
        "docs/releasing.md. Before that release is out, make its file anew instead."
    )


def test_reasons_are_of_migrations_that_there_are():
    known = {".".join(node) for node in MigrationLoader(None).disk_migrations}
    assert roll_out.ON_PURPOSE.keys() <= known
    assert all(len(reason) > 20 for reason in roll_out.ON_PURPOSE.values())


def test_faults_are_found_in_what_was_before_the_first_release():
    since = {"pages": "0003_use_count", "clinic": "0004_feedback"}
    told = list(roll_out.faults(since))
    assert any("0004_published_version_token: Add field token" in each for each in told)
    assert any("0005_look: Add field main_color" in each for each in told)
    assert not any("field action" in each for each in told)  # the column is as it was


@pytest.mark.parametrize(
    ("operation", "is_harmless"),
    [
        (migrations.CreateModel("New", []), True),
        (migrations.AddField("link", "note", models.TextField(null=True)), True),
        (migrations.AddField("link", "note", models.TextField(db_default="")), True),
        (migrations.AddField("link", "note", models.TextField(default="")), False),
        (migrations.AlterField("link", "slug", models.CharField(max_length=99)), True),
        (migrations.AlterField("link", "slug", models.CharField(max_length=9)), False),
        (migrations.AlterField("link", "slug", models.TextField()), False),
        (
            migrations.AlterField(
                "link", "slug", models.CharField(max_length=80, null=True)
            ),
            True,
        ),
        (
            migrations.AlterField(
                "link", "slug", models.CharField(max_length=80, help_text="Else")
            ),
            True,
        ),
        (
            migrations.AlterField("revision", "publish_on", models.DateField()),
            False,
        ),
        (migrations.RemoveField("link", "slug"), False),
        (migrations.RenameField("link", "slug", "name"), False),
        (migrations.DeleteModel("link"), False),
        (migrations.RenameModel("link", "other"), False),
        (migrations.RunSQL("DROP TABLE pages_link"), False),
        (migrations.RunPython(migrations.RunPython.noop), False),
    ],
    ids=lambda value: value.describe() if hasattr(value, "describe") else None,
)
def test_fault_of_an_operation(operation, is_harmless):
    state = MigrationLoader(None).project_state(("pages", "0006_reminders"))
    assert (roll_out.fault_of(operation, state, "pages") == "") == is_harmless
