"""Load content again and again, killed each time; a program of its own.

`python -m tests.killed_loads FOLDER SEED ROUNDS` prints a line of JSON a round. The
database is that of DATABASE_URL, empty at first. Each round writes other words into
every file, adds a page and takes one away, and lets a child load that. The child kills
itself by SIGKILL right after one of its SQL statements, drawn at random out of as many
as a whole load takes; a third of the rounds let it go on to COMMIT after the last
statement, and kill it up to 3 ms into that.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

ALIVE, KILLED = 0, -signal.SIGKILL


def write_round(root: Path, number: int) -> None:
    """Write content in which nothing is as it was in the round before."""
    from tests import factories
    from tests.edits import edit, write_file

    factories.write_content(root)
    for path in sorted(root.rglob("*.*")):
        edit(path, "title: ", f"title: Round {number} ")
    for old in (root / "en/causes").glob("round-*.md"):
        old.unlink()
    write_file(root, "cause", f"round-{number}", title=f"Cause {number}")


def load(root: Path, after_statement=lambda number: None) -> int:
    """Load; return how many statements it took."""
    from portal.pages.loading import load_content

    count = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal count
        result = execute(sql, params, many, context)
        count += 1
        after_statement(count)
        return result

    with connection.execute_wrapper(wrapper):
        load_content(root, prune=True)
    return count


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_load(root: Path, at: int, delay: float | None) -> int:
    """Load in a child that kills itself; return how it ended."""
    disconnect()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def after_statement(number):
        if number == at and delay is None:
            kill()
        if number == at:
            threading.Thread(target=lambda: (time.sleep(delay), kill())).start()

    load(root, after_statement)
    os._exit(ALIVE)


def disconnect() -> None:
    """Leave nothing open that a child could share."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def state() -> dict:
    """Return all content without the numbers that a rolled back load uses up."""
    from tests.edits import everything

    passing = {"id", "created_at", "found_at", "live_id", "based_on_id", "revision_id"}
    return {
        table: sorted(
            json.dumps({k: v for k, v in row.items() if k not in passing}, default=str)
            for row in rows
        )
        for table, rows in everything().items()
    }


def play(root: Path, chance: random.Random, number: int, whole: int) -> dict:
    """Play one round; return what was found."""
    before = state()
    write_round(root, number)
    commit = number % 3 == 0
    at = whole if commit else chance.randint(1, whole)
    end = killed_load(root, at, chance.uniform(0, 0.003) if commit else None)
    found = state()
    load(root)
    after = state()
    return {
        "at": "commit" if commit else at,
        "killed": end == KILLED,
        "found": "before" if found == before else "after" if found == after else "half",
        "finished": before != after and is_whole(number),
    }


def is_whole(number: int) -> bool:
    """Tell whether patients read this round's words and no other's."""
    from portal.pages.record_rows import to_record
    from portal.pages.records import record_models
    from portal.pages.revisions import Revision

    rows = [row for m in record_models().values() for row in m.objects.published()]
    return (
        len(rows) == 9
        and all(f" {number}" in row.title for row in rows)
        and all(row.live.record == to_record(row) for row in rows)
        and Revision.objects.filter(state="published").count() == 9
    )


def main(root: Path, seed: int, rounds: int) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    write_round(root, 0)
    load(root)
    write_round(root, 1)
    whole = load(root)
    chance = random.Random(seed)
    for number in range(2, rounds + 2):
        sys.stdout.write(json.dumps(play(root, chance, number, whole)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
