"""Every row of the database as lines of JSON, and back, between any two databases.

By Django's own serialisation, so that what SQLite held fits into PostgreSQL, and back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final, TextIO

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

MADE_BY_MIGRATIONS: Final = frozenset({Permission, ContentType})
"""Each database has its own; what refers to them does so by their names."""

PASSING: Final = frozenset(
    {"pages.openform", "pages.usecount", "staff.cacherow", "staff.staffsession"}
)
"""What is about somebody who is there just now: nobody is after a restore."""

DERIVED: Final = "modelsearch"
"""The app whose tables hold only what others hold too, in the database's own form."""

BATCH: Final = 200

Model = type[models.Model]


class ToTheMicrosecond(DjangoJSONEncoder):
    """Django's encoder leaves out what is below a millisecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def kept_models() -> list[Model]:
    """Return whose rows a backup holds, tables between two models among them."""
    found = [m for m in _own_models() if m._meta.label_lower not in PASSING]
    # Those that refer by name are read last, when what they name is there.
    return sorted(found, key=_refers_by_name)


def write_rows(file: TextIO) -> int:
    """Write every row, one a line, and return how many."""
    count = 0
    for model in kept_models():
        rows = model._base_manager.order_by("pk")
        serializers.serialize(
            "jsonl",
            rows.iterator(chunk_size=BATCH),
            stream=file,
            fields=[field.name for field in model._meta.local_concrete_fields],
            use_natural_foreign_keys=_refers_by_name(model),
            cls=ToTheMicrosecond,
        )
        count += rows.count()
    return count


def read_rows(lines: Iterable[str]) -> int:
    """Put every row into its table, which must be empty; return how many.

    Raises DeserializationError, or the database's error.
    """
    count = 0
    # By lines: rows that refer by name are made when what they name is in its table.
    for _, group in groupby(lines, key=_model_of):
        while some := list(islice(group, BATCH)):
            rows = [row.object for row in serializers.deserialize("jsonl", some)]
            _insert(type(rows[0]), rows)
            count += len(rows)
    _let_numbers_go_on()
    return count


def clear_tables() -> None:
    """Delete every row that a backup may hold, and what is about somebody there."""
    with connection.cursor() as cursor:
        for model in _own_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")


def _own_models() -> Iterator[Model]:
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        own = meta.app_label != DERIVED and model not in MADE_BY_MIGRATIONS
        if own and meta.managed and not meta.proxy:
            yield model


def _model_of(line: str) -> str:
    return str(json.loads(line)["model"])


def _refers_by_name(model: Model) -> bool:
    return any(field.related_model in MADE_BY_MIGRATIONS for field in _fields(model))


def _fields(model: Model) -> list[Any]:
    return list(model._meta.local_concrete_fields)


def _insert(model: Model, rows: list[models.Model]) -> None:
    """Insert rows as they were: `bulk_create` would date them anew, `save` tell others."""
    fields = _fields(model)
    size = connection.ops.bulk_batch_size(fields, rows) or len(rows)
    manager: Any = model._base_manager.all()
    for start in range(0, len(rows), size):
        manager._insert(
            rows[start : start + size], fields=fields, using=connection.alias, raw=True
        )


def _let_numbers_go_on() -> None:
    """Let PostgreSQL give out numbers after those that were read."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(_own_models()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
