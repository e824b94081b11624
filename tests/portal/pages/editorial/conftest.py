"""A page with everything it links to, and one person of each role."""

from __future__ import annotations

import pytest

from portal.clinic import roles
from portal.pages.editorial.workflow import submit
from portal.pages.models import Guide
from tests import factories
from tests.edits import draft


@pytest.fixture
def editor(db):
    return factories.staff(roles.EDITOR, "ed", first_name="Ana", last_name="Gil")


@pytest.fixture
def reviewer(db):
    return factories.staff(roles.REVIEWER, "rev", first_name="Omar", last_name="Reyes")


@pytest.fixture
def page(db):
    factories.pages(("source", "condition", "guide"))
    return Guide.objects.get()


@pytest.fixture
def submitted(page, editor):
    """A version with another title that waits for review."""
    made = draft(page, editor, title="Other words")
    submit(made, by=editor, note="Please look")
    made.refresh_from_db()
    return made
