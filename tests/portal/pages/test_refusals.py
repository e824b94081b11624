from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, InternalError, OperationalError

from portal.pages.management.plain_command import PlainCommand
from portal.pages.refusals import cannot_write, in_plain_words, is_refusal


def raised(error: Exception, cause: Exception) -> Exception:
    """Return an error as Django raises it for the driver's."""
    error.__cause__ = cause
    return error


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


FULL = raised(OperationalError("disk"), sqlite_error(sqlite3.SQLITE_FULL))
READ_ONLY = raised(
    InternalError("read-only"), psycopg.errors.ReadOnlySqlTransaction("read-only")
)
BUSY = raised(OperationalError("lock"), psycopg.errors.LockNotAvailable("lock"))
BROKEN = raised(OperationalError("io"), sqlite_error(sqlite3.SQLITE_IOERR_WRITE))
AWAY = raised(OperationalError("gone"), psycopg.OperationalError("gone"))
OURS = raised(InternalError("x"), psycopg.errors.InFailedSqlTransaction("x"))


@pytest.mark.parametrize(
    ("error", "refuses", "unwritten"),
    [
        (FULL, True, True),
        (READ_ONLY, True, True),
        (BUSY, True, True),
        (BROKEN, True, False),
        (AWAY, True, False),
        (OURS, False, False),
        (DataError("too long"), False, False),
        (None, False, False),
    ],
)
def test_is_refusal_and_cannot_write(error, refuses, unwritten):
    assert (is_refusal(error), cannot_write(error)) == (refuses, unwritten)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FULL, "no room left on its disk, so nothing was written"),
        (READ_ONLY, "can only be read, so nothing was written"),
        (BUSY, "for too long, so nothing was written"),
        (BROKEN, "cannot read or write its files"),
        (AWAY, "The database does not answer. It says: gone"),
    ],
)
def test_in_plain_words(error, words):
    assert words in in_plain_words(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FULL, "no room left"),
        (
            OSError(errno.ENOSPC, "No space left on device", "content/en/a.md"),
            "Cannot write content/en/a.md: No space left on device.",
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "Cannot write a temporary file: Read-only file system.",
        ),
    ],
)
def test_plain_command_says_what_it_could_not_write(error, words):
    with pytest.raises(CommandError, match=words):
        call_command(failing(error))


@pytest.mark.parametrize("error", [DataError("ours"), OSError(errno.ENOENT, "ours")])
def test_plain_command_leaves_other_faults_as_they_are(error):
    with pytest.raises(type(error), match="ours"):
        call_command(failing(error))


def failing(error: Exception) -> PlainCommand:
    class Failing(PlainCommand):
        requires_system_checks = []

        def handle(self, **options):
            raise error

    return Failing()
