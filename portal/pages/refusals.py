"""What it means that a database refused: its disk is full, it can only be read, …"""

from __future__ import annotations

import sqlite3
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

AWAY: Final = (OperationalError, InterfaceError)
"""Errors of the database's state; whatever else it raises is a fault of ours."""

_FULL: Final = (
    "The database has no room left on its disk, so nothing was written. Make room and "
    "do this again."
)
_READ_ONLY: Final = (
    "The database can only be read, so nothing was written. Look who owns its files, or "
    "whether the server is a standby, and do this again."
)
_BUSY: Final = (
    "Something else has been writing to the database for too long, so nothing was "
    "written. Do this again when it is done."
)
_DAMAGED: Final = (
    "The database cannot read or write its files; look after its disk before anything "
    "else."
)

# https://www.sqlite.org/rescode.html and PostgreSQL's appendix A
_MEANING: Final = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_IOERR: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    "53100": _FULL,
    "25006": _READ_ONLY,
    "55P03": _BUSY,
    "58030": _DAMAGED,
}


def is_refusal(error: BaseException | None) -> bool:
    """Tell whether the database cannot go on, whatever is asked of it."""
    return isinstance(error, AWAY) or _code(error) in _MEANING


def cannot_write(error: BaseException | None) -> bool:
    """Tell whether it was asked to write, answers, and wrote nothing."""
    return _MEANING.get(_code(error)) in (_FULL, _READ_ONLY, _BUSY)


def in_plain_words(error: DatabaseError | InterfaceError) -> str:
    """Say what a refusal means and what to do, with the database's own words."""
    meaning = _MEANING.get(_code(error), "The database does not answer.")
    return f"{meaning} It says: {str(error).strip()}"


def _code(error: BaseException | None) -> object:
    """Return PostgreSQL's SQLSTATE, or SQLite's primary result code."""
    cause = error.__cause__ if error else None
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return getattr(cause, "sqlstate", None)
