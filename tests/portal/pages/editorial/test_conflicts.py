from __future__ import annotations

import pytest

from portal.pages.editorial.conflicts import file_record, resolve_conflicts
from portal.pages.editorial.workflow import RefusedError
from portal.pages.models import Conflict, Guide, LoadedRecord
from portal.pages.publishing import NewerVersionError
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return factories.editor()


@pytest.fixture
def page():
    return factories.page("guide")


@pytest.fixture
def conflict(page):
    address = {"kind": "guide", "language": "en", "slug": page.slug}
    return Conflict.objects.create(
        field="title", in_file="The file's", in_admin=page.title, **address
    )


def loaded(page, **changes):
    record = factories.record("guide", **changes)
    return LoadedRecord.objects.create(
        kind="guide", language="en", slug=page.slug, file="x.md", record=record,
        revision=page.live,
    )  # fmt: skip


def test_file_record_is_what_the_file_said_and_says(page, conflict):
    loaded(page, title="Before")
    before, now = file_record(page.live, [conflict])
    assert (before["title"], now["title"]) == ("Before", "The file's")
    assert before["summary"] == now["summary"] == page.summary


def test_file_record_of_a_file_that_was_never_loaded(page, conflict):
    before, _now = file_record(page.live, [conflict])
    assert "title" not in before


def test_resolve_keeps_the_base_true(page, ada, conflict):
    known = loaded(page)
    resolve_conflicts(
        page, page.live.record, conflicts=[conflict], onto=page.live, by=ada
    )
    known.refresh_from_db()
    assert (known.record["title"], known.revision) == ("The file's", None)
    assert page.live.events.get().action == "merged"


def test_resolve_where_the_live_version_says_what_the_file_says(page, ada, conflict):
    Conflict.objects.update(in_file=page.title)
    known = loaded(page, title="Before")
    conflict.refresh_from_db()
    resolve_conflicts(
        page, page.live.record, conflicts=[conflict], onto=page.live, by=ada
    )
    known.refresh_from_db()
    assert known.revision == page.live
    assert known.record == page.live.record


def test_resolve_without_a_loaded_record(page, ada, conflict):
    made = resolve_conflicts(
        page,
        page.live.record | {"title": "The file's"},
        conflicts=[conflict],
        onto=page.live,
        by=ada,
    )
    assert made.record["title"] == "The file's"
    assert not Conflict.objects.exists()


def test_resolve_of_an_older_version_changes_nothing(page, ada, conflict):
    newer = draft(page, ada, title="Newer")
    with pytest.raises(NewerVersionError) as caught:
        resolve_conflicts(
            page, newer.record, conflicts=[conflict], onto=page.live, by=ada
        )
    assert caught.value.head == newer
    assert Conflict.objects.exists()


def test_resolve_after_another_load_changes_nothing(page, ada, conflict):
    Conflict.objects.update(in_file="Something else")
    with pytest.raises(RefusedError, match="loaded again"):
        resolve_conflicts(
            page, page.live.record, conflicts=[conflict], onto=page.live, by=ada
        )
    assert Conflict.objects.exists()
    assert Guide.objects.get().title == page.title
