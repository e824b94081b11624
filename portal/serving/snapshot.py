"""Reading the database as it is at one moment, whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection

_BEGIN: Final = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def snapshot() -> Iterator[None]:
    """Let everything that this block reads be of one moment. Nobody waits for it.

    A whole request may be in the block, which `atomic` does not allow: at its begin and
    end Django closes a connection that is in a transaction, or older than it may be.
    """
    raw: Any = connection
    raw.ensure_connection()
    raw.close_at = None
    try:
        _execute(_BEGIN[raw.vendor])
        yield
        _execute("ROLLBACK")
    finally:
        raw.close()


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
