"""Let the database itself refuse to change or delete what is in the audit log."""

from __future__ import annotations

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE: Final = "staff_auditentry"
_SAYS: Final = "the audit log is append-only"

_GUARD: Final = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_{event} BEFORE {event} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        for event in ("update", "delete")
    ],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {TABLE}_guard BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
_RELEASE: Final = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS {TABLE}_no_{event}" for event in ("update", "delete")
    ],
    "postgresql": [f"DROP TRIGGER IF EXISTS {TABLE}_guard ON {TABLE}"],
}


def guard(connection: BaseDatabaseWrapper) -> None:
    """Refuse changes from now on; called by a migration."""
    _run(connection, _GUARD)


def release(connection: BaseDatabaseWrapper) -> None:
    """Allow them again; for the way back of the migration, and for tests."""
    _run(connection, _RELEASE)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
