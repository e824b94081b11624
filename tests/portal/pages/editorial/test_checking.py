from __future__ import annotations

import pytest

from portal.pages.editorial.checking import faults_of
from portal.pages.models import Guide
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _neighbours():
    factories.pages(("source", "condition"))


def test_a_good_version_has_no_faults():
    assert faults_of(factories.revision("guide")) == []


def test_faults_of_every_sort_are_told_at_once():
    factories.page("guide", "other", title="A Guide")
    made = factories.revision(
        "guide",
        title="A guide",
        summary=None,
        related=["guide:nowhere"],
        body="See [this](condition:nothing), [it](source:trial-2020).",
        sources=None,
    )
    assert [fault.split(":")[0] for fault in faults_of(made)] == [
        "Summary",
        "Related",
        "Body",
        "Body",
        "Title",
    ]


def test_a_version_is_no_neighbour_of_itself():
    page = factories.page("guide")
    assert faults_of(page.live) == []
    assert faults_of(factories.revision("guide")) == []


def test_a_version_may_link_to_itself_before_it_is_published():
    made = factories.revision("guide", related=["guide:when-to-consider"])
    assert faults_of(made) == []


def test_a_kind_may_forbid_publishing(monkeypatch):
    def forbidden(self, **options):
        yield "The path proves nothing."

    monkeypatch.setattr(Guide, "publication_faults", forbidden)
    assert faults_of(factories.revision("guide")) == ["The path proves nothing."]
