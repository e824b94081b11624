"""What becomes of a field that the file, admin, both or neither changed."""

from __future__ import annotations

import weakref

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.models import Cause
from portal.pages.loading import load_content
from portal.pages.planning import CHUNK, chunks
from portal.pages.publishing import head_revision, publish, save_draft, withdraw
from portal.pages.revisions import Conflict, LoadedRecord, Revision
from tests import factories
from tests.edits import CAUSE, draft, load_faults, publish_edit, write, write_file

pytestmark = pytest.mark.django_db
ADDRESS = ("cause", "en", "nerve-damage")
A, B, C = "Was", "From the file", "From admin"
FIELDS = {  # a required one, and each sort that may be empty
    "summary": (A, B, C),
    "funding": (A, B, C),
    "synonyms": (["was"], ["file", "two"], ["admin"]),
    "last_reviewed": ("2026-01-01", "2026-02-02", "2026-03-03"),
    "related": (
        ["guide:when-to-consider"],
        ["term:nerve-root"],
        ["symptom:burning-pain"],
    ),
    "how_it_leads_to_pain": (A, B, C),
}
OPTIONAL = [name for name in FIELDS if name not in ("summary", "how_it_leads_to_pain")]


@pytest.fixture
def ada():
    return User.objects.create(username="ada")  # no password: hashing one is slow


def cause():
    return Cause.objects.get()


def load(content, **changes):
    """Change the file of the cause, load, and return the plan."""
    options = {name: changes.pop(name) for name in ("prefer",) if name in changes}
    write_file(content, "cause", "nerve-damage", **changes)
    return load_content(content, **options)


def conflicts():
    return {
        row.field: (row.in_file, row.in_admin) for row in Conflict.objects.of(*ADDRESS)
    }


def live():
    return cause().live.record


def test_file_and_row_and_revision_agree(content):
    load(content, funding=A)
    assert live() == factories.record("cause", funding=A)
    assert LoadedRecord.objects.of(*ADDRESS).get().record == live()


def values(names, which):
    """Return a value of each field, the first, second or third, or None for empty."""
    return {name: None if which is None else FIELDS[name][which] for name in names}


@pytest.mark.parametrize(
    ("in_file", "in_admin", "expected", "kept", "conflict"),
    [
        pytest.param(0, 0, 0, False, False, id="neither"),
        pytest.param(1, 0, 1, False, False, id="file"),
        pytest.param(0, 2, 2, True, False, id="admin"),
        pytest.param(1, 1, 1, False, False, id="both alike"),
        pytest.param(1, 2, 2, True, True, id="both differently"),
    ],
)
def test_fields_changed(content, ada, in_file, in_admin, expected, kept, conflict):
    load(content, **values(FIELDS, 0))
    if in_admin:
        publish_edit(cause(), ada, **values(FIELDS, in_admin))
    plan = load(content, **values(FIELDS, in_file))
    wanted = values(FIELDS, expected)
    assert {name: live()[name] for name in FIELDS} == wanted
    assert {to: set(names) for to, names in plan.kept.items()} == (
        {ADDRESS: set(FIELDS)} if kept else {}
    )
    assert conflicts() == both(FIELDS, in_file, in_admin, conflict)
    again = load_content(content)
    assert {name: live()[name] for name in FIELDS} == wanted
    assert len(again.changes) == conflict  # looked at again until it is settled


def both(names, in_file, in_admin, conflict):
    """Return the conflicts that there should be."""
    one, other = values(names, in_file), values(names, in_admin)
    return {name: (one[name], other[name]) for name in names} if conflict else {}


@pytest.mark.parametrize(
    ("base", "in_file", "in_admin", "expected", "conflict"),
    [
        pytest.param(0, None, 0, None, False, id="emptied in the file"),
        pytest.param(0, 0, None, None, False, id="emptied in admin"),
        pytest.param(0, None, None, None, False, id="emptied in both"),
        pytest.param(0, None, 2, 2, True, id="emptied in the file, changed in admin"),
        pytest.param(
            0, 1, None, None, True, id="changed in the file, emptied in admin"
        ),
        pytest.param(None, 1, None, 1, False, id="filled in the file"),
        pytest.param(None, None, 2, 2, False, id="filled in admin"),
        pytest.param(None, 1, 1, 1, False, id="filled in both alike"),
        pytest.param(None, 1, 2, 2, True, id="filled in both differently"),
    ],
)
def test_fields_emptied_or_filled(
    content, ada, base, in_file, in_admin, expected, conflict
):
    load(content, **values(OPTIONAL, base))
    publish_edit(cause(), ada, **values(OPTIONAL, in_admin))
    load(content, **values(OPTIONAL, in_file))
    assert {name: live().get(name) for name in OPTIONAL} == values(OPTIONAL, expected)
    assert conflicts() == both(OPTIONAL, in_file, in_admin, conflict)


@pytest.mark.parametrize("name", FIELDS)
def test_one_field_changed_alone(content, ada, name):
    load(content, **values(FIELDS, 0))
    load(content, **values(FIELDS, 0) | values([name], 1))
    assert live()[name] == FIELDS[name][1]


def test_fields_are_merged_each_by_itself(content, ada):
    load(content, funding=A, summary=A)
    publish_edit(cause(), ada, funding=C)
    plan = load(content, funding=A, summary=B)
    assert (live()["funding"], live()["summary"]) == (C, B)
    assert plan.kept == {ADDRESS: ["funding"]}
    assert cause().live.based_on.record["funding"] == C
    assert cause().live.origin == Revision.Origin.FILES


def test_conflict_in_one_field_does_not_hold_up_another(content, ada):
    load(content, funding=A, summary=A)
    publish_edit(cause(), ada, funding=C)
    load(content, funding=B, summary=B)
    assert (live()["funding"], live()["summary"]) == (C, B)
    assert conflicts() == {"funding": (B, C)}


def test_conflict_stays_until_somebody_settles_it(content, ada):
    load(content, funding=A)
    publish_edit(cause(), ada, funding=C)
    load(content, funding=B)
    revisions = Revision.objects.count()
    for _ in range(2):
        load_content(content)
        assert conflicts() == {"funding": (B, C)}
        assert live()["funding"] == C
    assert Revision.objects.count() == revisions


def test_conflict_follows_both_sides(content, ada):
    load(content, funding=A)
    publish_edit(cause(), ada, funding=C)
    load(content, funding=B)
    publish_edit(cause(), ada, funding="Newer")
    load(content, funding="Newest")
    assert conflicts() == {"funding": ("Newest", "Newer")}
    assert live()["funding"] == "Newer"


@pytest.mark.parametrize(("prefer", "value"), [("file", B), ("admin", C)])
@pytest.mark.parametrize("found_before", [True, False])
def test_prefer_settles_conflicts_for_good(content, ada, prefer, value, found_before):
    load(content, funding=A, summary=A)
    publish_edit(cause(), ada, funding=C, summary=C)
    if found_before:
        load(content, funding=B, summary=A)
    load(content, funding=B, summary=A, prefer=prefer)
    assert live()["funding"] == value
    assert live()["summary"] == C  # no conflict: admin alone changed it
    assert conflicts() == {}
    again = load_content(content)
    assert (again.changes, live()["funding"]) == ([], value)


def test_prefer_admin_still_takes_the_files_next_change(content, ada):
    load(content, funding=A)
    publish_edit(cause(), ada, funding=C)
    load(content, funding=B, prefer="admin")
    load(content, funding=A)
    assert conflicts() == {"funding": (A, C)}


@pytest.mark.parametrize("side", ["file", "admin"])
def test_conflict_goes_when_one_side_takes_the_others_words(content, ada, side):
    load(content, funding=A)
    publish_edit(cause(), ada, funding=C)
    load(content, funding=B)
    if side == "file":
        load(content, funding=C)
    else:
        publish_edit(cause(), ada, funding=B)
        load_content(content)
    assert conflicts() == {}
    assert load_content(content).changes == []
    assert live()["funding"] == (C if side == "file" else B)


def test_conflict_goes_when_the_file_takes_its_change_back(content, ada):
    load(content, funding=A)
    publish_edit(cause(), ada, funding=C)
    load(content, funding=B)
    plan = load(content, funding=A)
    assert conflicts() == {}
    assert plan.kept == {ADDRESS: ["funding"]}


def test_open_draft_survives_on_top_of_what_the_file_brings(content, ada):
    load(content, funding=A, summary=A)
    draft(cause(), ada, funding=C)
    load(content, funding=A, summary=B)
    assert (live()["funding"], live()["summary"]) == (A, B)
    head = head_revision(*ADDRESS)
    assert (head.record["funding"], head.record["summary"]) == (C, B)
    assert head.state == Revision.State.DRAFT
    publish([head])
    assert (live()["funding"], live()["summary"]) == (C, B)


def test_open_draft_on_the_same_field_is_a_conflict_for_the_draft_alone(content, ada):
    load(content, funding=A)
    draft(cause(), ada, funding=C)
    load(content, funding=B)
    assert live()["funding"] == B  # patients get the file's words
    assert head_revision(*ADDRESS).record["funding"] == C
    assert conflicts() == {"funding": (B, C)}
    count = Revision.objects.count()
    load_content(content)
    assert Revision.objects.count() == count


@pytest.mark.parametrize(("prefer", "value"), [("file", B), ("admin", C)])
def test_prefer_settles_a_draft_too(content, ada, prefer, value):
    load(content, funding=A)
    draft(cause(), ada, funding=C)
    load(content, funding=B, prefer=prefer)
    head = head_revision(*ADDRESS)
    assert (live()["funding"], head.record["funding"]) == (B, value)
    assert head.state == Revision.State.DRAFT
    assert conflicts() == {}


def test_open_draft_and_an_unchanged_file(content, ada):
    load(content, funding=A)
    made = draft(cause(), ada, funding=C)
    assert load_content(content).changes == []
    assert head_revision(*ADDRESS) == made


def test_draft_as_the_file_now_says_is_no_conflict(content, ada):
    load(content, funding=A)
    draft(cause(), ada, funding=B)
    load(content, funding=B)
    assert conflicts() == {}
    assert live()["funding"] == head_revision(*ADDRESS).record["funding"] == B


def test_unpublished_in_admin_stays_unpublished(content, ada):
    load(content, funding=A)
    withdraw([cause()])
    load(content, funding=B)
    assert cause().status == Cause.Status.WITHDRAWN
    head = head_revision(*ADDRESS)
    assert (head.record["funding"], head.state) == (B, Revision.State.DRAFT)
    assert load_content(content).changes == []
    publish([head])  # only a person publishes it again
    assert live()["funding"] == B


def test_unpublished_in_admin_with_a_draft_keeps_the_draft(content, ada):
    load(content, funding=A, summary=A)
    draft(cause(), ada, funding=C)
    withdraw([cause()])
    load(content, funding=A, summary=B)
    head = head_revision(*ADDRESS)
    assert cause().status == Cause.Status.WITHDRAWN
    assert (head.record["funding"], head.record["summary"]) == (C, B)


def test_page_made_in_admin_meets_a_new_file(content, ada):
    (content / CAUSE).rename(content / "kept")
    row = Cause(language="en", slug="other")
    record = factories.record("cause", title="Other", funding=C)
    publish([save_draft(row, record, author=ada, based_on=None)])
    (content / "kept").rename(content / CAUSE)
    write_file(content, "cause", "other", title="Other", funding=B, synonyms=["x"])
    load_content(content)
    other = Cause.objects.get(slug="other")
    assert (other.funding, other.synonyms) == (C, ["x"])
    conflict = Conflict.objects.get()
    assert (conflict.slug, conflict.field) == ("other", "funding")
    assert (conflict.in_file, conflict.in_admin) == (B, C)


def test_draft_made_in_admin_meets_a_new_file(content, ada):
    row = Cause(language="en", slug="other")
    record = factories.record("cause", title="Other", funding=C)
    save_draft(row, record, author=ada, based_on=None)
    write_file(content, "cause", "other", title="Other", funding=B)
    load_content(content)
    assert Cause.objects.published().get(slug="other").funding == B
    head = head_revision("cause", "en", "other")
    assert (head.record["funding"], head.state) == (C, Revision.State.DRAFT)


def test_published_again_in_admin_as_it_was_is_no_change(content, ada):
    load(content, funding=A)
    publish_edit(cause(), ada)
    assert load_content(content).kept == {}


def test_other_language_of_the_page_is_another_page(content, ada):
    write(content / "es/causes/nerve-damage.md", factories.page_text("cause"))
    load(content, funding=A)
    publish_edit(Cause.objects.get(language="es"), ada, funding=C)
    load(content, funding=B)
    assert Cause.objects.get(language="en").funding == B
    assert Cause.objects.get(language="es").funding == C
    assert not Conflict.objects.exists()


def test_file_and_admin_that_are_wrong_together_are_refused(content, ada):
    load(content, synonyms=None, title="One", funding=A)
    publish_edit(cause(), ada, summary="x" * 301)  # admin's form would refuse it
    write_file(content, "cause", "nerve-damage", title="Two", funding=A)
    (fault,) = load_faults(content)
    assert fault.startswith(f"{CAUSE}:3: summary: found 'xxx")
    assert fault.endswith(
        "allowed Ensure this value has at most 300 characters (it has 301)."
    )
    assert live()["title"] == "One"


def test_load_looks_up_many_records_together(content):
    def reads(word, count):
        for number in range(count):
            write_file(content, "cause", f"c-{number}", title=f"{word} {number}")
        with CaptureQueriesContext(connection) as queries:
            load_content(content)
        return sum(q["sql"].startswith("SELECT") for q in queries)

    reads("made", 20)
    assert reads("changed", 20) == reads("again", 1)


def test_chunks():
    assert list(chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(chunks([])) == []
    assert [len(chunk) for chunk in chunks(range(CHUNK + 1))] == [CHUNK, 1]


def test_chunks_are_not_held_once_they_are_used():
    found = chunks(({number} for number in range(4)), 2)
    second = weakref.ref(next(found)[1])
    assert second() is None
    assert next(found) == [{2}, {3}]
