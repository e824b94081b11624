"""What stands beside a record's form."""

from __future__ import annotations

import datetime as dt

import pytest

from portal.clinic import roles
from portal.pages.editorial.workflow import Review, publish_reviewed, schedule, submit
from portal.pages.editorial.workflow import send_back as send_back_version
from portal.pages.models import Owner, Revision
from portal.pages.publishing import head_revision, withdraw
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db

REVIEW = Review(
    reviewed_by="Dr Ada Lin",
    last_reviewed=dt.date(2026, 1, 1),
    next_review_due=dt.date(2027, 1, 1),
)


@pytest.fixture
def ada(client):
    made = factories.staff(roles.EDITOR)
    client.force_login(made)
    return made


def form(client, page) -> str:
    """Return the form's page, its words between single spaces."""
    app, name = page._meta.app_label, page._meta.model_name
    response = client.get(f"/admin/{app}/{name}/{page.pk}/change/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_sidebar_of_a_live_page(client, ada):
    html = form(client, factories.page("guide"))
    assert "Patients read this page since" in html
    assert "Nobody has a newer version in work." in html
    assert "Nobody looks after this page yet." in html
    assert "/admin/pages/revision/owner/guide/en/when-to-consider/" in html
    assert "Loaded" not in html
    assert "See the page as patients do" in html


def test_sidebar_live_since_its_publication(client, ada):
    factories.page("source")
    factories.page("condition")
    page = factories.page("guide")
    made = draft(page, ada, title="Better")
    submit(made, by=ada)
    publish_reviewed(made, by=ada, review=None, allow_own=True)
    event = made.events.filter(action="published")
    event.update(at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    assert "Patients read this page since March 1, 2026." in form(client, page)


@pytest.mark.parametrize("status", ["withdrawn", "deleted"])
def test_sidebar_of_a_page_that_was_taken_away(client, ada, status):
    page = factories.page("guide")
    withdraw([page], status)
    html = form(client, page)
    assert "Patients do not see this page:" in html
    assert "See the page as patients do" not in html


def test_sidebar_of_a_new_page(client, ada):
    factories.revision("guide")
    page = factories.page("term")
    client.post(
        "/admin/pages/term/add/",
        {"slug": "new", "language": "en", "title": "New", "text": "A word."},
    )
    page = type(page).objects.get(slug="new")
    assert "New: patients do not see this page yet." in form(client, page)


def test_sidebar_says_what_is_in_work(client, ada):
    page = factories.page("guide")
    made = draft(page, ada, title="Better")
    assert "Draft, by ada" in form(client, page)
    submit(made, by=ada)
    assert "Waiting for review, by ada" in form(client, page)
    send_back_version(made, by=ada, reason="Name the source, please.")
    html = form(client, page)
    assert "Sent back, by ada" in html
    assert "The reviewer wrote: “Name the source, please.”" in html


def test_sidebar_says_what_is_scheduled(client, ada):
    page = factories.page("guide")
    factories.page("source")
    factories.page("condition")
    made = draft(page, ada, title="Better", body="Plain words.")
    submit(made, by=ada)
    schedule(made, by=ada, review=REVIEW, allow_own=True, on=dt.date(2999, 5, 1))
    assert "Will be published on May 1, 2999." in form(client, page)


def test_sidebar_says_that_a_version_was_left_behind(client, ada):
    page = factories.page("guide")
    behind = draft(page, ada, title="Mine")
    live = factories.page("guide").live
    Revision.objects.filter(pk=behind.pk).update(state="superseded")
    again = Revision.objects.create(
        kind="guide", language="en", slug=page.slug, record=behind.record,
        based_on=behind, author=ada, origin="admin",
    )  # fmt: skip
    assert head_revision("guide", "en", page.slug) == again
    assert again.pk > live.pk
    assert "Patients read something newer" in form(client, page)


def test_sidebar_has_the_grade_the_faults_and_the_hints(client, ada):
    page = factories.page("guide", next_review_due="2020-01-01")
    html = form(client, page)
    assert "Reading grade" in html
    assert "found condition:sciatica, which is nowhere" in html
    assert "The day of its next review is past." in html
    assert "No other page links to this one." in html


def test_sidebar_says_when_nothing_is_wrong(client, ada):
    for kind in factories.SLUGS:
        page = factories.page(kind)
    assert "Nothing here keeps it from being published." in form(client, page)
    assert "Reading grade" not in form(client, page)


def test_sidebar_warns_of_a_hard_text_and_unchecked_sources(client, ada):
    hard = "Multidisciplinary rehabilitation necessitates individualized evaluation. "
    factories.page("source", checked="no")
    page = factories.page("cause", what_can_be_changed=f"{hard * 9}It was 24 of 100.")
    html = form(client, page)
    assert '<p class="side-warn"> Reading grade' in html
    assert "Sources that nobody has read yet: “A trial”." in html
    assert "No source beside the figure “24 of 100”." in html
    assert "Very short: “How it leads to pain”." in html


def test_sidebar_says_what_is_empty(client, ada):
    page = factories.page("procedure", insurers=None)
    assert "Still empty: “What insurers often ask for”." in form(client, page)


def test_sidebar_lists_the_latest_versions(client, ada):
    page = factories.page("guide")
    made = [draft(page, ada, title=f"Title {n}") for n in range(6)]
    html = form(client, page)
    for revision in made[1:]:
        assert f"/admin/pages/revision/{revision.pk}/preview/" in html
    assert f"/admin/pages/revision/{made[0].pk}/preview/" not in html
    address = f"/admin/pages/guide/{page.pk}/history/"
    assert f'<a href="{address}">All versions</a>' in html
    listed = client.get(address).content.decode()
    assert listed.count("history-version") == 7
    assert f"/admin/pages/revision/{made[0].pk}/restore/" in listed


def test_sidebar_says_who_looks_after_the_page(client, ada):
    page = factories.page("guide")
    ben = factories.staff(roles.EDITOR, "ben", first_name="Ben", last_name="Okafor")
    Owner.objects.create(kind="guide", language="en", slug=page.slug, user=ben)
    assert "Ben Okafor looks after this page." in form(client, page)


def test_form_uses_a_fixed_number_of_queries(
    client, ada, django_assert_num_queries, django_assert_max_num_queries
):
    page = factories.page("guide")
    form(client, page)  # whoever asks first reads what everything is called
    with django_assert_max_num_queries(19) as queries:
        form(client, page)
    few = len(queries.captured_queries)
    for number in range(20):
        factories.page("guide", f"guide-{number}", title=f"Guide {number}")
        draft(page, ada, title=f"Title {number}")
    draft(page, ada, title=page.title)
    head = head_revision("guide", "en", page.slug)
    Revision.objects.filter(pk=head.pk).update(state="superseded")
    form(client, page)
    with django_assert_num_queries(few):
        form(client, page)
