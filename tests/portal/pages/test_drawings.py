"""The drawings: whole, named, told in words, in the tokens' colours, on their pages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from portal.pages.drawings import DRAWINGS, PLACES, drawings_of
from tests import factories

ROOT = Path(__file__).parent.parent.parent.parent
TEMPLATES = ROOT / "templates/drawings"
FOLDERS = {"procedure": "procedures", "condition": "conditions", "cause": "causes"}
SVG = "{http://www.w3.org/2000/svg}"
FILLS = ["surface", "bone", "disc", "joint", "flesh", "muscle", "band", "fat", "sac"]


def draw(name: str, **context) -> ElementTree.Element:
    context.setdefault("drawing", DRAWINGS.get(name))
    text = render_to_string(f"drawings/{name}.svg.html", context)
    return ElementTree.fromstring(
        text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )


@pytest.mark.parametrize("place", PLACES)
def test_places_are_shipped_pages_and_drawings_exist(place):
    kind, slug = place.split(":")
    assert (ROOT / "content/en" / FOLDERS[kind] / f"{slug}.md").is_file()
    assert set(PLACES[place]) <= set(DRAWINGS)


def test_every_procedure_has_a_drawing():
    shipped = {path.stem for path in (ROOT / "content/en/procedures").glob("*.md")}
    assert {f"procedure:{slug}" for slug in shipped} <= set(PLACES)


def test_every_drawing_has_a_place_and_every_template_a_drawing():
    assert {name for names in PLACES.values() for name in names} == set(DRAWINGS)
    templates = {path.name for path in TEMPLATES.glob("[!_]*")}
    assert templates == {f"{name}.svg.html" for name in DRAWINGS}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_is_named_and_its_labels_are_not_read_as_well(name):
    svg, drawing = draw(name), DRAWINGS[name]
    assert svg.get("role") == "img"
    title, art = svg
    assert (title.tag, title.text) == (SVG + "title", drawing.title)
    assert art.get("aria-hidden") == "true"
    assert str(drawing.caption).endswith(".")


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_holds_together(name):
    parts = list(draw(name).iter())
    ids = [part.get("id") for part in parts if part.get("id")]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(f"{name}-") for found in ids), "two on one page"
    copied = {part.get("href").lstrip("#") for part in parts if part.tag == SVG + "use"}
    assert copied <= set(ids)


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_takes_its_colors_from_the_stylesheet(name):
    svg = draw(name)
    used = {key for part in svg.iter() for key in part.attrib}
    assert used.isdisjoint({"style", "fill", "stroke", "stroke-width", "font-size"})
    classes = {word for part in svg.iter() for word in part.get("class", "").split()}
    css = (ROOT / "static/css/site.css").read_text()
    assert {word for word in classes if f".{word}" not in css} == set()


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_is_small(name):
    shapes = draw(name, drawing={"name": name})
    text = ElementTree.tostring(shapes, encoding="unicode").replace("svg:", "")
    assert len(text.encode()) < 6_500


def test_drawings_of_a_page_without_any():
    assert drawings_of("procedure", "sorting-hat") == []
    assert drawings_of("guide", "nerve-block") == []


def test_drawings_stand_on_their_page(client, db):
    factories.page("procedure")
    text = client.get("/procedures/nerve-block/").content.decode()
    drawing = DRAWINGS["nerve-block"]
    assert text.count('<figure class="drawing">') == 1
    described = f'<p class="visually-hidden">{drawing.description}</p>'
    assert text.index("</svg>", text.index("<figure")) < text.index(described)
    assert text.index(described) < text.index(f"<figcaption>{drawing.caption}")
    assert text.index('id="what-it-is"') < text.index('class="drawings"')
    assert text.index('class="drawings"') < text.index('id="for-whom"')


def test_help_comes_before_the_drawings_of_a_condition(client, db):
    factories.page("condition")
    text = client.get("/conditions/sciatica/").content.decode()
    assert text.index('id="help"') < text.index('class="drawings"')


def test_page_without_drawings_has_no_empty_box(client, db):
    factories.page("conventional-care")
    text = client.get("/conventional-care/exercise/").content.decode()
    assert "drawing" not in text


def test_drawings_of_an_untranslated_page_speak_the_reader_s_language(client, db):
    factories.page("procedure")
    text = client.get("/es/procedures/nerve-block/").content.decode()
    assert '<div class="drawings" lang="es">' in text


def luminance(color: str) -> float:
    digits = color.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("mark", "least"), [("ink", 4.5), ("outline", 3), ("link", 3), ("accent", 3)]
)
def test_marks_stand_out_from_every_part_of_the_body(mode, mark, least):
    source = (ROOT / "static/scss/_tokens.scss").read_text()
    block = source.split(f"@mixin {mode} {{")[1].split("\n}")[0]
    # Nerves are drawn in the colour of links.
    colors = dict(re.findall(r"--([\w-]+): (#\w+);", block))
    faint = {
        fill: contrast(colors[mark], colors[fill])
        for fill in FILLS
        if contrast(colors[mark], colors[fill]) < least
    }
    assert faint == {}
