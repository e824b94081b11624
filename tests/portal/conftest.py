from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.observing import metrics


@pytest.fixture
def in_threads(transactional_db):
    """Run functions at once, each in a thread and on a connection of its own."""

    def run(*functions):
        with ThreadPoolExecutor(len(functions)) as pool:
            return [f.result() for f in [pool.submit(closing, f) for f in functions]]

    def closing(function):
        try:
            return function()
        finally:
            connection.close()

    return run


@pytest.fixture(scope="session")
def counting(tmp_path_factory):
    """Return what counts and tells; one for all, as the library has it."""
    return metrics.start(str(tmp_path_factory.mktemp("metrics") / "new"))
