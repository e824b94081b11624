"""A text is shown as patients will see it, to staff who edit."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.clinic import roles
from portal.pages.markdown_limits import MAX_LENGTH
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/admin/pages/revision/markdown-preview/"


@pytest.fixture
def editor(client):
    client.force_login(factories.staff(roles.EDITOR))
    return client


def asked(text: str, **changes: str) -> dict[str, str]:
    where = {"kind": "condition", "field": "what_it_is", "language": "en"}
    return where | {"text": text} | changes


def test_preview_is_the_sites_own_html_uncached(editor):
    factories.page("term")
    text = "### A heading\r\n\r\nA **nerve root**, see [this](condition:sciatica)."
    response = editor.post(URL, asked(text))
    html = response.json()["html"]
    assert "<h3>A heading</h3>" in html
    assert 'href="#word-nerve-root"' in html
    assert 'href="/conditions/sciatica/"' in html
    assert response.json()["problems"] == []
    assert "no-store" in response.headers["Cache-Control"]


def test_preview_leads_to_pages_in_the_language_of_the_text(editor):
    html = editor.post(
        URL, asked("[ciática](condition:sciatica)", language="es")
    ).json()["html"]
    assert 'href="/es/conditions/sciatica/"' in html


def test_preview_names_the_lines_that_are_refused_and_shows_nothing(editor):
    text = "Good.\n\n<script>alert(1)</script>\n\n## High\n\n[x](nothing:here)"
    answer = editor.post(URL, asked(text)).json()
    assert answer["html"] == ""
    assert [problem.split(":")[0] for problem in answer["problems"]] == [
        "Line 3",
        "Line 3",
        "Line 5",
        "Line 7",
    ]


def test_preview_of_a_guide_allows_its_headings(editor):
    answer = editor.post(URL, asked("## High", kind="guide", field="body")).json()
    assert answer == {"html": "<h2>High</h2>", "problems": []}


def test_preview_refuses_more_than_a_field_may_hold(editor):
    answer = editor.post(URL, asked("x" * (MAX_LENGTH + 1))).json()
    assert answer["html"] == ""
    assert "20,001 characters" in answer["problems"][0]


@pytest.mark.parametrize(
    "changes",
    [{"kind": "user"}, {"field": "title"}, {"field": "none"}, {"language": "xx"}],
)
def test_preview_of_what_there_is_not_is_404(editor, changes):
    assert editor.post(URL, asked("Text", **changes)).status_code == 404


def test_preview_is_only_posted(editor):
    assert editor.get(URL).status_code == 405


def test_preview_is_refused_to_staff_without_a_role(client):
    client.force_login(factories.user(is_staff=True))
    assert client.post(URL, asked("Text")).status_code == 403


def test_preview_needs_sign_in(client):
    assert client.post(URL, asked("Text")).status_code == 302


def test_preview_needs_a_token():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.staff(roles.EDITOR))
    assert strict.post(URL, asked("Text")).status_code == 403
