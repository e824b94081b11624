from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection


@pytest.fixture
def in_threads(transactional_db, tmp_path):
    """Run functions at once, each in a thread and on a connection of its own.

    SQLite's test database is in memory, where a writer does not wait for another, so
    there they get a copy in a file, as in production.
    """

    def run(*functions):
        with ThreadPoolExecutor(len(functions)) as pool:
            return [f.result() for f in [pool.submit(closing, f) for f in functions]]

    def closing(function):
        try:
            return function()
        finally:
            connection.close()

    def copy():
        if connection.vendor == "sqlite":
            file = str(tmp_path / "copy.sqlite3")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [file])
            settings["NAME"] = file
        return run

    settings = connection.settings_dict
    name = settings["NAME"]
    yield copy
    settings["NAME"] = name
