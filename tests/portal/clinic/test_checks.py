from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.clinic.checks import MADE_BY
from portal.clinic.roles import EDITOR, MANAGER, REVIEWER
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles():
    factories.staff(EDITOR)


def warnings() -> list[str]:
    found = run_checks(databases=["default"])
    return [message.msg for message in found if message.id == "clinic.W001"]


def test_whole_roles_are_not_told_of():
    assert warnings() == []


def test_role_without_a_right_is_told_of():
    right = Permission.objects.get(codename="publish_revision")
    Group.objects.get(name=REVIEWER).permissions.remove(right)
    assert warnings() == [
        "The role “Clinical reviewer” lacks: pages.revision.publish_revision."
    ]


def test_missing_role_is_told_of():
    Group.objects.get(name=MANAGER).delete()
    (told,) = warnings()
    assert told.startswith("The role “Site manager” lacks: pages.revision.edit_record,")


def test_nothing_is_told_before_the_migration_that_makes_the_roles():
    Group.objects.all().delete()
    app, name = MADE_BY
    MigrationRecorder(connection).record_unapplied(app, name)
    assert warnings() == []


def test_database_is_left_alone_unless_it_is_asked_for():
    Group.objects.all().delete()
    assert [m for m in run_checks() if m.id == "clinic.W001"] == []
