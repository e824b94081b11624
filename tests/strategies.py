"""Hypothesis strategies for valid records, made from the models' own fields."""

from __future__ import annotations

import json

from django.db import models
from hypothesis import strategies as st

from portal.pages import fields
from portal.pages.evidence import OutcomeListField
from portal.pages.lint import record_findings
from portal.pages.markdown import refusals
from portal.pages.markdown_limits import MAX_LENGTH
from portal.pages.records import Record, record_fields, record_models, schema_of
from portal.pages.schema import Field, FieldType
from tests.factories import SLUGS

INVISIBLE = "\u2028\u2029\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e"
INVISIBLE += "\u2066\u2067\u2068\u2069"
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters=INVISIBLE
)
AWKWARD = st.sampled_from(
    ["yes", "no", "null", "~", "12", "1.5", "1:30", "0x1f", "1_000", "1e3", ".inf"]
    + ["2026-03-31", "2026-02-30", "---", "...", "-", "?", ":", ",", "#", "##", "a:b"]
    + ["*a", "&a", "!t", "%t", "@a", "`a`", "{a}", "[a]", "=", "<<", "|", ">", "'", '"']
    + ["\\", "\\n", "a\u00a0b", "\U0001f600", "\u00e9", "a"]
)
PHRASES = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=40),
    st.lists(AWKWARD, min_size=1, max_size=4).map(" ".join),
    st.lists(AWKWARD, min_size=1, max_size=4).map("  ".join),
    st.lists(st.text(CHARACTERS, max_size=12), max_size=30).map(" ".join),
)


KINDS = frozenset(SLUGS)


def texts(max_length: int) -> st.SearchStrategy[str]:
    """Return one line of text without space around it."""
    return PHRASES.map(lambda text: text[:max_length].strip()).filter(bool)


SLUG_TEXTS = st.from_regex(rf"\A{fields.SLUG}\Z").filter(lambda slug: len(slug) <= 80)
LINKS = st.sampled_from([f"{kind}:{slug}" for kind, slug in SLUGS.items()])
BLOCKS = st.one_of(
    texts(400),
    st.builds("[{}]({})".format, st.sampled_from(["a", "*b*"]), LINKS),
    st.builds("{}\n{}".format, texts(80), texts(80)),
    st.builds("- {}\n- {}\n    - {}".format, texts(80), texts(80), texts(80)),
    st.builds("| {} | b |\n|---|---|\n| c | d |".format, st.sampled_from(["a", "é"])),
    st.sampled_from(["### A heading", "---", "```", "    code", "1. one", "> a"]),
)


def markdown(top_heading: int) -> st.SearchStrategy[str]:
    headings = st.just("## Its own heading") if top_heading == 2 else st.nothing()
    blocks = st.lists(st.one_of(BLOCKS, headings), min_size=1, max_size=5)
    return (
        blocks.map(lambda found: "\n\n".join(found).strip())
        .filter(lambda text: 0 < len(text) <= MAX_LENGTH)
        .filter(
            lambda text: (
                not refusals(text, top_heading=top_heading, kinds=frozenset(SLUGS))
                and all(f"source:{slug}" not in text for slug in ("trial-2020",))
            )
        )
    )


def references(to: str) -> st.SearchStrategy[str]:
    return st.just(SLUGS[to]) if to else LINKS


def parts(part: Field) -> st.SearchStrategy[object]:
    if part.type is FieldType.NUMBER:
        return st.integers(0, 3000)
    if part.type is FieldType.REFERENCE:
        return references(part.refers_to)
    return st.sampled_from(part.choices) if part.choices else texts(1000)


def objects(field: fields.ObjectListField) -> st.SearchStrategy[dict]:
    found = {part.name: parts(part) for part in field.items}
    if not isinstance(field, fields.ObjectListField) or "per" not in found:
        optional = {part.name for part in field.items if not part.required}
        return st.fixed_dictionaries(
            {name: value for name, value in found.items() if name not in optional},
            optional={name: found[name] for name in optional},
        )
    counts = {"with": st.integers(0, 100), "without": st.integers(0, 100)}
    numbers = st.fixed_dictionaries(found | counts | {"per": st.just(100)})
    words = {name: found[name] for name in ("text", "certainty", "source")}
    context = {name: found[name] for name in ("comparator", "population", "when")}
    return st.one_of(numbers, st.fixed_dictionaries(words, optional=context))


def _whole(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def values(field: models.Field) -> st.SearchStrategy[object]:
    """Return JSON values that this model field allows."""

    def listed(items: st.SearchStrategy, at_most: int = 3) -> st.SearchStrategy[list]:
        return st.lists(items, min_size=1, max_size=at_most, unique_by=_whole)

    match field:
        case fields.MarkdownField():
            return markdown(3 if field.heading else 2)
        case fields.TextListField():
            choices = field.of.values if field.of else []
            words = texts(field.max_item_length)
            return listed(st.sampled_from(choices) if choices else words)
        case fields.ReferenceListField():
            return listed(references(field.to))
        case OutcomeListField():  # benefits and harms in like number
            return listed(objects(field), 2)
        case fields.ObjectListField():
            return listed(objects(field))
        case models.DateField():
            return st.dates().map(lambda date: date.isoformat())
        case models.IntegerField():
            return st.integers(1800, 2100)
        case models.URLField():
            return st.builds("https://example.org/{}?a=b#c".format, SLUG_TEXTS)
        case models.CharField(choices=choices) if choices:
            return st.sampled_from([value for value, _ in choices])
        case _:
            return texts(field.max_length)


def records(kind: str) -> st.SearchStrategy[dict]:
    """Return valid records of this kind that link to the records of the factories."""
    model: type[Record] = record_models()[kind]
    required, optional = {}, {}
    for field in record_fields(model):
        needed = not field.blank or field.name in model.also_required
        # What a page cites must stand among its sources.
        needed |= field.name == "sources"
        (required if needed else optional)[field.name] = values(field)
    schema = schema_of(model)
    return (
        st.fixed_dictionaries(required, optional=optional)
        .map(_leads_from_tests)
        .filter(lambda record: not any(record_findings(schema, record, "en")))
    )


def _leads_from_tests(record: dict) -> dict:
    """Leave out what only a test may lead to."""
    treats = record.get("purpose") == "treatment"
    return {k: v for k, v in record.items() if not (treats and k == "leads_to")}
