"""Rows go out as lines and come back, whatever else there is."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from portal.backups.rows import clear_tables, read_rows, write_rows
from portal.clinic.roles import make_roles
from portal.staff import append_only

pytestmark = pytest.mark.django_db


def rights() -> dict[str, list[str]]:
    return {
        group.name: sorted(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.order_by("name")
    }


def test_roles_come_back_with_their_rights_though_nobody_has_them():
    make_roles(apps)
    before, lines = rights(), io.StringIO()
    count = write_rows(lines)
    append_only.release(connection)
    clear_tables()
    assert rights() == {}
    assert read_rows(lines.getvalue().splitlines()) == count
    append_only.guard(connection)
    assert rights() == before
    assert all(before.values())
