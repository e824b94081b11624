from __future__ import annotations

import pytest

from portal.clinic import roles
from portal.pages.publishing import head_revision
from tests import factories
from tests.form_posts import form_post

pytestmark = pytest.mark.django_db


def saved(client, kind: str, **changes: object) -> dict:
    """Return the record that a form with these changes made."""
    page = factories.page(kind)
    client.force_login(factories.staff(roles.EDITOR))
    app, model = page._meta.app_label, page._meta.model_name
    data = form_post(kind, page.live, **changes)
    client.post(f"/admin/{app}/{model}/{page.pk}/change/", data)
    return head_revision(kind, page.language, page.slug).record


def test_form_lists_the_sources_that_claims_and_texts_name(client):
    for slug in ("trial-2020", "leaflet", "guideline"):
        factories.page("source", slug)
    harm = factories.OUTCOME | {"text": "Of 100 people, 2 had a rash."}
    record = saved(
        client,
        "procedure",
        harms=[harm | {"source": "leaflet"}],
        what_it_is="As [NICE says](source:guideline) and [nobody](source:gone).",
    )
    assert record["sources"] == ["trial-2020", "leaflet", "guideline"]


def test_form_lists_no_source_twice(client):
    factories.page("source")
    record = saved(client, "procedure", title="Another title")
    assert (record["title"], record["sources"]) == ("Another title", ["trial-2020"])
