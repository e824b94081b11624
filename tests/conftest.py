from __future__ import annotations

import tempfile
from pathlib import Path

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


SHIPPED = Path(__file__).parent.parent / "content"


@pytest.fixture
def content(tmp_path) -> Path:
    """A content folder with one page of each kind, all linked."""
    from tests import factories

    factories.write_content(tmp_path / "content")
    return tmp_path / "content"
