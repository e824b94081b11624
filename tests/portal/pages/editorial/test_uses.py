"""Where a page is used, and by what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.pages.editorial import workflow
from portal.pages.editorial.uses import uses_of
from portal.pages.publishing import withdraw
from tests import factories
from tests.edits import draft

pytestmark = pytest.mark.django_db


def test_uses_of_tells_title_kind_and_every_field():
    text = "One [a](procedure:nerve-block). Two [b](procedure:nerve-block)."
    factories.page("condition", what_it_is=text, related=["procedure:nerve-block"])
    factories.page("guide", body="[Other](procedure:other-block)")
    uses = uses_of("procedure", "nerve-block")
    (use,) = uses.published
    assert (use.title, use.kind_name, use.language) == ("Sciatica", "Condition", "")
    assert use.fields == ("Procedures", "Related", "What it is")
    assert use.url == "/admin/pages/revision/edit/condition/en/sciatica/"
    assert (uses.drafts, uses.needed_by, uses.any) == ([], [], True)


def test_uses_of_a_page_that_nothing_links_to():
    page = factories.page("guide", body="[Here](guide:when-to-consider)")
    assert not uses_of("guide", page.slug).any


def test_uses_of_tells_versions_in_work():
    page = factories.page("guide", body="Nothing.")
    ada = factories.user()
    first = draft(page, ada, body="[It](symptom:burning-pain)")
    workflow.submit(first, by=ada)
    draft(page, ada, body="No more.")
    (use,) = uses_of("symptom", "burning-pain").drafts
    assert (use.revision, use.fields) == (first, ("Body",))
    assert uses_of("symptom", "burning-pain").published == []


def test_uses_of_tells_the_language_of_a_translation():
    factories.page("guide", language="es", body="[Eso](symptom:burning-pain)")
    (use,) = uses_of("symptom", "burning-pain").published
    assert use.language == "Spanish"


def test_uses_of_leaves_out_what_patients_do_not_read():
    page = factories.page("guide", body="[It](symptom:burning-pain)")
    withdraw([page])
    assert not uses_of("symptom", "burning-pain").any


def test_uses_of_asks_the_database_equally_often(django_assert_num_queries):
    author = factories.user()

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            body = "[It](symptom:burning-pain)"
            page = factories.page("guide", f"g-{number}", title=f"{number}", body=body)
            draft(page, author, title=f"{number} again")

    more(0, 1)
    uses_of("symptom", "burning-pain")  # what is read once is read now
    with CaptureQueriesContext(connection) as few:
        uses_of("symptom", "burning-pain")
    more(1, 6)
    uses_of("symptom", "burning-pain")
    with django_assert_num_queries(len(few)):
        uses = uses_of("symptom", "burning-pain")
        assert [use.url for use in uses.drafts + uses.published]
    assert (len(uses.published), len(uses.drafts)) == (6, 6)
