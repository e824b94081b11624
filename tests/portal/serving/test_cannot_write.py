"""The database answers and cannot write: it is read-only, or its disk is full."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from portal.clinic import roles
from portal.pages.models import Guide, Revision
from tests import factories
from tests.edits import edit, everything
from tests.form_posts import form_post

READ = ["/", "/conditions/sciatica/", "/search/?q=pain", "/glossary/", "/pain-path/"]


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def read_only():
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    sql(on)
    try:
        yield
    finally:
        sql(off)


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file: No space left on device'
  USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER full_disk AFTER INSERT ON pages_link EXECUTE FUNCTION full_disk();
"""
"""PostgreSQL has no limit that could be set; so it says what it says on a full disk."""


@contextmanager
def full_disk():
    if connection.vendor == "sqlite":
        sql("VACUUM")  # or there would be empty pages to write to
        sql("PRAGMA max_page_count = 1")  # it is never less than what there is
    else:
        sql(FULL)
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            sql("PRAGMA max_page_count = 1000000000")
        else:
            sql("DROP FUNCTION full_disk() CASCADE")


@pytest.fixture
def guide(transactional_db, content):
    call_command("load_content", root=content, verbosity=0)
    return Guide.objects.get()


def test_what_cannot_be_written_is_said_plainly_and_nothing_is_half_done(
    guide, content, client
):
    """One test, so that the tables are emptied once."""
    client.force_login(factories.staff(roles.EDITOR))
    for file in content.rglob("*.*"):
        edit(file, "title: ", "title: Other ")
    before = everything()
    with read_only():
        pages_can_be_read(client)
        saving_is_refused(client, guide)
        loading_is_refused(content, "can only be read")
    with full_disk():
        loading_is_refused(content, "has no room left")
        pages_can_be_read(client)
    assert everything() == before
    call_command("load_content", root=content, verbosity=0)
    saving_is_done(client, guide)


def pages_can_be_read(client):
    assert [client.get(path).status_code for path in READ] == [200] * len(READ)
    assert client.get("/readyz").status_code == 200
    step = client.post("/pain-path/", {"for_whom": "me"})
    assert client.get(step["Location"]).status_code == 200


def form_url(guide):
    return f"/admin/pages/guide/{guide.pk}/change/"


def save(client, guide):
    return client.post(
        form_url(guide), form_post("guide", guide.live, title="Typed for an hour")
    )


def saving_is_refused(client, guide):
    assert client.get(form_url(guide)).status_code == 200
    response = save(client, guide)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    html = response.content.decode()
    assert "Nothing was saved." in html
    assert "What you typed in a page’s form is still in this browser" in html


def loading_is_refused(content, why):
    with pytest.raises(CommandError, match=why) as told:
        call_command("load_content", root=content)
    assert told.value.returncode == 1


def saving_is_done(client, guide):
    assert not settings.DEBUG
    assert save(client, guide).status_code == 302
    assert Revision.objects.first().record["title"] == "Typed for an hour"
