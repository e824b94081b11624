from __future__ import annotations

from dataclasses import replace

import pytest

from conditions.models import Condition
from portal.pages.models import Guide, Source
from portal.pages.records import schema_of
from portal.pages.schema import Reference, references, texts
from portal.painpath.models import PathRules
from tests import factories


def test_references_come_from_lists_and_objects():
    record = factories.record("condition", related=["guide:when-to-consider"])
    assert set(references(schema_of(Condition), record)) == {
        Reference("symptoms", "symptom", "burning-pain"),
        Reference("causes", "cause", "nerve-damage"),
        Reference("conventional_care", "conventional-care", "exercise"),
        Reference("procedures", "procedure", "nerve-block"),
        Reference("procedures", "source", "trial-2020"),
        Reference("positions", "source", "trial-2020"),
        Reference("related", "guide", "when-to-consider"),
        Reference("sources", "source", "trial-2020"),
    }


def test_references_of_an_object_without_its_reference():
    record = {"procedures": [{"text": "Half of an object."}]}
    assert list(references(schema_of(Condition), record)) == []


def test_references_to_an_open_kind_without_a_kind():
    found = list(references(schema_of(Guide), {"related": ["sciatica"]}))
    assert found == [Reference("related", "sciatica", "")]


def test_schema_parts_front_from_sections():
    schema = schema_of(Condition)
    assert [field.name for field in schema.front[:3]] == [
        "title",
        "synonyms",
        "summary",
    ]
    assert [field.title for field in schema.sections[:2]] == [
        "## What it is",
        "## What it feels like",
    ]
    assert {*schema.front, *schema.sections} == set(schema.fields)
    assert schema_of(Guide).sections[0].title == "body"


def test_fingerprint_changes_with_any_part_of_the_shape():
    schema = schema_of(Source)
    assert schema.fingerprint == schema_of(Source).fingerprint
    first, *rest = schema.fields
    other = replace(schema, fields=(replace(first, required=False), *rest))
    assert other.fingerprint != schema.fingerprint


@pytest.mark.parametrize("model", [Condition, Guide, Source])
def test_schema_is_hashable_and_stable(model):
    assert hash(schema_of(model)) == hash(schema_of(model))


def test_texts_are_prose_with_their_place():
    record = factories.record("condition", synonyms=["lay word"], reviewed_by="Ada")
    found = [
        (field.name, number, part, text)
        for field, number, part, text in texts(schema_of(Condition), record)
    ]
    assert ("title", None, "", "Sciatica") in found
    assert ("questions", 1, "", "What happens if I wait?") in found
    assert ("procedures", 1, "text", "It may help for a while.") in found
    names = {(name, part) for name, _, part, _ in found}
    assert names.isdisjoint({("synonyms", ""), ("reviewed_by", ""), ("body_areas", "")})
    assert names.isdisjoint({("sources", ""), ("positions", "position")})


def test_texts_pass_over_values_of_the_wrong_type():
    record = {"title": 3, "questions": "x", "procedures": [4, {"text": 5}, {}]}
    assert list(texts(schema_of(Condition), record)) == []


def test_raw_is_the_one_field_of_a_file_of_its_own_format():
    assert schema_of(Guide).raw is None
    schema = schema_of(PathRules)
    assert schema.raw is not None
    assert [field.name for field in schema.fields] == [schema.raw.name]
    assert list(texts(schema, {"text": "a: b"})) == []  # a format, not prose
