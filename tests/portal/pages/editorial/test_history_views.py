from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.pages.editorial.history_views import EACH_PAGE
from portal.pages.editorial.workflow import publish_reviewed, schedule
from portal.pages.models import Guide
from portal.pages.publishing import publish, set_aside
from tests import factories
from tests.edits import draft


def url(page):
    return f"/admin/pages/guide/{page.pk}/history/"


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


def test_history_lists_every_version_with_its_events(staff, page, submitted, reviewer):
    publish_reviewed(submitted, by=reviewer, review=None, allow_own=False)
    html = staff.get(url(page)).content.decode()
    for text in ("Published", "Superseded", "Ana Gil", "Content files"):
        assert text in html
    assert html.index("Sent for review") < html.index("Omar Reyes")
    assert "<q>Please look</q>" in html


def test_history_links_to_what_can_be_done(staff, page, submitted, editor):
    newest = draft(page, editor, title="Newest")
    html = staff.get(url(page)).content.decode()
    for version, name, there in [
        (submitted, "review", True),
        (submitted, "restore", True),
        (newest, "restore", False),
        (newest, "preview", True),
    ]:
        assert (f"/admin/pages/revision/{version.pk}/{name}/" in html) is there
    assert f"/{newest.pk}/compare/?with={submitted.pk}" in html
    assert f"/{newest.pk}/compare/?with=live" in html
    assert f"/{page.live.pk}/compare/?with=live" not in html


def test_history_shows_what_was_set_aside(staff, page, editor):
    set_aside(page, page.live.record, author=editor, based_on=page.live)
    assert "Set aside" in staff.get(url(page)).content.decode()


def test_history_names_the_day_of_a_scheduled_version(staff, page, submitted, reviewer):
    day = timezone.localdate() + dt.timedelta(days=400)
    schedule(submitted, by=reviewer, review=None, allow_own=False, on=day)
    html = staff.get(url(page)).content.decode()
    assert day.isoformat() not in html
    assert f", {day.year}</q>" in html


def test_history_is_in_pages_and_asks_a_fixed_number_of_times(
    staff, page, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15) as few:
        staff.get(url(page))
    for number in range(EACH_PAGE):
        publish([factories.revision("guide", title=f"Title {number}")])
    with django_assert_num_queries(len(few.captured_queries)):
        response = staff.get(url(page))
    assert len(response.context["versions"]) == EACH_PAGE
    assert '<a href="?p=2">2</a>' in response.content.decode()
    last = staff.get(url(page), {"p": 2})
    assert [version for version, _ in last.context["versions"]] == [page.live]


def test_history_of_a_page_without_versions(staff, page):
    bare = Guide.objects.create(slug="bare", title="Bare")
    assert "Nothing was saved yet" in staff.get(url(bare)).content.decode()


@pytest.mark.parametrize("number", ["999", "abc", "9" * 30])
def test_history_unknown_is_404(staff, number):
    assert staff.get(f"/admin/pages/guide/{number}/history/").status_code == 404


def test_history_is_for_who_may_edit(client, page):
    assert client.get(url(page)).status_code == 302
    client.force_login(factories.user("nobody", is_staff=True))
    assert client.get(url(page)).status_code == 403
