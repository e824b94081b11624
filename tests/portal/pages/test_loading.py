from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.models import Cause, Condition
from portal.pages.faults import ContentError
from portal.pages.loading import load_content
from portal.pages.models import Source, Term
from portal.pages.publishing import withdraw
from portal.pages.records import record_models
from portal.pages.revisions import Link, LoadedRecord, PublishedVersion, Revision
from tests import factories
from tests.conftest import SHIPPED
from tests.edits import (
    CAUSE,
    CONDITION,
    GLOSSARY,
    GUIDE,
    PROCEDURE,
    edit,
    everything,
    load_faults,
    publish_edit,
    write,
    write_file,
)

pytestmark = pytest.mark.django_db


def writes(queries) -> list[str]:
    """Return the statements that are no reading and no transaction."""
    harmless = (
        "SELECT",
        "(SELECT",
        "SAVEPOINT",
        "RELEASE SAVEPOINT",
        "BEGIN",
        "COMMIT",
        "DECLARE",
    )
    return [q["sql"] for q in queries if not q["sql"].startswith(harmless)]


def test_load_content_makes_pages_with_revisions(content):
    plan = load_content(content)
    assert len(plan.changes) == 8
    sciatica = Condition.objects.published().get()
    assert sciatica.symptoms == ["burning-pain"]
    assert sciatica.live.by == "Content files"
    assert sciatica.live.record == factories.record("condition")
    assert Revision.objects.count() == LoadedRecord.objects.count() == 8


def test_load_content_of_every_shipped_file():
    plan = load_content(SHIPPED)
    assert len(plan.changes) == Revision.objects.filter(state="published").count()
    assert {change.address[0] for change in plan.changes} == set(record_models())
    assert plan.passed_over == []


def test_load_content_unchanged_writes_nothing(content):
    load_content(content)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        plan = load_content(content)
    assert (plan.unchanged, plan.changes) == (8, [])
    assert len(queries) > 5
    assert writes(queries) == []


def test_load_content_unchanged_writes_nothing_after_work_in_admin(content):
    load_content(content)
    publish_edit(Cause.objects.get(), factories.editor(), title="Another")
    with CaptureQueriesContext(connection) as queries:
        plan = load_content(content)
    assert plan.kept == {("cause", "en", "nerve-damage"): ["title"]}
    assert writes(queries) == []


def test_load_content_keeps_no_statement_in_memory(content, settings):
    settings.DEBUG = True  # Django notes every statement then, with the texts in it
    load_content(content)
    assert Condition.objects.published().exists()
    noted = [query["sql"] for query in connection.queries]
    assert noted
    assert not any("Text of outlook" in sql for sql in noted)


@pytest.mark.parametrize("loaded", [False, True])
def test_load_content_check_writes_nothing(content, loaded):
    if loaded:
        load_content(content)
        write_file(content, "cause", "other", title="Other")
        edit(content / CONDITION, "title: Sciatica", "title: Leg pain")
        (content / GUIDE).unlink()
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        plan = load_content(content, check=True, prune=True)
    assert len(plan.changes) >= 2
    assert writes(queries) == []
    assert everything() == before


def test_load_content_check_finds_faults(content):
    edit(content / CONDITION, "title: Sciatica", "title: no")
    assert len(load_faults(content, check=True)) == 1


def test_load_content_changes_only_what_changed(content):
    load_content(content)
    before = {row.address: row.pk for row in Revision.objects.all()}
    edit(content / GLOSSARY, "title: Nerve root", "title: Root of a nerve")
    plan = load_content(content)
    assert [change.address for change in plan.changes] == [("term", "en", "nerve-root")]
    assert plan.unchanged == 7
    (new,) = Revision.objects.exclude(pk__in=before.values())
    assert new.based_on_id == before["term", "en", "nerve-root"]
    assert Term.objects.get().title == "Root of a nerve"
    assert Term.objects.get().live == new


def test_load_content_layout_alone_makes_no_revision(content):
    load_content(content)
    text = (content / CONDITION).read_text()
    (content / CONDITION).write_bytes(text.replace("\n", "\r\n").encode())
    before = everything()
    load_content(content)
    after = everything()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"pages.LoadedRecord"}  # the digest of the file's bytes
    assert len(load_content(content).changes) == 0


def test_load_content_another_shape_reads_files_again(content):
    load_content(content)
    LoadedRecord.objects.filter(kind="cause").update(digest="of another release")
    plan = load_content(content)
    assert [change.address[0] for change in plan.changes] == ["cause"]
    assert Revision.objects.filter(kind="cause").count() == 1


@pytest.mark.parametrize("loaded", [False, True])
def test_load_content_one_bad_file_changes_nothing(content, loaded):
    if loaded:
        load_content(content)
        write_file(content, "cause", "other", title="Other")
        edit(content / CONDITION, "title: Sciatica", "title: Leg pain")
    before = everything()
    edit(content / CAUSE, "title: Nerve damage", "title: 12")
    assert len(load_faults(content)) == 1
    assert everything() == before


def test_load_content_reports_every_fault_of_every_file_at_once(content):
    edit(content / CONDITION, "title: Sciatica", "title: yes")
    edit(content / CONDITION, "- burning-pain", "- burning-pane")
    edit(content / PROCEDURE, "type: injection", "type: magic")
    edit(content / GUIDE, "Text of body", "<i>Text</i> of body")
    edit(content / "sources.yaml", "year: 2020", "year: soon")
    write(content / GLOSSARY, b"a:\n  title: \xff\n")
    write(content / "notes.txt", "x")
    write(content / "en/causes/Bad.md", "x")
    write(content / CAUSE, "no fields")
    found = [fault.split(": ")[:2] for fault in load_faults(content)]
    assert found == [
        ["en/causes/Bad.md:1", "file name"],
        [f"{CAUSE}:1", "file"],
        [f"{CONDITION}:2", "title"],
        [f"{CONDITION}:7", "symptoms"],
        [f"{GLOSSARY}:2", "file"],
        [f"{GUIDE}:19", "body"],
        [f"{GUIDE}:19", "body"],
        [f"{PROCEDURE}:6", "type"],
        ["notes.txt:1", "file"],
        ["sources.yaml:4", "year"],
    ]


def test_load_content_passes_over_hidden_files(content):
    write(content / "en/causes/.nerve-damage.md.swp", b"\xff")
    write(content / "en/causes/nerve-damage.md~", b"\xff")
    plan = load_content(content)
    assert plan.passed_over == [
        "en/causes/.nerve-damage.md.swp",
        "en/causes/nerve-damage.md~",
    ]
    assert Cause.objects.count() == 1


def test_load_content_file_gone_is_told_and_stays(content):
    load_content(content)
    (content / GUIDE).unlink()
    before = everything()
    plan = load_content(content)
    assert [loaded.address for loaded in plan.missing] == [
        ("guide", "en", "when-to-consider")
    ]
    assert plan.pruned == []
    assert everything() == before


def test_load_content_prune_unpublishes(content):
    load_content(content)
    write_file(content, "cause", "other", title="Other")
    load_content(content)
    (content / "en/causes/other.md").unlink()
    version = PublishedVersion.objects.get().number
    plan = load_content(content, prune=True)
    assert [loaded.address for loaded in plan.pruned] == [("cause", "en", "other")]
    other = Cause.objects.get(slug="other")
    assert other.status == Cause.Status.WITHDRAWN
    assert other.title == "Other"  # nothing is lost
    assert not Link.objects.of("cause", "en", "other").exists()
    assert not LoadedRecord.objects.of("cause", "en", "other").exists()
    assert PublishedVersion.objects.get().number > version
    again = load_content(content, prune=True)
    assert (again.missing, again.pruned, again.changes) == ([], [], [])


def test_load_content_prune_of_one_record_in_a_file_of_many(content):
    edit(
        content / GLOSSARY,
        "nerve-root:",
        "disc:\n  title: Disc\n  text: A cushion.\nnerve-root:",
    )
    load_content(content)
    edit(content / GLOSSARY, "disc:\n  title: Disc\n  text: A cushion.\n", "")
    plan = load_content(content, prune=True)
    assert [loaded.slug for loaded in plan.pruned] == ["disc"]
    assert [term.slug for term in Term.objects.published()] == ["nerve-root"]


def test_load_content_prune_refuses_to_leave_links_to_nowhere(content):
    load_content(content)
    (content / "en/symptoms/burning-pain.md").unlink()
    before = everything()
    assert load_faults(content, prune=True) == [
        f"{CONDITION}:7: symptoms: found symptom:burning-pain, which is nowhere, allowed "
        "the name of a symptom that exists"
    ]
    assert everything() == before


def test_load_content_prune_and_the_file_comes_back(content):
    write_file(content, "cause", "other", title="Other")
    load_content(content)
    (content / "en/causes/other.md").unlink()
    load_content(content, prune=True)
    write_file(content, "cause", "other", title="Another")
    load_content(content)
    assert Cause.objects.published().get(slug="other").title == "Another"


def test_load_content_pruned_name_is_free_again(content):
    write_file(content, "cause", "other", title="Other")
    load_content(content)
    (content / "en/causes/other.md").unlink()
    write_file(content, "cause", "renamed", title="Other")
    assert len(load_faults(content)) == 1
    load_content(content, prune=True)
    assert Cause.objects.published().get(title="Other").slug == "renamed"


def test_load_content_records_without_a_language(content):
    load_content(content)
    assert Source.objects.get().language == ""


def test_load_content_shows_progress_of_every_file(content):
    seen = []

    def progress(files):
        for file in files:
            seen.append(file.name)
            yield file

    load_content(content, progress=progress)
    assert len(seen) == 8


def test_load_content_links_between_new_records_in_one_load(content):
    write_file(content, "cause", "a", title="A", related=["cause:b"])
    write_file(content, "cause", "b", title="B", related=["cause:a"])
    load_content(content)
    links = Link.objects.filter(relation="related").values_list("slug", "to_slug")
    assert set(links) == {("a", "b"), ("b", "a")}


def test_load_content_refuses_a_year_that_no_document_has(content):
    path = content / "sources.yaml"
    path.write_text(path.read_text().replace("year: 2020", "year: 20200"))
    with pytest.raises(ContentError) as error:
        load_content(content)
    assert str(error.value) == (
        "sources.yaml:4: year: found 20200, "
        "allowed Ensure this value is less than or equal to 2100."
    )


def test_load_content_refuses_marks_that_turn_text_round(content):
    path = content / "en/guides/when-to-consider.md"
    path.write_text(path.read_text().replace("Text of", "Text \u202eof"))
    with pytest.raises(ContentError, match=r"the invisible character U\+202E"):
        load_content(content)


def test_load_content_lets_files_link_to_a_page_unpublished_in_admin(content):
    load_content(content)
    withdraw([Condition.objects.get()])
    path = content / "en/guides/when-to-consider.md"
    path.write_text(path.read_text().replace("Text of", "New text of"))
    assert len(load_content(content).changes) == 1
