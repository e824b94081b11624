"""What is looked for after a kill would be found."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from modelsearch.models import IndexEntry

from conditions.models import Condition
from portal.pages.models import Link, Revision
from tests import factories
from tests.edits import draft, publish_edit


@pytest.fixture
def checks(db, monkeypatch):
    monkeypatch.syspath_prepend(Path(settings.BASE_DIR) / "bench")
    import kill_checks

    factories.pages(["source", "condition"])
    assert list(kill_checks.wrong()) == []
    return kill_checks


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda: Condition.objects.update(title="Else"), "does not say what"),
        (lambda: Condition.objects.update(status="withdrawn"), "on no page"),
        (lambda: Revision.objects.update(state="superseded"), "not the published"),
        (lambda: Link.objects.first().delete(), "links: too many"),
        (lambda: IndexEntry.objects.update(body=F("title")), "is stale"),
        (lambda: IndexEntry.objects.all().delete(), "is stale"),
    ],
)
def test_wrong_names_what_does_not_fit_together(checks, damage, told):
    damage()
    assert told in "\n".join(checks.wrong())


def test_wrong_names_a_step_without_its_event(checks):
    publish_edit(Condition.objects.get(), factories.editor(), summary="Other words.")
    assert "no event says so" in "\n".join(checks.wrong())


def test_lost_names_a_version_that_is_gone_or_another(checks):
    made = draft(Condition.objects.get(), factories.editor(), title="Other words")
    before = checks.tables()
    Revision.objects.filter(pk=made.pk).update(state="submitted")
    assert list(checks.lost(before, checks.tables())) == []
    Revision.objects.filter(pk=made.pk).update(record={})
    assert "pages.Revision lost" in "\n".join(checks.lost(before, checks.tables()))
