"""What the database must hold for the roles to work; told by `manage.py check`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core import checks
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from .roles import ROLES

MADE_BY = ("clinic", "0003_roles")


@checks.register(checks.Tags.database)
def roles_are_whole(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of a role that is missing, or lacks one of its rights."""
    return [
        message
        for alias in databases or ()
        if MADE_BY in MigrationRecorder(connections[alias]).applied_migrations()
        for message in _faults(alias)
    ]


def _faults(alias: str) -> list[checks.CheckMessage]:
    groups = Group.objects.using(alias).filter(name__in=ROLES)
    held = {
        group.name: {
            f"{right.content_type.app_label}.{right.content_type.model}.{right.codename}"
            for right in group.permissions.all()
        }
        for group in groups.prefetch_related("permissions__content_type")
    }
    return [
        checks.Warning(
            f"The role “{name}” lacks: {', '.join(missing)}.",
            hint=(
                "Its members cannot do their work. A superuser gives the rights back "
                "under Groups in the admin."
            ),
            id="clinic.W001",
        )
        for name, rights in ROLES.items()
        if (missing := [right for right in rights if right not in held.get(name, ())])
    ]
