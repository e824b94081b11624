from __future__ import annotations

import pytest

from portal.pages.loading import load_content
from tests.edits import (
    CAUSE,
    CONDITION,
    GLOSSARY,
    GUIDE,
    PROCEDURE,
    edit,
    load_faults,
    write,
    write_file,
)

pytestmark = pytest.mark.django_db
LINKS = "https:// http:// mailto: tel: or kind:name"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            PROCEDURE,
            "type: injection",
            "type: magic",
            "6: type: found 'magic', allowed injection, nerve_treatment, implant, "
            "bone_cement",
            id="choice",
        ),
        pytest.param(
            PROCEDURE,
            "- low_back",
            "- low_back\n- belly",
            "6: body_areas: found 'belly', allowed head_face, neck, shoulder, arm_hand, "
            "upper_back, low_back, buttock_hip, leg, knee, foot, chest_belly, widespread",
            id="choice in a list",
        ),
        pytest.param(
            CONDITION,
            "evidence: mixed",
            "evidence: good",
            "13: procedures: found evidence: 'good', allowed supports, mixed, against, "
            "too_little",
            id="choice in an object",
        ),
        pytest.param(
            CONDITION,
            "title: Sciatica",
            f"title: {'x' * 121}",
            f"2: title: found '{'x' * 76}…, allowed Ensure this value has at most 120 "
            "characters (it has 121).",
            id="too long",
        ),
        pytest.param(
            CONDITION,
            "- Pain for more than 6 weeks",
            "- Pain for more than 6 weeks\n- Pain for more than 6 weeks",
            "27: routine: found ['Pain for more than 6 weeks', 'Pain for more than 6 "
            "weeks'], allowed The same item stands here twice.",
            id="same item twice",
        ),
        pytest.param(
            CONDITION,
            "- burning-pain",
            "- burning-pain\n- burning-pane",
            "8: symptoms: found symptom:burning-pane, which is nowhere, allowed the name "
            "of a symptom that exists",
            id="link in a list",
        ),
        pytest.param(
            CONDITION,
            "procedure: nerve-block",
            "procedure: exercise",
            "13: procedures: found procedure:exercise, which is nowhere, allowed the "
            "name of a procedure that exists",
            id="link in an object",
        ),
        pytest.param(
            CONDITION,
            "funding:",
            "related:\n- guide:when-to-consider\n- guide:never\nfunding:",
            "35: related: found guide:never, which is nowhere, allowed the name of a "
            "guide that exists",
            id="link to any kind",
        ),
        pytest.param(
            CONDITION,
            "Text of outlook, with",
            "Text.\n\nMore, [a](term:nerve-rot), with",
            "56: ## How it usually goes: found term:nerve-rot, which is nowhere, allowed "
            "the name of a term that exists",
            id="link in a text",
        ),
        pytest.param(
            CONDITION,
            "Text of outlook, with",
            "See [a trial](source:other-2021), with",
            "54: ## How it usually goes: found source:other-2021, which is nowhere, "
            "allowed the name of a source that exists",
            id="source in a text",
        ),
        pytest.param(
            GUIDE,
            "Text of body",
            "Text <b>of</b",
            "19: body: found HTML ('<b>of</b, with [a li'), allowed Markdown only",
            id="HTML",
        ),
        pytest.param(
            CONDITION,
            "Text of diagnosis, with [a link](condition:sciatica)",
            "One.\n\n[a](JaVaScript:alert)",
            "52: ## How it is diagnosed: found the link 'JaVaScript:alert', allowed "
            f"{LINKS}",
            id="unsafe link",
        ),
        pytest.param(
            CAUSE,
            "Text of what_can_be_changed",
            "## A heading inside",
            "25: ## A heading inside, with [a link](condition:sciatica).: found an "
            "unknown section, allowed How it leads to pain, What can be changed",
            id="heading inside",
        ),
        pytest.param(
            GLOSSARY,
            "nerve-root:",
            "Nerve Root:",
            "1: slug: found 'Nerve Root', allowed Use lower-case letters, digits and "
            "single hyphens.",
            id="slug",
        ),
        pytest.param(
            "sources.yaml",
            "url: https://example.org/trial",
            "url: javascript://example.org/%0aalert(1)",
            "5: url: found 'javascript://example.org/%0aalert(1)', allowed Enter a valid "
            "URL.",
            id="address of a source",
        ),
        pytest.param(
            "sources.yaml",
            "year: 2020",
            "year: -1",
            "4: year: found -1, allowed Ensure this value is greater than or equal to "
            "1800.",
            id="year",
        ),
    ],
)
def test_load_content_says_what_a_record_lacks(content, file, old, new, expected):
    edit(content / file, old, new)
    faults = load_faults(content)
    assert f"{file}:{expected}" in faults
    assert len(faults) <= 2


def test_load_content_reference_without_its_kind(content):
    edit(content / CONDITION, "funding:", "related:\n- exercise\nfunding:")
    assert (
        f"{CONDITION}:34: related: found 'exercise', allowed Use kind:name, such as "
        "guide:when-to-consider."
    ) in load_faults(content)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("comparator: a sham injection", None, "comparator: nothing|a value wherever there are numbers"),
        ("population: adults with sciatica", None, "population: nothing|a value wherever there are numbers"),
        ("per: 100", "per: 1000", "per: 1000|100"),
        ("with: 24", "with: 124", "with: 124|at most 100"),
        ("certainty: low", "certainty: sure", "certainty: 'sure'|high, moderate, low, very_low"),
        ("source: trial-2020", "source: Trial 2020", "source: 'Trial 2020'|Use lower-case letters, digits and single hyphens."),
    ],
)  # fmt: skip
def test_load_content_says_what_a_number_lacks(content, old, new, expected):
    edit(content / PROCEDURE, f"  {old}\n", f"  {new}\n" if new else "")
    found, allowed = expected.split("|")
    faults = load_faults(content)
    assert f"{PROCEDURE}:13: benefits: found {found}, allowed {allowed}" in faults


def test_load_content_cited_source_must_be_listed(content):
    edit(
        content / "sources.yaml",
        "trial-2020:",
        "other-2021: {title: B, publisher: P, url: 'https://b.example', checked: copy}\n"
        "trial-2020:",
    )
    edit(content / CONDITION, "sources:\n- trial-2020", "sources:\n- other-2021")
    allowed = "sources that the page lists under sources"
    assert load_faults(content) == [
        f"{CONDITION}:13: procedures: found the source trial-2020, allowed {allowed}",
        f"{CONDITION}:18: positions: found the source trial-2020, allowed {allowed}",
    ]


def test_load_content_source_in_a_text_must_be_listed(content):
    edit(content / CAUSE, "sources:\n- trial-2020\n", "")
    edit(content / CAUSE, "(condition:sciatica)", "(source:trial-2020)")
    allowed = "allowed sources that the page lists under sources"
    assert load_faults(content) == [
        f"{CAUSE}:19: ## How it leads to pain: found the source trial-2020, {allowed}",
        f"{CAUSE}:23: ## What can be changed: found the source trial-2020, {allowed}",
    ]


def test_load_content_title_that_another_page_has(content):
    write_file(content, "cause", "other", synonyms=["Neuropathy", "nerve DAMAGE"])
    edit(content / "en/causes/other.md", "title: Nerve damage", "title: Other")
    allowed = "allowed a name of this page alone"
    assert load_faults(content) == [
        f"{CAUSE}:2: title: found 'nerve damage', which other has too, {allowed}",
        "en/causes/other.md:5: synonyms: found 'nerve damage', which nerve-damage has "
        f"too, {allowed}",
    ]


def test_load_content_synonym_that_others_have(content):
    for slug in ("b", "c"):
        write_file(content, "cause", slug, title=slug, synonyms=["Same"])
    edit(content / CAUSE, "summary:", "synonyms:\n- same\nsummary:")
    found = [fault.partition("allowed")[0] for fault in load_faults(content)]
    assert found == [
        "en/causes/b.md:4: synonyms: found 'same', which c, nerve-damage has too, ",
        "en/causes/c.md:4: synonyms: found 'same', which b, nerve-damage has too, ",
        f"{CAUSE}:4: synonyms: found 'same', which b, c has too, ",
    ]


def test_load_content_title_of_a_page_that_was_loaded_before(content):
    load_content(content)
    write_file(content, "cause", "other")
    assert load_faults(content) == [
        "en/causes/other.md:2: title: found 'nerve damage', which nerve-damage has too, "
        "allowed a name of this page alone"
    ]


def test_load_content_names_may_repeat_in_other_kinds_and_languages(content):
    write_file(content, "symptom", "nerve-damage", title="Nerve damage")
    write(content / "es/causes/nerve-damage.md", (content / CAUSE).read_bytes())
    assert len(load_content(content).changes) == 10


def test_load_content_links_fall_back_to_the_default_language(content):
    load_content(content)
    write(content / "es/causes/nerve-damage.md", (content / CAUSE).read_bytes())
    write(content / "es/causes/solo.md", (content / CAUSE).read_bytes())
    edit(content / "es/causes/solo.md", "title: Nerve damage", "title: Solo")
    assert len(load_content(content).changes) == 2
    edit(content / CAUSE, "(condition:sciatica)", "(cause:solo)")
    assert "cause:solo, which is nowhere" in load_faults(content)[0]


@pytest.mark.parametrize("name", [CONDITION, "sources.yaml"])
def test_load_content_unreadable_file_does_not_make_links_to_it_faults(content, name):
    write(content / name, b"\xff" + (content / name).read_bytes())
    assert load_faults(content) == [
        f"{name}:1: file: found the byte 0xff, allowed text saved as UTF-8"
    ]


def test_load_content_file_too_long_does_not_make_links_to_it_faults(content):
    write(content / CONDITION, b"x" * 1_000_001)
    assert load_faults(content) == [
        f"{CONDITION}:1: file: found over 1,000,000 bytes, allowed at most 1,000,000"
    ]


def test_load_content_slug_that_another_kind_of_option_has(content):
    write_file(content, "conventional-care", "nerve-block", title="Care of a nerve")
    other = "en/conventional-care/nerve-block.md"
    assert load_faults(content) == [
        f"{other}:1: slug: found 'nerve-block', which a procedure has too, allowed a "
        "name that no procedure has",
        f"{PROCEDURE}:1: slug: found 'nerve-block', which a conventional-care has too, "
        "allowed a name that no conventional-care has",
    ]


def test_load_content_slug_of_an_option_that_was_loaded_before(content):
    load_content(content)
    write_file(content, "conventional-care", "nerve-block", title="Care of a nerve")
    assert "which a procedure has too" in load_faults(content)[0]
