"""The roles of a clinic's staff: groups that a migration makes."""

from __future__ import annotations

from typing import Any, Final

EDITOR: Final = "Editor"
REVIEWER: Final = "Clinical reviewer"
MANAGER: Final = "Site manager"

_EDITOR = (
    "pages.revision.edit_record",
    "clinic.feedback.view_feedback",
    "clinic.feedback.change_feedback",
)
_REVIEWER = (*_EDITOR, "pages.revision.publish_revision")
_MANAGER = (
    *_REVIEWER,
    "clinic.clinic.view_clinic",
    "clinic.clinic.change_clinic",
    "clinic.location.view_location",
    "clinic.location.add_location",
    "clinic.location.change_location",
    "clinic.location.delete_location",
    "clinic.feedback.delete_feedback",
    "auth.user.view_user",
    "auth.user.add_user",
    "auth.user.change_user",
    "staff.auditentry.view_auditentry",
)
ROLES: Final = {EDITOR: _EDITOR, REVIEWER: _REVIEWER, MANAGER: _MANAGER}
"""Each role's permissions as app.model.codename; a role has those before it too."""


def make_roles(apps: Any) -> None:
    """Make each role's group, or bring it up to date; called by migrations.

    Django makes permissions only after the last migration, so they are made here.
    """
    group_model = apps.get_model("auth", "Group")
    for name, permissions in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, path) for path in permissions))


def _permission(apps: Any, path: str) -> Any:
    app, model, codename = path.split(".")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _ = content_types.get_or_create(app_label=app, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": codename.replace("_", " ").capitalize()},
    )
    return permission
