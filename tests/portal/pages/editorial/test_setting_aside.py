from __future__ import annotations

import pytest

from portal.pages.editorial.setting_aside import (
    common_base,
    merge_into,
    needs_merge,
    other_side,
    throw_away,
)
from portal.pages.editorial.workflow import RefusedError
from portal.pages.models import Guide, LoadedRecord
from portal.pages.publishing import (
    NewerVersionError,
    head_revision,
    save_draft,
    set_aside,
)
from portal.pages.revisions import Revision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return factories.editor()


@pytest.fixture
def page():
    return factories.page("guide")


@pytest.fixture
def aside(page, ada):
    save_draft(
        page, page.live.record | {"title": "Theirs"}, author=ada, based_on=page.live
    )
    return set_aside(page, page.live.record | {"title": "Mine"}, author=ada, based_on=page.live)  # fmt: skip


def test_merge_into_what_is_no_longer_the_newest_saves_nothing(page, ada, aside):
    older = other_side(aside)
    newer = save_draft(page, older.record, author=ada, based_on=older)
    with pytest.raises(NewerVersionError) as caught:
        merge_into(aside, aside.record, onto=older, by=ada)
    assert caught.value.head == newer
    assert needs_merge(aside)


def test_merge_into_twice_is_refused(ada, aside):
    made = merge_into(aside, aside.record, onto=other_side(aside), by=ada)
    with pytest.raises(RefusedError, match="dealt with"):
        merge_into(aside, aside.record, onto=made, by=ada)
    with pytest.raises(RefusedError, match="dealt with"):
        throw_away(aside, by=ada)


def test_thrown_away_is_never_the_newest(page, ada, aside):
    theirs = other_side(aside)
    throw_away(aside, by=ada)
    assert head_revision("guide", "en", page.slug) == theirs
    assert not needs_merge(aside)


def test_only_what_was_set_aside_is_thrown_away(page, ada):
    with pytest.raises(RefusedError):
        throw_away(page.live, by=ada)


def test_merged_gives_its_place_to_the_new_draft(page, ada, aside):
    made = merge_into(aside, aside.record, onto=other_side(aside), by=ada)
    aside.refresh_from_db()
    assert aside.state == Revision.State.SUPERSEDED
    assert head_revision("guide", "en", page.slug) == made
    assert made.note.startswith("With what ada wrote on ")


def test_common_base_is_the_nearest_ancestor_of_both(page, ada, aside):
    assert common_base(aside, other_side(aside)) == page.live.record
    alone = Revision.objects.create(
        kind="guide", language="en", slug=page.slug, record={}, origin="files"
    )
    assert common_base(alone, other_side(aside)) == {}


def test_set_aside_where_the_row_is_gone(page, ada, aside):
    """A row is made again by the first save of what was merged."""
    theirs = other_side(aside)
    LoadedRecord.objects.all().delete()
    Guide.objects.all().delete()
    made = merge_into(aside, aside.record, onto=theirs, by=ada)
    assert Guide.objects.get().status == "draft"
    assert made.based_on == theirs
