from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from portal.pages.markdown import to_html
from portal.pages.publishing import withdraw
from portal.pages.terms import Terms
from tests import factories


@dataclass(frozen=True)
class Word:
    slug: str
    title: str
    synonyms: list[str] = field(default_factory=list)


ROOT = Word("nerve-root", "Nerve root", ["spinal nerve root"])
PAIN = Word("radicular-pain", "Radicular pain", ["nerve root pain", "pinched nerve"])
NERVE = Word("nerve", "Nerve")
MRI = Word("mri", "MRI", ["mri scan"])
WORDS = [MRI, NERVE, ROOT, PAIN]


def html(text, terms):
    return to_html(text, lambda kind, slug: f"/{kind}/{slug}/", terms)


def linked(text, *words, title=""):
    """Return what the links to terms in a text say, each with its term."""
    found = html(text, Terms(words or WORDS, title=title))
    links = re.findall(r'class="term" href="#word-([^"]+)"[^>]*>([^<]*)', found)
    return [(words, slug) for slug, words in links]


def test_a_term_leads_to_its_explanation():
    assert html("An MRI.", Terms([MRI])) == (
        '<p>An <a aria-describedby="word-mri-text" class="term" href="#word-mri" '
        'id="use-mri">MRI</a>.</p>'
    )


def test_only_the_first_use_is_linked_in_all_texts_of_a_page():
    terms = Terms(WORDS)
    first, second = html("An MRI, an MRI.", terms), html("Another MRI.", terms)
    assert first.count("<a ") == 1
    assert first.startswith("<p>An <a ")
    assert second == "<p>Another MRI.</p>"
    assert terms.used == [MRI]


def test_each_page_starts_anew():
    assert linked("An MRI.") == linked("An MRI.") == [("MRI", "mri")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nerve root pain", [("nerve root pain", "radicular-pain")]),
        ("a Spinal Nerve Root", [("Spinal Nerve Root", "nerve-root")]),
        ("nerve root, nerve", [("nerve root", "nerve-root"), ("nerve", "nerve")]),
        ("nerve\nroot", [("nerve\nroot", "nerve-root")]),
        ("mri", [("mri", "mri")]),
        ("(MRI)", [("MRI", "mri")]),
        ("an MRI’s magnet", [("MRI", "mri")]),
        ("**MRI** and *nerve*", [("MRI", "mri"), ("nerve", "nerve")]),
        ("- MRI\n- nerve", [("MRI", "mri"), ("nerve", "nerve")]),
        ("> MRI", [("MRI", "mri")]),
        ("| a |\n|---|\n| MRI |", [("MRI", "mri")]),
    ],
)
def test_whole_words_in_any_case_longest_first(text, expected):
    assert linked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "nerves, innervate, nerve-like, non-nerve, nerve_x",
        "nothing of the kind",
        "### An MRI\n\n#### *Nerve*",
        "[an MRI](https://example.org)",
        "[about *nerve* trouble](condition:sciatica)",
        "<https://example.org/MRI>",
        "`MRI`",
        "    MRI",
        "| MRI |\n|---|\n| a |",
    ],
)
def test_where_no_term_is_linked(text):
    assert linked(text) == []


def test_part_of_a_longer_term_already_linked_stays_text():
    assert linked("nerve root pain, then nerve root pain") == [
        ("nerve root pain", "radicular-pain")
    ]


def test_an_editors_link_is_the_first_use_of_its_text():
    assert linked("MRI, or [a picture](term:mri), or MRI") == [("a picture", "mri")]
    assert linked("### [Scan](term:mri)\n\nMRI") == [("Scan", "mri")]


def test_an_editors_later_link_stays_without_a_second_id():
    terms = Terms(WORDS)
    found = html("An MRI.", terms) + html("See [the scan](term:mri).", terms)
    assert found.count('href="#word-mri"') == 2
    assert found.count('id="use-mri"') == 1
    assert terms.used == [MRI]


def test_an_editors_link_to_an_unknown_term_goes_to_the_glossary():
    terms = Terms(WORDS)
    assert 'href="/term/gone/"' in html("[gone](term:gone)", terms)
    assert terms.used == []


@pytest.mark.parametrize("title", ["Radicular pain", "pinched  NERVE"])
def test_a_page_does_not_explain_what_it_is_about(title):
    assert linked("Radicular pain, nerve root pain.", PAIN, title=title) == []
    assert linked("[Radicular pain](term:radicular-pain)", PAIN, title=title) != []


def test_a_page_about_something_wider_does():
    assert linked("An MRI.", title="MRI and CT") == [("MRI", "mri")]


def test_a_name_of_two_terms_is_the_one_whose_title_it_is():
    other = Word("a", "A", ["MRI"])
    assert linked("MRI", other, MRI) == linked("MRI", MRI, other) == [("MRI", "mri")]


def test_names_are_text_not_patterns_or_html():
    odd = [Word("bold", "<b>x</b>"), Word("dots", "a.c (d)"), Word("empty", "", [" "])]
    terms = Terms(odd)
    assert "&lt;b&gt;x&lt;/b&gt;</a>" in html("See <b>x</b> now", terms)
    assert "<b>" not in html("See <b>x</b> now", terms)
    assert linked("abc (d)", *odd) == []
    assert linked("An a.c (d) here", *odd) == [("a.c (d)", "dots")]


def test_letters_of_other_languages():
    words = [Word("brain", "Großhirn"), Word("sciatica", "Ciática"), Word("i", "i")]
    assert linked("GROßHIRN, großhirn; ciática, İ", *words) == [
        ("GROßHIRN", "brain"),
        ("ciática", "sciatica"),
    ]


def test_without_terms_nothing_is_linked():
    assert html("An MRI, a nerve.", Terms([])) == "<p>An MRI, a nerve.</p>"
    assert html("An MRI.", None) == "<p>An MRI.</p>"


PIECES = ["MRI", "nerve", " root", " pain", "*", "**", "`", "[", "](term:mri)", "<b>"]
PIECES += [" ", "\n", "\n\n", "- ", "### ", "> ", "| ", "&", "&amp;", "\\*", "    "]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_linking_changes_no_word(text):
    terms = Terms(WORDS)
    assert strip_tags(html(text, terms)) == strip_tags(html(text, None))
    slugs = [word.slug for word in terms.used]
    assert len(slugs) == len(set(slugs))


def test_threads_keep_to_their_own_pages():
    wrong = []

    def render(word):
        for _ in range(50):
            terms = Terms([word])
            html("MRI and nerve", terms)
            html("MRI and nerve", terms)
            if terms.used != [word]:
                wrong.append(word)

    threads = [threading.Thread(target=render, args=[w]) for w in (MRI, NERVE) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def page_html(client, path="/conditions/sciatica/"):
    return client.get(path).content.decode()


def words_of(page):
    """Return the list of words at the end of a page's text."""
    found = re.search(r'<section class="words">.*?</section>', page, re.DOTALL)
    return found.group() if found else ""


@pytest.mark.django_db
def test_page_lists_the_words_it_links(client):
    factories.page("term", synonyms=["root of a nerve"])
    factories.page("term", "mri", title="MRI", text="A <b>scan</b>.")
    factories.page(
        "condition", what_it_is="The root of a nerve.", outlook="A nerve root again."
    )
    page = page_html(client)
    assert page.count('href="#word-nerve-root"') == 1
    assert re.search(r'id="use-nerve-root"[^>]*>root of a nerve</a>', page)
    words = words_of(page)
    assert '<dd id="word-nerve-root-text">Where a nerve leaves the spine.</dd>' in words
    assert 'href="/glossary/#nerve-root"' in words
    assert 'href="#use-nerve-root"' in words
    assert "word-mri" not in page


@pytest.mark.django_db
def test_page_escapes_explanations(client):
    factories.page("term", title="MRI <b>", text="A <b>scan</b>.")
    factories.page("condition", what_it_is="An [MRI](term:nerve-root).")
    words = words_of(page_html(client))
    assert "MRI &lt;b&gt;" in words
    assert "A &lt;b&gt;scan&lt;/b&gt;." in words


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["condition", "procedure", "guide", "cause"])
def test_page_of_any_kind_without_terms_has_no_list(client, kind):
    factories.page("term")
    page = factories.page(kind)
    response = client.get(page.get_absolute_url())
    assert words_of(response.content.decode()) == ""


@pytest.mark.django_db
def test_every_markdown_section_of_every_kind_links_terms(client):
    factories.page("term")
    for kind in factories.SLUGS:
        if kind in ("source", "term"):
            continue
        sections = [n for n, v in factories.record(kind).items() if "Text of" in str(v)]
        for name in sections:
            page = factories.page(kind, **{name: "A nerve root."})
            html = client.get(page.get_absolute_url()).content.decode()
            assert 'id="use-nerve-root"' in html, (kind, name)
            assert words_of(html), (kind, name)


@pytest.mark.django_db
def test_only_published_terms_are_linked(client):
    withdraw([factories.page("term")])
    factories.page("condition", what_it_is="A [nerve root](term:nerve-root).")
    page = page_html(client)
    assert words_of(page) == ""
    assert 'href="/glossary/#nerve-root"' in page


@pytest.mark.django_db
def test_page_explains_in_its_own_language_or_in_english(client):
    factories.page("term")
    factories.page("term", "mri", title="MRI", text="A scan.")
    factories.page("term", language="es", title="Raíz nerviosa", text="Sale.")
    factories.page("condition", what_it_is="A nerve root.")
    factories.page("condition", language="es", what_it_is="Una raíz nerviosa, una MRI.")
    spanish = words_of(page_html(client, "/es/conditions/sciatica/"))
    assert '<div class="word" id="word-nerve-root">' in spanish
    assert ">Sale.</dd>" in spanish
    assert '<div class="word" id="word-mri" lang="en">' in spanish
    assert 'href="/es/glossary/#mri"' in spanish
    assert "Where a nerve leaves" in words_of(page_html(client))


@pytest.mark.django_db
def test_page_not_translated_explains_in_english(client):
    factories.page("term")
    factories.page("term", language="es", title="Nerve root", text="Sale.")
    factories.page("condition", what_it_is="A nerve root.")
    words = words_of(page_html(client, "/es/conditions/sciatica/"))
    assert "Where a nerve leaves the spine." in words
    assert 'href="/es/glossary/#nerve-root"' in words


@pytest.mark.django_db
def test_glossary_links_no_terms(client):
    factories.page("term", text="A nerve root is a root.")
    assert 'class="term"' not in page_html(client, "/glossary/")


@pytest.mark.django_db
def test_preview_links_terms(client):
    client.force_login(factories.editor())
    factories.page("term")
    draft = factories.revision("condition", what_it_is="A nerve root.")
    address = reverse("admin:pages_revision_preview", args=[draft.pk])
    assert words_of(page_html(client, address))


@pytest.mark.django_db
def test_terms_take_one_query_however_many(client, django_assert_max_num_queries):
    factories.page("condition", what_it_is="A nerve root, word 1, word 2, word 3.")
    for number in range(4):
        factories.page("term", f"word-{number}", title=f"Word {number}")
        with django_assert_max_num_queries(20) as queries:
            client.get("/conditions/sciatica/")
        asked = [q for q in queries.captured_queries if "pages_term" in q["sql"]]
        assert len(asked) == 1
