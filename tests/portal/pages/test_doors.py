from __future__ import annotations

import pytest

from portal.pages.doors import DOORS, areas, doors
from portal.pages.publishing import withdraw
from tests import factories

pytestmark = pytest.mark.django_db


def titles(language: str = "en") -> dict[str, list[str]]:
    return {kind: [p.title for p in found] for kind, found in doors(language).items()}


def test_doors_without_content_are_empty():
    assert doors("en") == {kind: [] for kind in DOORS}
    assert areas("en") == []


def test_doors_are_the_pages_most_others_link_to():
    for number in range(DOORS["guide"]):
        factories.page("guide", f"guide-{number}", title=f"Guide {number}")
    factories.page("guide", "lonely", title="A lonely guide")
    linked = [f"guide:guide-{number}" for number in range(DOORS["guide"])]
    factories.page("cause", related=[*linked, "guide:lonely"])
    factories.page("symptom", related=linked)
    assert titles()["guide"] == [f"Guide {n}" for n in range(DOORS["guide"])]


def test_doors_are_in_the_readers_language_where_there_is_one():
    factories.page("condition")
    factories.page("condition", "neck-pain", title="Neck pain")
    factories.page("condition", language="es", title="Ciática")
    factories.page("guide", related=["condition:neck-pain", "condition:sciatica"])
    assert titles("es")["condition"] == ["Ciática", "Neck pain"]


def test_doors_lead_to_published_pages_only():
    factories.page("guide", related=["condition:sciatica"])
    withdraw([factories.page("condition")])
    assert titles()["condition"] == []
    assert areas("en") == []


def test_areas_are_those_of_conditions_in_the_order_of_the_body():
    factories.page("condition", body_areas=["leg", "low_back"])
    factories.page("condition", "neck-pain", body_areas=["neck"])
    factories.page("symptom", body_areas=["foot"])
    assert areas("en") == ["neck", "low_back", "leg"]
