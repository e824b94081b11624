from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROUNDS = 8


@pytest.fixture
def database_url(transactional_db, tmp_path):
    """A copy of the empty test database, which outlives a killed process."""
    if connection.vendor == "sqlite":
        file = str(tmp_path / "portal.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        yield f"sqlite:///{file}"
        return
    url, name = settings.DATABASE_URL, f"killed_{uuid.uuid4().hex}"
    connection.close()
    connection.close_pool()  # a database that somebody uses cannot be copied
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            f'CREATE DATABASE {name} TEMPLATE "{connection.settings_dict["NAME"]}"'
        )
        yield f"{url.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_apply_plan_killed_at_any_moment_leaves_nothing_half_loaded(
    database_url, tmp_path
):
    """Eight loads are killed; tests/killed_loads.py says where and how."""
    seed = random.SystemRandom().randrange(1_000_000)
    command = [sys.executable, "-m", "tests.killed_loads", tmp_path / "content"]
    done = subprocess.run(
        [*command, str(seed), str(ROUNDS)],
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        },
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    told = f"seed {seed}:\n{done.stdout}"
    assert len(rounds) == ROUNDS, told
    assert all(found["finished"] for found in rounds), told
    for found in rounds:
        if found["at"] == "commit":  # either side of it is right
            assert found["found"] in ("before", "after"), told
        else:
            assert (found["killed"], found["found"]) == (True, "before"), told
