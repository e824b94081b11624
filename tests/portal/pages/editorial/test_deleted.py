"""The deleted pages, and the way back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.clinic import roles
from portal.pages.editorial import workflow
from portal.pages.editorial.deleted import deleted_pages
from portal.pages.models import Guide
from portal.pages.publishing import head_revision
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/admin/pages/revision/deleted/"


def test_deleted_pages_last_one_first():
    eve = factories.user("eve")
    first, second = factories.page("guide"), factories.page("cause")
    factories.page("symptom")
    workflow.delete(first, by=eve, note="Twice")
    workflow.delete(second, by=eve, note="Wrong")
    found = deleted_pages()
    assert [(page.row, page.kind_name) for page in found] == [
        (second, "Cause"),
        (first, "Guide"),
    ]
    assert [(page.event.note, page.event.who) for page in found] == [
        ("Wrong", "eve"),
        ("Twice", "eve"),
    ]
    assert found[1].head == first.live.pk


def test_deleted_pages_without_a_trace():
    factories.page("guide")
    Guide.objects.update(status="deleted")
    (page,) = deleted_pages()
    assert page.event is None


def test_list_leads_to_the_newest_version(client):
    client.force_login(factories.staff(roles.EDITOR))
    assert "No page is deleted." in client.get(URL).content.decode()
    page = factories.page("guide")
    workflow.delete(page, by=factories.user("eve"), note="Twice")
    html = client.get(URL).content.decode()
    restore = reverse("admin:pages_revision_restore", args=[page.live.pk])
    assert f'href="{restore}"' in html
    assert "Twice" in html
    assert client.get(restore).status_code == 200
    client.post(restore)
    page.refresh_from_db()
    assert page.status == "withdrawn"
    assert head_revision("guide", "en", page.slug).state == "draft"
    assert "No page is deleted." in client.get(URL).content.decode()


def test_list_is_for_staff_who_edit(client):
    assert client.get(URL).status_code == 302
    client.force_login(factories.user("eve", is_staff=True))
    assert client.get(URL).status_code == 403
    client.force_login(factories.staff(roles.EDITOR))
    assert client.post(URL).status_code == 405


def test_menu_leads_to_deleted_pages_and_to_the_export_who_may(client):
    export = reverse("admin:pages_export")
    client.force_login(factories.staff(roles.EDITOR))
    html = client.get(URL).content.decode()
    assert f'href="{URL}"' in html
    assert export not in html
    client.force_login(factories.staff(roles.REVIEWER, "bob"))
    assert f'href="{export}"' in client.get(URL).content.decode()
