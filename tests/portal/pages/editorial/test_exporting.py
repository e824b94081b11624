"""The content files in a zip, as a dump would write them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from conditions.models import Cause
from portal.clinic import roles
from portal.pages.dumping import dump_content
from portal.pages.editorial.exporting import exported
from portal.pages.editorial.renaming import rename
from portal.pages.loading import load_content
from portal.pages.models import Guide
from portal.pages.publishing import withdraw
from portal.pages.revisions import Revision
from tests import factories
from tests.conftest import SHIPPED
from tests.edits import CAUSE, CONDITION, publish_edit

pytestmark = pytest.mark.django_db
URL = "/admin/pages/revision/export/"


@pytest.fixture
def bob(client):
    bob = factories.staff(roles.REVIEWER, "bob")
    client.force_login(bob)
    return bob


def unpacked(response, folder):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    archive.extractall(folder)
    return folder


def test_export_unpacked_is_what_was_loaded(client, bob, content, tmp_path):
    load_content(content)
    publish_edit(Cause.objects.get(), bob, title="From admin")
    rename(Guide, "when-to-consider", "when", by=bob)
    before = Revision.objects.count()
    response = client.get(URL, {"files": "all"})
    today = dt.datetime.now(dt.UTC).date()
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == (
        f'attachment; filename="content-{today}.zip"'
    )
    assert "no-store" in response["Cache-Control"]
    folder = unpacked(response, tmp_path / "new")
    dump_content(tmp_path / "dumped")
    for path in (tmp_path / "dumped").rglob("*.*"):
        other = folder / path.relative_to(tmp_path / "dumped")
        assert other.read_bytes() == path.read_bytes()
    plan = load_content(folder)
    assert (plan.missing, plan.kept, plan.deleted) == ([], {}, {})
    assert Revision.objects.count() == before
    assert load_content(folder).changes == []
    response.close()


def test_export_of_every_shipped_file_is_unchanged(client, bob, tmp_path):
    load_content(SHIPPED)
    response = client.get(URL, {"files": "all"})
    plan = load_content(unpacked(response, tmp_path / "new"))
    assert (plan.changes, plan.missing) == ([], [])
    response.close()


def test_export_of_what_differs(client, bob, content, tmp_path):
    load_content(content)
    assert exported()[1] == []
    assert "Nothing: every file says what patients read." in (
        client.get(URL).content.decode()
    )
    rename(Cause, "nerve-damage", "harm", by=bob)
    html = client.get(URL).content.decode()
    assert "2 files are not as they were loaded last" in html
    response = client.get(URL, {"files": "changed"})
    assert response["Content-Disposition"].endswith('-changes.zip"')
    folder = unpacked(response, tmp_path / "new")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert names == {"en/causes/harm.md", CONDITION}
    response.close()


def test_export_leaves_out_what_patients_do_not_read(client, bob, content):
    load_content(content)
    withdraw(Cause.objects.all())
    assert CAUSE not in {file.name for file in exported()[0]}


def test_export_says_what_it_is_for(client, bob):
    factories.page("guide")
    html = client.get(URL).content.decode()
    assert "1 file in a zip." in html
    assert "?files=all" in html


def test_export_is_for_who_publishes(client):
    for address in (URL, f"{URL}?files=all"):
        assert client.get(address).status_code == 302
    client.force_login(factories.staff(roles.EDITOR))
    for address in (URL, f"{URL}?files=all"):
        assert client.get(address).status_code == 403
    client.force_login(factories.staff(roles.REVIEWER, "bob"))
    assert client.get(f"{URL}?files=some").status_code == 404
    assert client.post(URL).status_code == 405
