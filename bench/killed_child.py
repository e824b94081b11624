"""A child process that does something, tells how far it came, and is killed."""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from typing import Final

from django.db import connection

MOST: Final = 120
"""Seconds after which a child that does not come to its COMMIT is a fault."""

STILL_AT_WORK: Final = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""

BEGUN, COMMITTING, COMMITTED = b"b", b"c", b"d"


def in_child(run: Callable[[], object], delay: float | None, in_commit: bool) -> bytes:
    """Run in a child, kill it after a while, and return what it came to."""
    disconnect()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        work(run, writing, linger=delay is not None)
    os.close(writing)
    try:
        said = wait_for_commit(reading) if in_commit else b""
        if delay is not None:
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while more := os.read(reading, 100):
            said += more
    finally:
        os.close(reading)
    if os.waitstatus_to_exitcode(status) not in (0, -signal.SIGKILL):
        raise SystemExit("A child failed by itself; it says why above.")
    return said


def wait_for_server() -> None:
    """Wait until PostgreSQL has noticed that nobody is there any more.

    It finishes the statement that it was sent, a COMMIT for instance.
    """
    if connection.vendor != "postgresql":
        return
    end = time.monotonic() + MOST
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(STILL_AT_WORK)
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise SystemExit(
        f"PostgreSQL has not noticed within {MOST} s that a child is gone."
    )


def work(run: Callable[[], object], writing: int, *, linger: bool) -> None:
    """Do it, telling how far it came; wait to be killed if so; never returns."""
    code = 1
    try:
        tell_progress(lambda step: os.write(writing, step))
        run()
        if linger:
            time.sleep(MOST)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def tell_progress(tell: Callable[[bytes], object]) -> None:
    """Let this process tell when a transaction begins and ends."""
    is_told = False
    commit = connection.commit

    def statement(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal is_told
        if connection.in_atomic_block and not is_told:
            is_told = True
            tell(BEGUN)
        return execute(sql, params, many, context)

    def telling_commit() -> None:
        nonlocal is_told
        tell(COMMITTING)
        commit()
        tell(COMMITTED)
        is_told = False

    connection.execute_wrappers.append(statement)
    connection.commit = telling_commit  # type: ignore[method-assign]


def wait_for_commit(reading: int) -> bytes:
    """Return what a child said until it begins to commit, or ends."""
    said, end = b"", time.monotonic() + MOST
    while COMMITTING not in said:
        if not select.select([reading], [], [], max(0, end - time.monotonic()))[0]:
            raise SystemExit(f"A child did not commit within {MOST} s.")
        step = os.read(reading, 1)
        if not step:
            break
        said += step
    return said


def disconnect() -> None:
    """Leave nothing open that a child could share."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
