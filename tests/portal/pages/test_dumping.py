from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.models import Cause, Condition
from portal.pages.dumping import dump_content, file_name, write_file
from portal.pages.faults import ContentError
from portal.pages.loading import load_content
from portal.pages.models import Source, Term
from portal.pages.publishing import publish, save_draft, withdraw
from portal.pages.record_rows import to_record
from portal.pages.records import record_models
from portal.pages.revisions import Revision
from tests import edits, factories, strategies
from tests.conftest import SHIPPED
from tests.edits import CAUSE, GLOSSARY, edit, publish_edit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return User.objects.create(username="ada")


def files(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and the moment of the last change of every file."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file()
    }


def texts(root: Path) -> dict[str, bytes]:
    return {name: data for name, (data, _) in files(root).items()}


def refused(root: Path) -> list[str]:
    """Dump into a folder that must be left alone; return the lines that say why."""
    before = files(root)
    with pytest.raises(ContentError) as caught:
        dump_content(root)
    assert files(root) == before
    return str(caught.value).splitlines()


def test_dump_content_of_what_was_loaded_touches_no_file(content):
    load_content(content)
    before = files(content)
    dump = dump_content(content)
    assert (dump.written, dump.unchanged) == ({}, 8)
    assert files(content) == before


def test_dump_content_into_an_empty_folder_gives_the_same_bytes(content, tmp_path):
    load_content(content)
    dump = dump_content(tmp_path / "new")
    assert len(dump.written) == 8
    assert texts(tmp_path / "new") == texts(content)


def test_dump_content_of_every_shipped_file_gives_the_same_bytes(tmp_path):
    plan = load_content(SHIPPED)
    assert dump_content(SHIPPED, check=True).written == {}
    dump_content(tmp_path / "new")
    for name in {change.file for change in plan.changes}:
        assert (tmp_path / "new" / name).read_bytes() == (SHIPPED / name).read_bytes()


def test_dump_content_writes_admins_work_alone(content, ada):
    load_content(content)
    before = files(content)
    publish_edit(Cause.objects.get(), ada, title="Harm to a nerve", funding=None)
    dump = dump_content(content)
    assert (list(dump.written), dump.unchanged) == ([CAUSE], 7)
    after = files(content)
    assert {name for name in after if after[name] != before[name]} == {CAUSE}
    text = (content / CAUSE).read_text()
    assert text == factories.page_text("cause", title="Harm to a nerve", funding=None)
    plan = load_content(content)
    assert plan.kept == {}
    assert Cause.objects.get().live.by == "ada"  # no new revision for the same words
    assert load_content(content).changes == []


def test_dump_content_does_not_write_drafts(content, ada):
    load_content(content)
    edits.draft(Cause.objects.get(), ada, title="Harm to a nerve")
    assert dump_content(content).written == {}


def test_dump_content_check_writes_nothing(content, ada):
    load_content(content)
    publish_edit(Cause.objects.get(), ada, title="Harm to a nerve")
    before = files(content)
    dump = dump_content(content, check=True)
    assert dump.written == {
        CAUSE: factories.page_text("cause", title="Harm to a nerve")
    }
    assert files(content) == before


def test_dump_content_makes_files_of_pages_made_in_admin(content, ada):
    load_content(content)
    for language in ("en", "es"):
        row = Cause(language=language, slug="other")
        record = factories.record("cause", title="Other")
        publish([save_draft(row, record, author=ada, based_on=None)])
    assert set(dump_content(content).written) == {
        "en/causes/other.md",
        "es/causes/other.md",
    }
    assert len(load_content(content).changes) == 2
    assert Revision.objects.filter(slug="other").count() == 2


def test_dump_content_collection_has_every_record(content, ada):
    load_content(content)
    row = Term(language="en", slug="disc")
    record = {"title": "Disc", "text": "A cushion."}
    publish([save_draft(row, record, author=ada, based_on=None)])
    assert list(dump_content(content).written) == [GLOSSARY]
    assert (content / GLOSSARY).read_text() == (
        "disc:\n  title: Disc\n  text: A cushion.\n"
        "nerve-root:\n  title: Nerve root\n  text: Where a nerve leaves the spine.\n"
    )


def test_dump_content_leaves_out_what_is_unpublished(content, tmp_path):
    load_content(content)
    withdraw(Cause.objects.all())
    dump = dump_content(tmp_path / "new")
    assert CAUSE not in dump.written
    assert len(dump.written) == 7


def test_dump_content_leaves_other_line_ends_alone(content):
    load_content(content)
    data = (content / CAUSE).read_bytes().replace(b"\n", b"\r\n")
    write(content / CAUSE, data)
    assert dump_content(content).unchanged == 8
    assert (content / CAUSE).read_bytes() == data


def test_dump_content_leaves_another_layout_alone(content):
    edit(content / CAUSE, "title: Nerve damage", "# A remark\ntitle: 'Nerve damage'")
    load_content(content)
    assert dump_content(content).written == {}
    assert "# A remark" in (content / CAUSE).read_text()


def test_dump_content_refuses_to_overwrite_what_is_not_loaded(content, ada):
    load_content(content)
    publish_edit(Cause.objects.get(), ada, title="Harm to a nerve")
    edit(content / CAUSE, "A plain sentence.", "Another sentence.")
    assert refused(content) == [
        f"{CAUSE}:1: file: found changes that are not loaded yet, allowed a dump after "
        "`load_content`"
    ]


def test_dump_content_refuses_to_overwrite_a_file_that_was_never_loaded(content, ada):
    load_content(content)
    row = Cause(language="en", slug="other")
    record = factories.record("cause", title="Other")
    publish([save_draft(row, record, author=ada, based_on=None)])
    edits.write_file(content, "cause", "other", title="Somebody's words")
    assert refused(content) == [
        "en/causes/other.md:1: file: found changes that are not loaded yet, allowed a "
        "dump after `load_content`"
    ]


def test_dump_content_refuses_open_conflicts(content, ada):
    load_content(content)
    publish_edit(Cause.objects.get(), ada, funding="From admin")
    edit(content / CAUSE, "Nobody paid for this page.", "From the file")
    load_content(content)
    assert refused(content) == [
        f"{CAUSE}:1: funding: found an open conflict between file and admin, allowed a "
        "dump after somebody has chosen"
    ]
    load_content(content, prefer="admin")
    assert list(dump_content(content).written) == [CAUSE]
    assert "From admin" in (content / CAUSE).read_text()


def test_dump_content_refuses_what_it_cannot_read(content):
    load_content(content)
    write(content / CAUSE, b"x" * 1_000_001)
    assert refused(content) == [
        f"{CAUSE}:1: file: found over 1,000,000 bytes, allowed at most 1,000,000"
    ]


def test_dump_content_does_not_follow_links_out_of_the_folder(content, tmp_path, ada):
    load_content(content)
    publish_edit(Condition.objects.get(), ada, title="Leg pain")
    (content / "en/conditions").rename(tmp_path / "outside")
    (content / "en/conditions").symlink_to(tmp_path / "outside")
    before = texts(tmp_path / "outside")
    assert refused(content) == [
        "en/conditions:1: link: found a link out of the folder, allowed files inside it"
    ]
    assert texts(tmp_path / "outside") == before


def test_file_name_of_each_sort():
    assert file_name(Cause(language="es", slug="a")) == "es/causes/a.md"
    assert file_name(Term(language="en", slug="a")) == "en/glossary.yaml"
    assert file_name(Source(slug="a")) == "sources.yaml"


def test_write_file_that_fails_leaves_what_was_there(tmp_path):
    """As a full disk does: here a half character cannot be written."""
    write_file(tmp_path / "a.md", "as it was")
    with pytest.raises(UnicodeEncodeError):
        write_file(tmp_path / "a.md", "new \ud800")
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text() == "as it was"


def test_write_file_replaces_it_whole_and_keeps_its_mode(tmp_path):
    write(tmp_path / "a.md", "old")
    os.chmod(tmp_path / "a.md", 0o640)
    held = (tmp_path / "a.md").open()
    write_file(tmp_path / "a.md", "né\n")
    write_file(tmp_path / "deep/b.md", "b")
    assert held.read() == "old"  # who reads it now reads it to its end
    held.close()
    assert (tmp_path / "a.md").read_bytes() == "né\n".encode()
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "deep/b.md").stat().st_mode & 0o777 == 0o644
    assert sorted(p.name for p in tmp_path.rglob("*.*")) == ["a.md", "b.md"]


@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.fixed_dictionaries({kind: strategies.records(kind) for kind in factories.SLUGS})
)
def test_any_records_survive_database_and_files(db, records):
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "first"), Path(folder, "second")
        publish(
            [
                Revision.objects.create(
                    kind=kind,
                    language="" if kind == "source" else "en",
                    slug=factories.SLUGS[kind],
                    record=record,
                    origin=Revision.Origin.FILES,
                )
                for kind, record in records.items()
            ]
        )
        dump_content(first)
        withdraw(
            [row for model in record_models().values() for row in model.objects.all()]
        )
        load_content(first)
        rows = {kind: record_models()[kind].objects.get() for kind in records}
        assert {kind: to_record(row) for kind, row in rows.items()} == records
        assert dump_content(first).written == {}
        dump_content(second)
        assert texts(second) == texts(first)
        transaction.set_rollback(True)
