"""Names of before, and names that a new record may not have."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from conditions.models import Cause, Condition
from portal.pages.editorial import workflow
from portal.pages.models import Guide, Redirect, Source
from portal.pages.publishing import save_draft
from portal.pages.record_rows import from_record, validate_record
from portal.pages.records import record_models
from portal.pages.slugs import address_faults, moved_addresses, named_today
from procedures.models import ConventionalCare, Procedure
from tests import factories

pytestmark = pytest.mark.django_db


def redirect(kind: str, slug: str, to_slug: str) -> None:
    Redirect.objects.create(kind=kind, slug=slug, to_slug=to_slug)


def test_named_today_calls_others_by_their_names():
    redirect("guide", "old", "new")
    assert moved_addresses() == {("guide", "old"): "new"}
    record = {"related": ["guide:old", "term:old"]}
    assert named_today("guide", record) == {"related": ["guide:new", "term:old"]}


def test_saving_a_version_calls_others_by_their_names():
    redirect("guide", "old", "new")
    record = factories.record("guide", related=["guide:old"])
    row = Guide(language="en", slug="g")
    made = save_draft(row, record, author=factories.user(), based_on=None)
    assert made.record["related"] == ["guide:new"]


def test_saving_goes_on_at_the_address_of_today():
    page = factories.page("guide")
    stale = Guide.objects.get()
    Guide.objects.update(slug="new")
    page.live.__class__.objects.update(slug="new")
    made = save_draft(
        stale, factories.record("guide"), author=factories.user(), based_on=page.live
    )
    assert made.slug == stale.slug == "new"


def test_address_faults_of_a_free_address():
    factories.page("guide")
    assert list(address_faults(Guide, "new", language="en")) == []
    # A translation has the same one.
    assert list(address_faults(Guide, "when-to-consider", language="es")) == []
    assert list(address_faults(Condition, "when-to-consider", language="en")) == []


def test_address_faults_of_a_taken_address():
    factories.page("guide")
    taken = ["“When to consider” has this address already."]
    assert list(address_faults(Guide, "when-to-consider", language="en")) == taken
    assert list(address_faults(Guide, "when-to-consider", of="other")) == taken


def test_address_faults_of_a_deleted_page_say_when_it_was():
    page = factories.page("guide")
    workflow.delete(page, by=factories.user(), note="Twice")
    (fault,) = address_faults(Guide, page.slug, language="en")
    assert fault.startswith("“When to consider” had this address and was deleted on 20")
    assert fault.endswith("; restore it instead.")


def test_address_faults_of_a_page_deleted_without_a_trace():
    factories.page("guide")
    Guide.objects.update(status="deleted")
    (fault,) = address_faults(Guide, "when-to-consider", language="en")
    assert fault == (
        "“When to consider” had this address and was deleted; restore it instead."
    )


def test_address_faults_of_a_former_address():
    redirect("guide", "old", "new")
    assert list(address_faults(Guide, "old", language="en")) == [
        "This is the former address of “new” and still leads there. Choose another."
    ]
    assert list(address_faults(Guide, "old", of="new")) == []
    assert list(address_faults(Cause, "old", language="en")) == []


def test_address_faults_of_a_name_that_another_treatment_has():
    factories.page("procedure")
    redirect("procedure", "old", "nerve-block")
    (fault,) = address_faults(ConventionalCare, "nerve-block", language="en")
    assert fault == "“Nerve block” (procedure) has this name. Choose another."
    assert len(list(address_faults(ConventionalCare, "old", language="en"))) == 1
    assert list(address_faults(Guide, "nerve-block", language="en")) == []


@pytest.mark.parametrize("slug", ["Old", "a b", "-a", "", "a" * 81, "é"])
def test_address_faults_of_what_is_no_slug(slug):
    assert len(list(address_faults(Source, slug, language=""))) >= 1


def test_reserved_slugs_are_all_addresses_beside_a_kinds_pages():
    """Whatever else lies where a kind's pages lie, no page may be called that."""
    known = get_resolver().reverse_dict
    fixed = {
        address
        for name in known
        for found in known.getlist(name)
        for address, parameters in found[0]
        if not parameters
    }
    beside = {
        (kind, address.removeprefix(f"{model.folder}/").strip("/"))
        for kind, model in record_models().items()
        for address in fixed
        if model.folder and address.startswith(f"{model.folder}/")
    }
    assert {(kind, slug) for kind, slug in beside if slug} == {("procedure", "compare")}
    for kind, slug in beside:
        assert slug in record_models()[kind].reserved_slugs | {""}


def test_reserved_slugs_are_refused_everywhere():
    text = "This address is needed for something else. Choose another."
    assert list(address_faults(Procedure, "compare", language="en")) == [text]
    row = from_record(
        Procedure, factories.record("procedure"), language="en", slug="compare"
    )
    with pytest.raises(ValidationError) as caught:
        validate_record(row)
    assert caught.value.message_dict == {"slug": [text]}
    row.clean_fields(exclude={"slug", "live", "status"})
    row.title = ""
    with pytest.raises(ValidationError) as caught:
        validate_record(row)
    assert caught.value.message_dict.keys() == {"slug", "title"}
