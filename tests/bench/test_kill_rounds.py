from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROUNDS = 2
"""One of them is killed in its COMMIT; `make kill-rounds` plays a hundred."""


def test_kill_rounds_leave_nothing_half_done_and_lose_nothing(database_url):
    seed = random.SystemRandom().randrange(1_000_000)
    root = Path(settings.BASE_DIR)
    done = subprocess.run(
        [
            *(sys.executable, root / "bench/kill_rounds.py"),
            *("--rounds", str(ROUNDS), "--seed", str(seed)),
            *("--database", database_url),
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"seed {seed}:\n{done.stdout}\n{done.stderr}"
    table = [line.split(" | ") for line in done.stdout.splitlines()[-4:]]
    assert [(row[2], row[-1]) for row in table] == [(str(ROUNDS), "0 |")] * 4
