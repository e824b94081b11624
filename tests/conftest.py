from __future__ import annotations

import gc
import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

# Every test has a client of its own: it neither hashes slowly nor lists all files first.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def _static_root(tmp_path_factory):
    """Serve the sources of static files and not what was collected."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


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
