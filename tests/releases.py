"""What a release left in a database, kept as a file; and whether an upgrade keeps it.

    python -m tests.releases FILE

tries the release of that file on the database of DATABASE_URL, which is migrated and
empty at first, and prints as JSON what would be lost. `tests/make_release.py` makes
such a file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.utils.encoding import is_protected_type

FOLDER = Path(__file__).parent / "data/releases"
OWN = ("portal", "conditions", "procedures")
ALSO = ("auth.user",)

EARLIER = {"pages": "0005_merging_and_presence"}
"""A state from before the first release, so that migrations run over its rows too."""

Rows = dict[str, dict[str, dict[str, Any]]]
"""The values of every row, by model and primary key."""


@dataclass(frozen=True, slots=True)
class Release:
    """The migrations that a release has, the last of each app, and rows of its making."""

    migrations: dict[str, str]
    rows: Rows

    @classmethod
    def read(cls, file: Path) -> Release:
        return cls(**json.loads(file.read_text(encoding="utf-8")))

    def write(self, file: Path) -> None:
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True)
        file.write_text(f"{text}\n", encoding="utf-8")


def newest() -> Path:
    """Return the file of the release that was made last."""
    return max(FOLDER.glob("*.json"), key=lambda file: _numbers(file.stem))


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def newest_migrations() -> dict[str, str]:
    """Return the last migration of each app of ours, as the code has it."""
    return {
        app: name
        for app, name in MigrationExecutor(connection).loader.graph.leaf_nodes()
        if _is_own(app)
    }


def _is_own(app: str) -> bool:
    from django.apps import apps

    return apps.get_app_config(app).name.split(".")[0] in OWN


def migrate(to: dict[str, str]) -> None:
    """Bring the database to these migrations, backwards or forwards."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(to.items()))


def models_at(at: dict[str, str]) -> Apps:
    """Return the models as they were at these migrations: the queries of that code."""
    state = MigrationExecutor(connection).loader.project_state(list(at.items()))
    return state.apps


def rows_in(apps: Apps) -> Rows:
    """Read every row of ours through these models."""
    return {
        model._meta.label_lower: {
            str(row.pk): {
                f.attname: _value(f, row) for f in model._meta.concrete_fields
            }
            for row in model._base_manager.order_by("pk")
        }
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        if _is_own(model._meta.app_label) or model._meta.label_lower in ALSO
    }


def _value(field: models.Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    plain = value if is_protected_type(value) else field.value_to_string(row)
    return json.loads(json.dumps(plain, default=str))


@transaction.atomic
def insert(apps: Apps, rows: Rows) -> None:
    """Write the rows through these models."""
    used = []
    for label, group in rows.items():
        model = apps.get_model(label)
        for field in model._meta.concrete_fields:
            field.auto_now = field.auto_now_add = False  # the times are in the rows
        fields = {field.attname: field for field in model._meta.concrete_fields}
        model._base_manager.bulk_create(
            model(**{name: fields[name].to_python(v) for name, v in row.items()})
            for row in group.values()
        )
        used.append(model)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), used):
            cursor.execute(statement)


def lost(before: Rows, after: Rows) -> Iterator[str]:
    """Yield every row and value of `before` that is not the same in `after`."""
    for label, group in before.items():
        for pk, row in group.items():
            kept = after.get(label, {}).get(pk)
            if kept is None:
                yield f"{label} {pk} is gone"
                continue
            for name, value in row.items():
                if name not in kept:
                    yield f"{label} {pk} has no {name} any more"
                elif kept[name] != value:
                    yield f"{label} {pk}: {name} was {value!r}, is {kept[name]!r}"


def try_upgrade(release: Release) -> dict[str, list[str]]:
    """Return what would be lost, by what was tried; the database is empty at first."""
    head = newest_migrations()
    old, new = models_at(release.migrations), models_at(head)
    with transaction.atomic():  # a process of the old release, after the migration
        insert(old, release.rows)
        beside = [
            *lost(release.rows, rows_in(old)),
            *lost(release.rows, rows_in(new)),
        ]
        transaction.set_rollback(True)
    migrate(release.migrations)
    insert(old, release.rows)
    migrate(head)
    upgraded = list(lost(release.rows, rows_in(new)))
    migrate(EARLIER)
    at_earlier = models_at(release.migrations | EARLIER)
    before = rows_in(at_earlier)
    migrate(head)
    from_earlier = list(lost(before, rows_in(new)))
    return {
        "old code on the new schema": beside,
        "upgrade": upgraded,
        "from an earlier state": from_earlier,
        "by a bad release": list(lost(release.rows, rows_in(bad_release()))),
    }


def bad_release() -> Apps:
    """Migrate as no release may; return its models."""
    made_up = migrations.Migration("0000_made_up", "pages")
    made_up.operations = [
        migrations.AddField("revision", "more", models.TextField(null=True)),
        migrations.RemoveField("guide", "summary"),
        migrations.RunPython(_forget_events),
    ]
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(executor.loader.graph.leaf_nodes())
    with connection.schema_editor(atomic=True) as editor:
        return made_up.apply(state, editor).apps


def _forget_events(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("pages", "event").objects.filter(action="submitted").delete()


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(try_upgrade(Release.read(Path(sys.argv[1])))))
