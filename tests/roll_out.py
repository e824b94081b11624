"""Which migrations the release before could not live with, side by side on one database.

Migrate first, then exchange the processes one by one: until the last one is exchanged,
the code of the release before reads and writes tables that are newer than it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field
from django.db.models.fields import NOT_PROVIDED

ON_PURPOSE: dict[str, str] = {}
"""Why a migration may do it after all, by its name, such as "pages.0009_forget_notes".

For instance: the release before does not use the column any more.
"""

HARMLESS = (
    ops.CreateModel,
    ops.AddIndex,
    ops.RemoveIndex,
    ops.RenameIndex,
    ops.RemoveConstraint,
    ops.AlterModelOptions,
    ops.AlterModelManagers,
)


def faults(since: dict[str, str]) -> Iterator[str]:
    """Yield what the migrations after these ones do to the release that ends there."""
    loader = MigrationLoader(None)
    for app, last in since.items():
        [leaf] = loader.graph.leaf_nodes(app)
        known = set(loader.graph.forwards_plan((app, last)))
        for node in loader.graph.forwards_plan(leaf):
            name = ".".join(node)
            if node[0] == app and node not in known and name not in ON_PURPOSE:
                before = loader.project_state(node, at_end=False)
                for told in _faults(
                    loader.disk_migrations[node].operations, before, app
                ):
                    yield f"{name}: {told}"


def _faults(
    operations: list[Operation], state: ProjectState, app: str
) -> Iterator[str]:
    for operation in operations:
        if fault := fault_of(operation, state, app):
            yield f"{operation.describe()}: {fault}"
        operation.state_forwards(app, state)


def fault_of(operation: Operation, before: ProjectState, app: str) -> str:
    """Return why the release before could not live with this; empty if it could."""
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, ops.AddField):
        field = operation.field
        if field.null or field.many_to_many or field.db_default is not NOT_PROVIDED:
            return ""
        return "it writes rows without this; allowed null=True or a db_default"
    if isinstance(operation, ops.AlterField):
        model = before.models[app, operation.model_name_lower]
        old = model.get_field(operation.name)
        if _holds_as_much(old, operation.field):
            return ""
        return "its rows may not fit; allowed a wider column, or null=True"
    return "it may need what this takes away; give the reason in ON_PURPOSE if not"


def _holds_as_much(old: Field, new: Field) -> bool:
    """Tell whether a column takes at least what it took."""
    was, now = _column(old), _column(new)
    wider = {
        "null": bool(now.get("null")) >= bool(was.get("null")),
        "max_length": (now.get("max_length") or 0) >= (was.get("max_length") or 0),
    }
    return all(
        wider.get(name, was.get(name) == now.get(name))
        for name in was.keys() | now.keys()
    )


def _column(field: Field) -> dict[str, Any]:
    """Return what the database knows of a field."""
    _, path, _, options = field.deconstruct()
    known = {k: v for k, v in options.items() if k not in field.non_db_attrs}
    return known | {"": path}
