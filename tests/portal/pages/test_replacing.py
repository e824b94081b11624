"""What a record calls others by, when one of them has a new name."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.pages.links import links_of
from portal.pages.records import record_models, schema_of
from portal.pages.replacing import replace_reference, replace_references
from tests import factories, strategies

KINDS = sorted(factories.SLUGS)


def schema(kind: str):
    return schema_of(record_models()[kind])


def test_replace_reference_in_every_sort_of_field():
    text = "See [it](procedure:nerve-block) and [more](< procedure:nerve-block>)."
    record = factories.record("condition", what_it_is=text) | {
        "related": ["procedure:nerve-block", "guide:nerve-block"],
    }
    found = replace_reference(
        schema("condition"), record, "procedure", "nerve-block", "block"
    )
    assert found["what_it_is"] == (
        "See [it](procedure:block) and [more](< procedure:block>)."
    )
    assert found["related"] == ["procedure:block", "guide:nerve-block"]
    assert found["procedures"][0] == record["procedures"][0] | {"procedure": "block"}
    same = record.keys() - {"what_it_is", "related", "procedures"}
    assert {name: found[name] for name in same} == {name: record[name] for name in same}


@pytest.mark.parametrize(
    "text",
    [
        "procedure:nerve-block",
        "[it](procedure:nerve-block-two)",
        "[it](guide:nerve-block)",
        "[it](https://example.org/procedure:nerve-block)",
    ],
)
def test_replace_reference_leaves_what_is_no_link_to_it(text):
    record = {"body": text}
    assert (
        replace_reference(schema("guide"), record, "procedure", "nerve-block", "x")
        == record
    )


def test_replace_reference_leaves_out_what_stands_there_twice_by_it():
    record = {"related": ["guide:old", "guide:new"], "sources": ["old", "other"]}
    found = replace_reference(schema("guide"), record, "guide", "old", "new")
    assert found == {"related": ["guide:new"], "sources": ["old", "other"]}


def test_replace_references_leaves_alone_what_it_does_not_know():
    record = {"gone": ["guide:old"], "related": [None, 7], "body": None, "sources": 1}
    moved = {("guide", "old"): "new"}
    assert replace_references(schema("guide"), record, moved) == record
    record = {"procedures": ["text", {"procedure": 3, "other": "old"}]}
    moved = {("procedure", "old"): "new"}
    assert replace_references(schema("condition"), record, moved) == record


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_replace_reference_changes_the_links_and_nothing_else(data):
    kind = data.draw(st.sampled_from(KINDS))
    to = data.draw(st.sampled_from(KINDS))
    record = data.draw(strategies.records(kind))
    old, new = factories.SLUGS[to], "a-name-that-nothing-has"
    found = replace_reference(schema(kind), record, to, old, new)
    assert links_of(schema(kind), found) == {
        type(link)(link.relation, link.kind, new)
        if (link.kind, link.slug) == (to, old)
        else link
        for link in links_of(schema(kind), record)
    }
    # Back again, nothing but the name was touched.
    assert replace_reference(schema(kind), found, to, new, old) == record
