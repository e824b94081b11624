"""Files whose record was renamed or deleted in admin, loaded and written back."""

from __future__ import annotations

from pathlib import Path

import pytest

from conditions.models import Cause, Condition
from portal.pages.dumping import dump_content
from portal.pages.editorial import workflow
from portal.pages.editorial.renaming import rename
from portal.pages.faults import ContentError
from portal.pages.loading import load_content
from portal.pages.models import Event, Redirect, Source, Term
from portal.pages.publishing import publish, save_draft
from portal.pages.records import record_models
from portal.pages.reporting import load_report
from portal.pages.revisions import Conflict, LoadedRecord, Revision
from tests import factories
from tests.edits import (
    CAUSE,
    CONDITION,
    GLOSSARY,
    draft,
    edit,
    load_faults,
    publish_edit,
    write_file,
)

pytestmark = pytest.mark.django_db
OLD, NEW = "nerve-damage", "harm-to-a-nerve"
NEW_FILE = "en/causes/harm-to-a-nerve.md"


@pytest.fixture
def bob():
    return factories.user("bob")


@pytest.fixture
def renamed(content, bob) -> Path:
    """A loaded folder, the cause of which was renamed in admin since."""
    load_content(content)
    rename(Cause, OLD, NEW, by=bob)
    return content


def counts() -> tuple[int, int, int]:
    return Cause.objects.count(), Revision.objects.count(), LoadedRecord.objects.count()


def quiet(content: Path) -> None:
    """Load what changes nothing and is not worth a word."""
    before = counts()
    plan = load_content(content)
    assert (plan.changes, plan.kept, plan.missing) == ([], {}, [])
    assert counts() == before


def test_unchanged_files_stay_as_they_are_after_a_rename(renamed):
    quiet(renamed)
    assert Cause.objects.get().slug == NEW
    assert Condition.objects.get().causes == [NEW]


def test_a_changed_file_under_the_old_name_is_that_of_the_renamed_page(renamed):
    edit(renamed / CAUSE, "A plain sentence.", "Another sentence.")
    plan = load_content(renamed)
    assert [change.address for change in plan.changes] == [("cause", "en", NEW)]
    cause = Cause.objects.get()
    assert (cause.slug, cause.summary) == (NEW, "Another sentence.")
    loaded = LoadedRecord.objects.get(kind="cause")
    assert (loaded.slug, loaded.file) == (NEW, CAUSE)
    quiet(renamed)


def test_a_renamed_page_is_merged_with_its_file_three_ways(renamed, bob):
    publish_edit(Cause.objects.get(), bob, title="From admin", funding="From admin")
    edit(renamed / CAUSE, "A plain sentence.", "From the file.")
    edit(renamed / CAUSE, "Nobody paid for this page.", "From the file")
    load_content(renamed)
    cause = Cause.objects.get()
    assert (cause.title, cause.summary) == ("From admin", "From the file.")
    assert [c.address for c in Conflict.objects.all()] == [("cause", "en", NEW)]


def test_a_file_that_links_by_the_old_name_is_no_change_and_no_conflict(renamed, bob):
    """The link was mended in admin; whoever writes the file need not know yet."""
    edit(renamed / CONDITION, "title: Sciatica", "title: Sciatic pain")
    load_content(renamed)
    condition = Condition.objects.get()
    assert (condition.title, condition.causes) == ("Sciatic pain", [NEW])
    assert not Conflict.objects.exists()
    quiet(renamed)
    publish_edit(condition, bob, causes=[NEW], title="Sciatica again")
    assert load_content(renamed).kept == {("condition", "en", "sciatica"): ["title"]}


def test_a_field_with_such_a_link_that_the_file_changes_is_taken(renamed):
    text = f"One [cause](cause:{OLD}) more."
    write_file(renamed, "condition", "sciatica", what_it_is=text)
    load_content(renamed)
    assert Condition.objects.get().what_it_is == f"One [cause](cause:{NEW}) more."
    assert not Conflict.objects.exists()


def test_a_draft_is_merged_with_such_a_file_too(renamed, bob):
    draft(Condition.objects.get(), bob, summary="A draft.")
    edit(renamed / CONDITION, "title: Sciatica", "title: Sciatic pain")
    load_content(renamed)
    newest = Revision.objects.filter(kind="condition").first()
    assert (newest.state, newest.record["summary"]) == ("draft", "A draft.")
    assert newest.record["causes"] == [NEW]


def test_dump_renames_the_file_and_mends_those_that_link_to_it(renamed, tmp_path):
    check = dump_content(renamed, check=True)
    assert check.renamed == {CAUSE: NEW_FILE}
    assert set(check.written) == {NEW_FILE, CONDITION}
    assert (renamed / CAUSE).exists()
    assert not (renamed / NEW_FILE).exists()
    text = (renamed / CAUSE).read_text()
    dump_content(renamed)
    assert not (renamed / CAUSE).exists()
    assert (renamed / NEW_FILE).read_text() == text
    assert f"- {NEW}" in (renamed / CONDITION).read_text()
    assert dump_content(renamed, check=True).renamed == {}
    dump_content(tmp_path / "new")
    assert names(tmp_path / "new") == names(renamed)
    load_content(renamed)
    assert LoadedRecord.objects.get(kind="cause").file == NEW_FILE
    assert Revision.objects.filter(kind="cause").count() == 1
    quiet(renamed)


def names(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_dump_does_not_rename_a_file_that_is_not_loaded(renamed):
    edit(renamed / CAUSE, "A plain sentence.", "Not loaded.")
    before = names(renamed)
    with pytest.raises(ContentError) as caught:
        dump_content(renamed)
    assert str(caught.value) == (
        f"{CAUSE}:1: file: found changes that are not loaded yet, allowed a dump after "
        "`load_content`"
    )
    assert names(renamed) == before


def test_dump_takes_the_old_file_away_where_the_new_one_is_there(renamed):
    (renamed / NEW_FILE).write_bytes((renamed / CAUSE).read_bytes())
    dump = dump_content(renamed)
    assert dump.renamed == {CAUSE: NEW_FILE}
    assert NEW_FILE not in dump.written
    assert not (renamed / CAUSE).exists()
    load_content(renamed)
    quiet(renamed)


def test_a_file_whose_renamed_page_is_unpublished_stays(renamed, bob):
    workflow.unpublish(Cause.objects.get(), by=bob)
    assert dump_content(renamed).renamed == {}
    assert (renamed / CAUSE).exists()


def test_two_files_for_one_page_are_refused(renamed):
    text = (renamed / CAUSE).read_text()
    (renamed / NEW_FILE).write_text(text)
    fault = (
        f"{CAUSE}:1: name: found 'harm-to-a-nerve', which {NEW_FILE} holds too, "
        "allowed one of the two: it was renamed in admin"
    )
    assert load_faults(renamed) == [fault]
    edit(renamed / CAUSE, "A plain sentence.", "Another sentence.")
    assert load_faults(renamed) == [fault]


def test_a_file_renamed_by_hand_is_the_same_page(renamed):
    (renamed / CAUSE).rename(renamed / NEW_FILE)
    load_content(renamed)
    assert LoadedRecord.objects.get(kind="cause").file == NEW_FILE
    quiet(renamed)


def test_a_renamed_entry_of_a_collection(content, bob):
    load_content(content)
    rename(Term, "nerve-root", "root", by=bob)
    rename(Source, "trial-2020", "the-trial", by=bob)
    quiet(content)
    edit(content / GLOSSARY, "title: Nerve root", "title: The root")
    load_content(content)
    assert (Term.objects.get().slug, Term.objects.get().title) == ("root", "The root")
    dump = dump_content(content)
    assert {"sources.yaml", GLOSSARY} <= set(dump.written)
    assert (content / GLOSSARY).read_text().startswith("root:\n")
    load_content(content)
    quiet(content)
    text = (content / GLOSSARY).read_text()
    (content / GLOSSARY).write_text(text + text.replace("root:\n", "nerve-root:\n", 1))
    line = len(text.splitlines()) + 1
    (fault,) = load_faults(content)
    assert fault.startswith(f"{GLOSSARY}:{line}: name: found 'root', which {GLOSSARY} ")


def test_renamed_back_and_forth_the_files_fit_again(renamed, bob):
    rename(Cause, NEW, OLD, by=bob)
    quiet(renamed)
    assert dump_content(renamed).written == {}
    edit(renamed / CAUSE, "A plain sentence.", "Another sentence.")
    load_content(renamed)
    assert Cause.objects.get().slug == OLD


def test_what_a_rename_dumped_loads_into_an_empty_database(renamed):
    dump_content(renamed)
    for model in (LoadedRecord, *record_models().values(), Event, Redirect):
        model.objects.all().delete()
    Revision.objects.update(based_on=None)
    Revision.objects.all().delete()
    load_content(renamed)
    assert Cause.objects.published().get().slug == NEW


def delete(bob) -> None:
    workflow.delete(Cause.objects.get(), by=bob, note="Out of date")


def test_a_deleted_page_does_not_come_back_with_its_file(content, bob):
    load_content(content)
    delete(bob)
    for text in ("A plain sentence.", "Another sentence.", "A third."):
        edit(content / CAUSE, "A plain sentence.", text)
        before = counts()
        plan = load_content(content)
        assert (plan.changes, plan.missing, plan.unchanged) == ([], [], 7)
        assert plan.deleted == {("cause", "en", OLD): CAUSE}
        assert counts() == before
        assert Cause.objects.get().status == "deleted"
        edit(content / CAUSE, text, "A plain sentence.")
    line = f"{CAUSE}: cause nerve-damage (en): passed over, deleted in admin"
    assert line in load_report(plan, check=False)
    (content / CAUSE).unlink()
    assert load_content(content).missing == []


def test_a_page_of_admin_that_was_deleted_does_not_come_from_a_new_file(content, bob):
    load_content(content)
    row = Cause(language="en", slug="other")
    record = factories.record("cause", title="Other")
    publish([save_draft(row, record, author=bob, based_on=None)])
    workflow.delete(Cause.objects.get(slug="other"), by=bob)
    write_file(content, "cause", "other", title="Nerve damage")  # another's name, too
    plan = load_content(content)
    assert plan.deleted == {("cause", "en", "other"): "en/causes/other.md"}
    assert Cause.objects.get(slug="other").status == "deleted"


def test_a_restored_page_takes_its_file_up_again(content, bob):
    load_content(content)
    live = Cause.objects.get().live
    delete(bob)
    edit(content / CAUSE, "A plain sentence.", "Written meanwhile.")
    load_content(content)
    restored = workflow.restore(live, by=bob)
    workflow.publish_reviewed(restored, by=bob, review=None, allow_own=True)
    load_content(content)
    assert Cause.objects.published().get().summary == "Written meanwhile."
    quiet(content)


def test_a_deleted_entry_leaves_the_rest_of_its_file_alone(content, bob):
    text = (content / GLOSSARY).read_text()
    other = "disc:\n  title: Disc\n  text: A cushion.\n"
    (content / GLOSSARY).write_text(other + text)
    load_content(content)
    workflow.delete(Term.objects.get(slug="disc"), by=bob)
    edit(content / GLOSSARY, "title: Nerve root", "title: The root")
    plan = load_content(content)
    assert plan.deleted == {("term", "en", "disc"): GLOSSARY}
    assert Term.objects.published().get().title == "The root"
    quiet(content)
    assert list(dump_content(content).written) == [GLOSSARY]
    assert "disc" not in (content / GLOSSARY).read_text()
    load_content(content)
