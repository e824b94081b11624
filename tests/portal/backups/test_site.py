"""A restored site serves the same bytes, and nothing is lost unasked."""

from __future__ import annotations

import json
import shutil
import tarfile

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from portal.backups.archive import LIST, unpacked, write_archive
from portal.backups.rows import PASSING, clear_tables, kept_models
from portal.clinic.models import Clinic, Location, Logo
from portal.pages.loading import load_content
from portal.pages.rate_limit import UseCount
from portal.pages.revisions import PublishedVersion, Revision
from portal.staff import append_only
from portal.staff.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/conditions/sciatica/",
    "/procedures/nerve-block/",
    "/glossary/",
    "/contact/",
    "/search/?q=nerve",
    "/look/0123456789abcdef.webp",
    "/sitemap.xml",
)


@pytest.fixture
def site(content, settings):
    """Return the content folder of a site with a clinic, a logo and an editor."""
    settings.CONTENT_DIR = content
    load_content(content)
    logo = Logo.objects.create(
        digest="0123456789abcdef", data=bytes(range(256)), width=2, height=1
    )
    Clinic(pk=1, name="Harbor Pain Clinic", phone="555 0100", logo=logo).save()
    Location(clinic_id=1, name="Harbor", address="1 Quay").save()
    editor = factories.editor()
    editor.user_permissions.add(Permission.objects.get(codename="view_location"))
    AuditEntry.objects.create(action="signed_in", who="An editor")
    UseCount.objects.create(key="passing", hour=1)
    return content


@pytest.fixture
def backup(site, tmp_path):
    path = tmp_path / "site.tar.gz"
    call_command("backup", path)
    return path


def served() -> dict[str, tuple[int, bytes]]:
    client = Client()
    found = {path: client.get(path) for path in PAGES}
    return {path: (got.status_code, got.content) for path, got in found.items()}


def rows() -> dict[str, list]:
    """Return every row that a backup holds, but for the token, which is always new."""
    kept = [model for model in kept_models() if model is not PublishedVersion]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in kept
    }


def change_everything(content):
    Clinic.objects.update(name="Another")
    User.objects.all().update(username="another")
    Group.objects.create(name="Another")
    AuditEntry.objects.create(action="signed_in", who="Another")
    Location(clinic_id=1, name="Another", address="2 Quay").save()
    shutil.rmtree(content / "en")


def test_restored_site_serves_the_same_bytes(site, backup):
    before, held, files = served(), rows(), sorted(site.rglob("*"))
    token = PublishedVersion.current()
    assert {status for status, _ in before.values()} == {200}
    change_everything(site)
    assert served() != before
    call_command("restore", backup, "--replace")
    assert served() == before
    assert rows() == held
    assert sorted(site.rglob("*")) == files
    assert PublishedVersion.current() != token  # nobody shows what memory has


def test_restored_site_goes_on(site, backup):
    call_command("restore", backup, "--replace")
    assert not UseCount.objects.exists()
    assert User.objects.get().user_permissions.count() == 1
    newest = Revision.objects.latest("pk").pk
    Location(clinic_id=1, name="New", address="2 Quay").save()
    factories.page("condition", "another")
    assert Revision.objects.latest("pk").pk > newest
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM staff_auditentry")


@pytest.fixture
def refused(backup):
    """Restore a backup and return why that was refused; the site is as it was."""

    def refuse(path=backup, *options):
        before = rows()
        with pytest.raises(CommandError) as error:
            call_command("restore", path, *options)
        assert rows() == before
        assert str(error.value).endswith("; nothing was changed")
        return str(error.value)

    return refuse


def test_restore_needs_an_empty_site(refused):
    said = refused()
    assert "not empty: it has users, revisions, clinic profile. --replace" in said


def test_restore_needs_the_same_content_files(site, refused):
    append_only.release(connection)
    clear_tables()
    append_only.guard(connection)
    (site / "en" / "more.md").write_text("mine")
    assert "1 content files are not as in the backup: en/more.md" in refused()


def test_restore_leaves_content_when_told(site, backup):
    (site / "en" / "more.md").write_text("mine")
    call_command("restore", backup, "--replace", "--leave-content")
    assert (site / "en" / "more.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda m: [*m, "pages.9999_later"], "of a newer", id="newer"),
        pytest.param(lambda m: m[:-1], "of an older release: it has not", id="older"),
    ],
)
def test_restore_needs_the_same_migrations(backup, refused, tmp_path, change, said):
    with unpacked(backup) as (folder, facts):
        facts["migrations"] = change(facts["migrations"])
        names = [name for name in facts["files"] if name != LIST]
        other = tmp_path / "other.tar.gz"
        write_archive(other, [(name, folder / name) for name in names], facts)
    assert said in refused(other, "--replace")


def test_restore_takes_all_rows_or_none(backup, refused, tmp_path):
    with unpacked(backup) as (folder, facts):
        lines = (folder / "database.jsonl").read_text().splitlines()
        lost = [line for line in lines if '"model": "auth.user"' not in line]
        (folder / "database.jsonl").write_text("\n".join(lost) + "\n")
        other = tmp_path / "other.tar.gz"
        facts["rows"] = len(lost)
        names = list(facts["files"])
        write_archive(other, [(name, folder / name) for name in names], facts)
    assert "its rows do not fit" in refused(other, "--replace")


def test_backup_refuses_a_file_that_is_there(backup):
    with pytest.raises(CommandError, match="a file already; nothing was written"):
        call_command("backup", backup)


def test_backup_says_what_it_holds(backup):
    with tarfile.open(backup) as tar:
        facts = json.load(tar.extractfile(LIST))
    assert facts["rows"] == sum(map(len, rows().values())) + 1
    assert "clinic.0001_initial" in facts["migrations"]
    assert set(PASSING).isdisjoint(m._meta.label_lower for m in kept_models())
