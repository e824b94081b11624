"""Kill the portal's work at random moments, and look at what is left.

    python bench/kill_rounds.py [--rounds N] [--seed N] [--database URL]

In each round every action is done by a child process, which is killed with SIGKILL
after a random part of the time that the action takes; every third time, up to 3 ms
into its COMMIT. What is left must be all or nothing of each transaction, and whole; and
then the action, done again, finishes. Prints how many were killed before, in and after
their transaction, and every fault; exits with 1 if there is one.

Runs on a database of its own: a SQLite file, or under tests/with_postgres.py one in
that PostgreSQL; or on the empty one that --database names.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from databases import own_database, use
from killed_child import (
    BEGUN,
    COMMITTED,
    COMMITTING,
    disconnect,
    in_child,
    wait_for_server,
)
from tables import show

if TYPE_CHECKING:
    from kill_actions import Action

WHEN: Final = ("before", "in the middle", "after")


@dataclass(slots=True)
class Tally:
    """What became of one action."""

    took: list[float] = field(default_factory=list)  # seconds, unkilled
    killed: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    options = arguments()
    with (
        tempfile.TemporaryDirectory(prefix="portal-kill-") as name,
        ExitStack() as stack,
    ):
        folder = Path(name)
        use(options.database or stack.enter_context(own_database(folder)))
        found = play(folder / "content", random.Random(options.seed), options.rounds)
        disconnect()
    report(found, options.rounds)
    faults = [fault for tally in found.values() for fault in tally.faults]
    for fault in faults:
        print(f"seed {options.seed}, {fault}", file=sys.stderr)
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6)
    )
    parser.add_argument("--database")
    return parser.parse_args()


def play(root: Path, chance: random.Random, rounds: int) -> dict[str, Tally]:
    """Play the rounds; the first round of each action is not killed, but timed."""
    from kill_actions import Clinic

    clinic = Clinic.begin(root)
    found: dict[str, Tally] = {}
    for number in range(1, rounds + 2):
        for action in clinic.actions(number, chance):
            tally = found.setdefault(action.name, Tally())
            for fault in one(action, tally, chance, number):
                tally.faults.append(f"round {number}, {action.name}: {fault}")
    return found


def one(
    action: Action, tally: Tally, chance: random.Random, number: int
) -> Iterator[str]:
    """Kill one action and do it again; yield what is wrong."""
    import kill_checks

    if not tally.took:
        tally.took = timed(action.run)
        yield from action.missing()
        return
    before = kill_checks.tables()
    said = in_child(action.run, *moment(max(tally.took), chance, number))
    wait_for_server()
    tally.killed[when(said, is_done=not list(action.missing()))] += 1
    left = kill_checks.tables()
    yield from kill_checks.lost(before, left)
    yield from kill_checks.wrong()
    commits = said.count(COMMITTED)
    if BEGUN not in said and left != before:
        yield "something was written outside of a transaction"
    yield from again(action)
    after = kill_checks.tables()
    yield from kill_checks.lost(left, after)
    yield from kill_checks.wrong()
    yield from action.missing()
    sure = not said.endswith(COMMITTING)  # else it may have come through, or not
    if commits == 0 and sure and left != before:
        yield "nothing was committed, and something is left"
    if action.name != "schedule run" and left not in (before, after):
        yield "half of it was done"


def moment(took: float, chance: random.Random, number: int) -> tuple[float, bool]:
    """Draw when to kill: seconds, and whether they are counted from the COMMIT."""
    if number % 3 == 0:
        return chance.uniform(0, 0.003), True
    return chance.uniform(0, took), False


def timed(run: Callable[[], object]) -> list[float]:
    """Return how many seconds a child takes that is not killed."""
    started = time.monotonic()
    in_child(run, None, in_commit=False)
    return [time.monotonic() - started]


def when(said: bytes, *, is_done: bool) -> str:
    """Say when a child was killed, by what it told of its transactions."""
    if BEGUN not in said:
        return "before"
    return "after" if is_done else "in the middle"


def again(action: Action) -> Iterator[str]:
    """Do it once more; only what is done already may be refused."""
    from portal.pages.editorial.steps import RefusedError

    is_done = not list(action.missing())
    try:
        action.run()
    except RefusedError as error:
        if not is_done:
            yield f"cannot be done again: {error}"
    except Exception as error:
        yield f"cannot be done again: {error!r}"


def report(found: dict[str, Tally], rounds: int) -> None:
    from django.db import connection

    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    head = ("", "takes", "rounds", *WHEN, "faults")
    rows = []
    for action, tally in found.items():
        counts = [str(tally.killed[when]) for when in WHEN]
        takes = f"{max(tally.took) * 1000:.0f} ms"
        rows.append((action, takes, str(rounds), *counts, str(len(tally.faults))))
    show(f"Killed on {name}", head, rows)


if __name__ == "__main__":
    sys.exit(main())
