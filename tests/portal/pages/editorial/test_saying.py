from __future__ import annotations

import pytest

from portal.pages.editorial.saying import day_in_words, differences
from tests import factories

pytestmark = pytest.mark.django_db


def said(kind, *, language="en", **changes):
    """Return the words of each part that came or went, by field."""
    record = factories.record(kind)
    found = differences(kind, record, record | changes, language=language)
    return {
        field.field.name: [
            run.text
            for item in field.items
            for part in item.parts
            for run in part.runs
            if run.change != "same"
        ]
        for field in found
    }


def test_links_are_said_by_title():
    factories.page("symptom", "cold-foot", title="A cold foot")
    found = said("condition", symptoms=["burning-pain", "cold-foot", "nothing"])
    assert found == {"symptoms": ["A cold foot (cold-foot)", "nothing"]}


def test_links_are_said_in_the_pages_language():
    factories.page("symptom", "cold-foot", title="A cold foot")
    factories.page("symptom", "cold-foot", language="es", title="Un pie frío")
    found = said("condition", language="es", symptoms=["burning-pain", "cold-foot"])
    assert found == {"symptoms": ["Un pie frío (cold-foot)"]}


def test_links_that_name_their_kind_are_said_by_title():
    factories.page("guide")
    found = said("condition", related=["guide:when-to-consider"])
    assert found == {"related": ["When to consider (guide:when-to-consider)"]}


def test_choices_are_said_by_label():
    found = said("procedure", type="bone_cement", body_areas=["low_back", "knee"])
    assert found["type"] == ["Injections", "Bone cement"]
    assert found["body_areas"] == ["Knee"]


def test_choices_within_objects_are_said_by_label():
    benefits = [factories.OUTCOME | {"certainty": "very_low"}]
    assert said("procedure", benefits=benefits) == {"benefits": ["very "]}


def test_days_are_said_as_staff_write_them():
    assert said("guide", last_reviewed="2026-11-21")["last_reviewed"] == [
        "Nov. 21, 2026"
    ]
    assert day_in_words("soon") == "soon"
