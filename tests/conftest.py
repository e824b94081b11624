from __future__ import annotations

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

# Empty, so that the sources of static files are served and not what was collected.
settings.STATIC_ROOT = Path(tempfile.mkdtemp(prefix="portal-static-"))

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
