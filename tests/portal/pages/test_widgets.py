"""What a record's form shows of its lists and texts, and what it makes of an answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from conditions.models import Condition
from portal.pages.models import Guide, Source
from portal.pages.page import BodyArea
from portal.pages.revisions import Revision
from portal.pages.widgets import record_form_field, share
from procedures.models import Procedure
from tests import factories
from tests.form_posts import form_post

pytestmark = pytest.mark.django_db

STATIC = Path(__file__).parents[3] / "static"


def form_field(model, name):
    return record_form_field(model._meta.get_field(name))


def html_of(model, name, value, **attrs):
    return form_field(model, name).widget.render(name, value, {"id": "id_x", **attrs})


def sent(model, name, query: str):
    """Return what the form makes of what a browser sent."""
    field = form_field(model, name)
    data = QueryDict(query)
    return field.clean(field.widget.value_from_datadict(data, {}, name))


def test_list_of_texts_shows_a_labelled_box_for_each():
    html = html_of(Guide, "questions", ["Why?", "<b>How</b>?"])
    assert 'role="group" aria-label="Questions"' in html
    assert html.count('<textarea name="questions"') == 2 + 3 + 1  # noscript, template
    assert 'aria-label="Item 2"' in html
    assert "&lt;b&gt;How&lt;/b&gt;?" in html
    assert "[" not in html.split("<template")[0]


def test_list_says_its_help_above_and_only_once():
    field = form_field(Guide, "questions")
    assert field.help_text == ""
    help_text = str(Guide._meta.get_field("questions").help_text)
    assert html_of(Guide, "questions", []).count(help_text) == 1


def test_references_are_called_by_their_titles_in_the_help():
    html = html_of(Guide, "related", []) + html_of(Guide, "sources", [])
    assert "the guide “When to consider a procedure”" in html
    assert "(guide:when-to-consider)" not in html
    assert "(nice-ng59)" not in html


def test_list_of_texts_keeps_order_and_drops_what_is_empty():
    query = "questions=&questions=B%20%0Ab&questions=+&questions=A"
    assert sent(Guide, "questions", query) == ["B b", "A"]


def test_list_that_was_not_in_the_form_is_told_from_an_empty_one():
    widget = form_field(Guide, "questions").widget
    assert widget.value_omitted_from_data(QueryDict("title=A"), {}, "questions")
    assert not widget.value_omitted_from_data(QueryDict("questions="), {}, "questions")


def test_choices_are_words_and_keep_the_order_they_had():
    html = html_of(Guide, "body_areas", ["leg", "low_back"])
    assert re.findall(r'value="(\w+)" checked', html) == ["low_back", "leg"]
    assert str(BodyArea.LOW_BACK.label) in html
    query = "body_areas=&body_areas-before=leg+low_back"
    query += "&body_areas=knee&body_areas=low_back&body_areas=leg"
    assert sent(Guide, "body_areas", query) == ["leg", "low_back", "knee"]


def test_references_show_titles_and_mark_what_is_not_found():
    factories.page("source")
    html = html_of(Guide, "sources", ["trial-2020", "gone-1999"])
    assert "A trial" in html
    assert "A journal · 2020 · read in a copy of the document" in html
    assert re.search(r'chip not-found.*?value="gone-1999" checked', html, re.DOTALL)
    assert html.count("Not found</span>") == 1


def test_references_of_any_kind_name_their_kind():
    factories.page("condition")
    html = html_of(Guide, "related", ["condition:sciatica"])
    assert 'value="condition:sciatica" checked' in html
    assert ">Sciatica</span>" in html


def test_references_may_be_typed_by_title():
    factories.page("source")
    factories.page("source", "second", title="A second trial")
    query = "sources=&sources=second&sources-more=a+TRIAL%0D%0Asecond%0D%0A"
    assert sent(Guide, "sources", query) == ["second", "trial-2020"]


def test_references_refuse_a_title_that_nothing_has():
    with pytest.raises(ValidationError, match="Nothing is called “A trial”"):
        sent(Guide, "sources", "sources=&sources-more=A+trial")


def test_references_refuse_a_title_that_several_have():
    factories.page("source")
    factories.page("source", "another")
    with pytest.raises(ValidationError, match="several called “A trial”"):
        sent(Guide, "sources", "sources=&sources-more=A+trial")


def test_references_keep_a_name_that_is_not_found():
    assert sent(Guide, "sources", "sources=&sources=gone-1999") == ["gone-1999"]


def test_objects_show_words_instead_of_names():
    factories.page("source")
    html = html_of(Procedure, "benefits", [factories.OUTCOME])
    for words in ("With the treatment", "Out of", "Compared with", "How sure"):
        assert f">{words}</label>" in html
    assert '<option value="very_low">Very low</option>' in html
    assert '<option value="low" selected>Low</option>' in html
    assert 'data-title="A trial"' in html


def test_objects_label_every_input():
    html = html_of(Procedure, "positions", [factories.POSITION])
    for tag in re.findall(r"<(?:input type=\"text\"|select|textarea)[^>]*>", html):
        name = re.search(r'id="([^"]+)"', tag).group(1)
        assert f'<label for="{name}"' in html, tag
        for described in re.search(r'describedby="([^"]+)"', tag).group(1).split():
            assert f'id="{described}"' in html, tag


def test_objects_come_back_as_they_were_in_their_new_order():
    query = QueryDict(mutable=True)
    query.setlist("benefits", ["", "n1", "0"])
    for key, with_it in (("0", 24), ("n1", 30)):
        for part, value in (factories.OUTCOME | {"with": with_it}).items():
            query[f"benefits-{key}-{part}"] = f" {value} "
    field = form_field(Procedure, "benefits")
    value = field.widget.value_from_datadict(query, {}, "benefits")
    assert field.clean(value) == [
        factories.OUTCOME | {"with": 30},
        factories.OUTCOME,
    ]


def test_objects_left_empty_are_dropped():
    query = "benefits=&benefits=0&benefits=new&benefits-0-text=+&benefits-new-with="
    assert sent(Procedure, "benefits", query) == []


def test_objects_find_a_source_by_its_title():
    factories.page("source")
    data = QueryDict(mutable=True)
    data.setlist("positions", ["", "0"])
    for part, value in (factories.POSITION | {"source": "A trial"}).items():
        data[f"positions-0-{part}"] = str(value)
    field = form_field(Condition, "positions")
    value = field.widget.value_from_datadict(data, {}, "positions")
    assert field.clean(value) == [factories.POSITION]


def test_objects_tell_a_fault_by_the_words_of_the_form():
    query = "benefits=&benefits=0&benefits-0-text=Less+pain&benefits-0-with=many"
    with pytest.raises(ValidationError) as raised:
        sent(Procedure, "benefits", query)
    assert raised.value.messages == [
        "Item 1, “With the treatment”: found 'many', allowed a whole number from 0",
        "Item 1, “How sure”: found nothing, allowed text",
        "Item 1, “Source”: found nothing, allowed reference",
    ]


def test_objects_that_are_refused_are_shown_as_typed():
    html = html_of(Procedure, "benefits", [{"text": "Less", "with": "many"}])
    assert 'value="many"' in html


def test_form_takes_as_many_objects_as_a_page_may_have(client):
    page = factories.page("condition")
    client.force_login(factories.editor())
    many = [factories.POSITION | {"body": f"Body {n}"} for n in range(200)]
    address = f"/admin/conditions/condition/{page.pk}/change/"
    response = client.post(address, form_post("condition", page.live, positions=many))
    assert response.status_code == 302
    assert Revision.objects.first().record["positions"] == many


def test_markdown_shows_the_text_as_patients_will_see_it():
    factories.page("term")
    html = html_of(Condition, "what_it_is", "A **nerve root**.\n")
    assert 'aria-describedby="id_x_helptext"' in html
    assert re.search(r"data-preview><p>A <strong><a [^>]*>nerve root</a>", html)
    assert 'maxlength="20000"' in html
    assert 'data-mark="### "' in html


def test_markdown_tells_what_is_refused():
    html = html_of(Guide, "body", "Fine.\n\n# Title", **{"aria-invalid": "true"})
    assert "Line 3: found a # heading, allowed headings from ## down" in html
    assert 'aria-invalid="true"' in html
    assert "data-preview></div>" in html


def form_of(model, values, language):
    """Return a form with the fields of a model that these values are for."""
    form = forms.Form(initial=values)
    form.fields |= {name: form_field(model, name) for name in values}
    share(form, language)
    return form


def test_markdown_asks_for_terms_once_in_a_form(django_assert_num_queries):
    names = ("what_it_is", "outlook", "diagnosis")
    form = form_of(Condition, dict.fromkeys(names, "Text"), "en")
    with django_assert_num_queries(1):
        form.as_p()


def test_form_asks_once_what_everything_is_called_that_it_names(
    django_assert_num_queries,
):
    factories.pages(("source", "cause", "symptom", "condition", "procedure"))
    values = factories.record("condition", related=["condition:sciatica"])
    names = ("causes", "symptoms", "procedures", "positions", "related", "sources")
    form = form_of(Condition, {name: values[name] for name in names}, "en")
    with django_assert_num_queries(1):
        html = form.as_p()
    for title in ("Sciatica", "Burning pain", "Nerve damage", "Nerve block", "A trial"):
        assert title in html
    assert "chip not-found" not in html


def test_form_speaks_the_language_of_its_record():
    factories.page("cause")
    factories.page("cause", language="es", title="Nervio dañado")
    html = form_of(Condition, {"causes": ["nerve-damage"]}, "es").as_p()
    assert "Nervio dañado" in html
    assert 'data-language="es"' in html


def test_form_of_a_record_without_language_speaks_english():
    form = form_of(Guide, {"sources": []}, "")
    assert form.fields["sources"].widget.shared.language == "en"


def test_long_text_has_lines_on_the_screen_and_one_in_the_record():
    field = form_field(Source, "note")
    assert field.clean("Read on\r\npaper.") == "Read on paper."
    assert form_field(Source, "url") is None
    assert form_field(Source, "checked") is None


def test_preview_has_the_colours_of_the_site():
    tokens = (STATIC / "scss/_tokens.scss").read_text()
    css = (STATIC / "css/admin/site-preview.css").read_text()
    stated = re.findall(r"--(?:paper|ink|link|rule|accent): #\w+;", css)
    assert len(stated) == 15
    for line in stated:
        assert line in tokens


def test_scripts_say_nothing_inline():
    for path in (STATIC / "js/admin").glob("*.js"):
        assert "eval(" not in path.read_text()
