"""The body map: every area once, a link or a label, in the stylesheet's colours."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from django import forms
from django.template.loader import render_to_string

from portal.pages.page import BodyArea
from portal.pages.templatetags.drawings import control

ROOT = Path(__file__).parent.parent.parent.parent


class Where(forms.Form):
    pain_area = forms.MultipleChoiceField(
        choices=BodyArea.choices[:-1], widget=forms.CheckboxSelectMultiple
    )


def drawn(**context):
    text = render_to_string("drawings/_body_map.html", context)
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return next(part for part in tree if part.get("class") == "body-map")


def areas(tree) -> dict:
    found = [part for part in tree.iter() if part.get("data-area")]
    assert len(found) == len({part.get("data-area") for part in found})
    return {part.get("data-area"): part for part in found}


@pytest.mark.parametrize("context", [{}, {"to": "/x/"}], ids=["alone", "links"])
def test_body_map_has_every_area_and_is_not_read_aloud(context):
    tree = drawn(**context)
    assert set(areas(tree)) == set(BodyArea)
    assert tree.get("aria-hidden") == "true"


def test_body_map_leads_to_each_area_by_pointer_only():
    for area, link in areas(drawn(to="/conditions/?by=area")).items():
        assert link.tag == "a"
        assert link.get("href") == f"/conditions/?by=area#{area}"
        assert link.get("title") == BodyArea(area).label
        assert link.get("tabindex") == "-1"


def test_body_map_labels_the_checkboxes_of_a_field():
    field = Where()["pain_area"]
    for area, label in areas(drawn(controls=field)).items():
        if area == BodyArea.WIDESPREAD:  # the field does not offer it
            assert label.tag == "span"
        else:
            assert label.tag == "label"
            assert label.get("for") == control(field, area) != ""


def test_body_map_alone_is_a_plain_picture():
    assert {part.tag for part in areas(drawn()).values()} == {"span"}


def test_body_map_takes_its_colors_from_the_stylesheet():
    parts = list(drawn(to="/x/").iter())
    used = {key for part in parts for key in part.attrib}
    assert used.isdisjoint({"style", "fill", "stroke", "stroke-width"})
    classes = {word for part in parts for word in part.get("class", "").split()}
    css = (ROOT / "static/css/site.css").read_text()
    assert {word for word in classes if f".{word}" not in css} == set()


def test_body_map_is_in_step_with_every_area():
    source = (ROOT / "static/scss/_body-map.scss").read_text()
    named = re.search(r"\$areas: ([^;]+);", source).group(1)
    assert re.split(r",\s+", named) == list(BodyArea)


def test_body_map_is_small():
    text = render_to_string("drawings/_body_map.html", {"to": "/conditions/?by=area"})
    assert len(text.encode()) < 13_000


def test_control_of_a_choice():
    field = Where(auto_id="%s")["pain_area"]
    assert control(field, "head_face") == "pain_area_0"
    assert control(field, "hat") == ""
    assert control("", "head_face") == ""
