"""A whole site into one file and back: its database, and its content files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader

from portal.clinic.models import Clinic
from portal.pages.refusals import is_refusal
from portal.pages.revisions import PublishedVersion, Revision
from portal.staff import append_only

from .archive import BackupError, unpacked, write_archive
from .folders import differences, files_below, replace_folder
from .rows import clear_tables, read_rows, write_rows

ROWS: Final = "database.jsonl"
CONTENT: Final = "content"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a backup holds."""

    rows: int
    files: int


def back_up(path: Path) -> Amount:
    """Write the site as it is at one moment into a new file. Raises BackupError."""
    with tempfile.TemporaryDirectory(prefix="portal-backup-") as folder:
        rows = Path(folder) / ROWS
        with _one_moment(), rows.open("w", encoding="utf-8") as file:
            count = write_rows(file)
            migrations = _migrations()
        root = settings.CONTENT_DIR
        content = [(f"{CONTENT}/{name}", root / name) for name in files_below(root)]
        facts = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "rows": count,
            "migrations": migrations,
        }
        write_archive(path, [(ROWS, rows), *content], facts)
    return Amount(count, len(content))


def restore(path: Path, *, replace: bool, content: bool) -> Amount:
    """Make the site what it was; all of it or nothing. Raises BackupError.

    `replace` allows that something is lost; without `content`, the content files are
    left as they are.
    """
    with unpacked(path) as (folder, facts):
        _check_migrations(path, facts)
        files = folder / CONTENT
        files.mkdir(exist_ok=True)
        if not replace:
            _check_empty()
            if content:
                _check_content(files)
        try:
            with transaction.atomic():
                count = _put_rows(folder / ROWS)
                if count != facts.get("rows"):
                    raise BackupError(f"{path}: damaged: {count} rows")
                if content and differences(settings.CONTENT_DIR, files):
                    replace_folder(settings.CONTENT_DIR, files)
        except (Error, DeserializationError) as error:
            if is_refusal(error):
                raise
            raise BackupError(f"{path}: its rows do not fit: {error}") from error
        except OSError as error:
            where = error.filename or settings.CONTENT_DIR
            raise BackupError(f"{where}: {error.strerror}") from error
        return Amount(count, len(files_below(files)) if content else 0)


def _put_rows(file: Path) -> int:
    """Put the rows of a backup in the place of those that are there."""
    number = PublishedVersion.lock().number
    append_only.release(connection)
    clear_tables()
    with file.open(encoding="utf-8") as lines:
        count = read_rows(lines)
    append_only.guard(connection)
    connection.check_constraints()
    call_command("rebuild_modelsearch_index", verbosity=0)
    # Nothing that anybody keeps in memory is of this version.
    version = PublishedVersion.lock()
    version.number = max(number, version.number)
    version.save()
    PublishedVersion.advance()
    return count


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database as it is now, whatever is written meanwhile."""
    inside_another = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not inside_another:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _migrations() -> list[str]:
    applied = MigrationLoader(connection).applied_migrations
    return sorted(f"{app}.{name}" for app, name in applied)


def _check_migrations(path: Path, facts: dict[str, Any]) -> None:
    """Refuse a backup of a release with other tables."""
    of_backup, here = set(facts.get("migrations", ())), set(_migrations())
    if missing := sorted(of_backup - here):
        raise BackupError(
            f"{path}: of a newer release: it has {', '.join(missing)}. Install that "
            "release, or run `manage.py migrate` first"
        )
    if further := sorted(here - of_backup):
        raise BackupError(
            f"{path}: of an older release: it has not {', '.join(further)}. Install "
            "that release with an empty database, restore, then update"
        )


def _check_empty() -> None:
    found = [
        model._meta.verbose_name_plural
        for model in (User, Revision, Clinic)
        if model._base_manager.exists()
    ]
    if found:
        raise BackupError(
            f"the site is not empty: it has {', '.join(map(str, found))}. "
            "--replace deletes all that it has"
        )


def _check_content(files: Path) -> None:
    found = differences(settings.CONTENT_DIR, files)
    if found and files_below(settings.CONTENT_DIR):
        raise BackupError(
            f"{settings.CONTENT_DIR}: {len(found)} content files are not as in the "
            f"backup: {', '.join(found[:3])}. --replace replaces the folder, "
            "--leave-content leaves it as it is"
        )
