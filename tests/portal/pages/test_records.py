from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from conditions.models import Cause, Condition
from portal.pages.models import Source, Term
from portal.pages.record_rows import (
    assign_record,
    from_record,
    to_record,
    validate_record,
)
from portal.pages.records import record_models, schema_of
from portal.pages.schema import FieldType
from procedures.models import Procedure
from tests import factories


def row(kind, **changes):
    record = factories.record(kind, **changes)
    return from_record(record_models()[kind], record, language="en", slug="a")


@pytest.mark.parametrize("kind", factories.SLUGS)
def test_record_and_row_are_the_same(kind):
    record = factories.record(kind)
    made = row(kind)
    validate_record(made)
    assert to_record(made) == record
    assert (made.language, made.slug, made.pk) == ("en", "a", None)


def test_to_record_leaves_out_what_is_empty():
    made = row("term", synonyms=None)
    assert made.synonyms == []
    assert "synonyms" not in to_record(made)
    assert to_record(row("source", year=0))["year"] == 0


def test_from_record_reads_dates():
    made = row("cause", last_reviewed="2026-03-31")
    assert made.last_reviewed == dt.date(2026, 3, 31)
    assert to_record(made)["last_reviewed"] == "2026-03-31"


def test_assign_record_empties_what_the_record_lacks():
    made = row("cause", synonyms=["a"], last_reviewed="2026-03-31", funding="x")
    assign_record(made, factories.record("cause", funding=None))
    assert (made.synonyms, made.last_reviewed, made.funding) == ([], None, "")


def test_validate_record_names_each_field():
    made = row("condition", title="x" * 121, symptoms=None, emergency=None)
    made.slug = "Bad"
    with pytest.raises(ValidationError) as caught:
        validate_record(made)
    assert set(caught.value.message_dict) == {"title", "symptoms", "emergency", "slug"}


def test_validate_record_leaves_other_rows_to_the_caller(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        validate_record(row("cause"))


def test_schema_of_knows_kind_and_place():
    assert (schema_of(Cause).kind, schema_of(Cause).folder) == ("cause", "causes")
    assert schema_of(Source).file == "sources.yaml"
    assert not schema_of(Source).has_language
    assert schema_of(Term).has_language


def test_schema_of_puts_shared_fields_around_a_kinds_own():
    names = [field.name for field in schema_of(Procedure).front]
    assert names[:6] == [
        "title",
        "synonyms",
        "summary",
        "body_areas",
        "type",
        "purpose",
    ]
    assert names[-3:] == ["reviewed_by", "last_reviewed", "next_review_due"]
    assert names.index("benefits") < names.index("harms") < names.index("emergency")


def test_schema_of_says_what_a_field_is():
    fields = {field.name: field for field in schema_of(Condition).fields}
    assert fields["body_areas"].choices[0] == "head_face"
    assert fields["symptoms"].refers_to == "symptom"
    assert fields["last_reviewed"].type is FieldType.DATE
    assert fields["outlook"].heading == "How it usually goes"
    assert fields["emergency"].required  # on a condition
    assert not {f.name: f for f in schema_of(Cause).fields}["emergency"].required
    procedure = {field.name: field for field in schema_of(Procedure).fields}
    assert procedure["type"].choices == (
        "injection",
        "nerve_treatment",
        "implant",
        "bone_cement",
    )
    assert {field.name: field for field in schema_of(Source).fields}["year"].type is (
        FieldType.NUMBER
    )


def test_str_is_the_title():
    assert str(row("term")) == "Nerve root"


@pytest.mark.django_db
def test_in_language_offers_the_default_where_a_translation_is_missing():
    factories.page("cause", "both")
    factories.page("cause", "both", language="es")
    factories.page("cause", "only-english")
    factories.page("cause", "only-spanish", language="es")
    found = Cause.objects.published().in_language("es").order_by("slug")
    assert [(page.language, page.slug) for page in found] == [
        ("es", "both"),
        ("en", "only-english"),
        ("es", "only-spanish"),
    ]
    assert {page.language for page in Cause.objects.in_language("en")} == {"en"}


@pytest.mark.django_db
def test_in_language_does_not_count_a_translation_that_is_unpublished():
    factories.page("cause", "both")
    made = factories.page("cause", "both", language="es")
    Cause.objects.filter(pk=made.pk).update(status=Cause.Status.WITHDRAWN)
    found = Cause.objects.published().in_language("es")
    assert [page.language for page in found] == ["en"]
