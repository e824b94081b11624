from __future__ import annotations

import gc
import os
import uuid
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from portal.staff import append_only

# Every test has a client of its own: it neither hashes slowly nor lists all files first.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.WHITENOISE_AUTOREFRESH = True
# Now and then a half minute ends between a test's making a code and sending it.
settings.MFA_TOTP_TOLERANCE = 1
# All tests search from one address.
settings.SEARCHES_A_MINUTE = 0
# Nobody is asked for a second step but in the tests of it.
settings.SECOND_FACTOR = "nobody"


@pytest.fixture(scope="session", autouse=True)
def _static_root(tmp_path_factory):
    """Serve the sources of static files and not what was collected."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
):
    """Keep SQLite's test database in a file, as in production.

    One in memory has a single connection for all threads, whose transactions would be
    one, and which can wait for each other for ever.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let SQLite's tables be emptied between tests, the audit log's too."""
    with django_db_blocker.unblock():
        append_only.release(connection)


@pytest.fixture(autouse=True)
def _english():
    """Begin in English: a request for a Spanish page leaves its thread in Spanish."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


# No test is timed, and a run can be told again: the same examples every time. With
# HYPOTHESIS_PROFILE=explore other ones are drawn at every run.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

SHIPPED = Path(__file__).parent.parent / "content"


@pytest.fixture
def content(tmp_path) -> Path:
    """A content folder with one page of each kind, all linked."""
    from tests import factories

    factories.write_content(tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def database_url(transactional_db, tmp_path):
    """A copy of the empty test database, for a process of its own."""
    if connection.vendor == "sqlite":
        file = str(tmp_path / "portal.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [file])
        yield f"sqlite:///{file}"
        return
    url, name = settings.DATABASE_URL, f"copy_{uuid.uuid4().hex}"
    connection.close()
    connection.close_pool()  # a database that somebody uses cannot be copied
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            f'CREATE DATABASE {name} TEMPLATE "{connection.settings_dict["NAME"]}"'
        )
        yield f"{url.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


DATABASE = {"db", "transactional_db", "database_url"}
"""Fixtures of tests that use the database; the last is of a process of its own."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="Leave out what no other database could change: pure tests, the "
        "browser's and those marked any_database, whose pages are fetched by tests "
        "of the views too.",
    )


def pytest_collection_finish() -> None:
    """Let no search for garbage go through what stays to the end: tests and modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if not config.getoption("--only-database"):
        return
    kept, left = [], []
    for item in items:
        fixtures = DATABASE.intersection(getattr(item, "fixturenames", ()))
        asks = item.get_closest_marker("django_db") or fixtures
        pages = "browser" in item.path.parts or item.get_closest_marker("any_database")
        (kept if asks and not pages else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)
