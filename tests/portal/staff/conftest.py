from __future__ import annotations

import pytest
from django.db import transaction


@pytest.fixture
def at_once(monkeypatch):
    """Do at once what waits for a commit: a test's own never comes."""
    monkeypatch.setattr(transaction, "on_commit", lambda do, **options: do())
