from __future__ import annotations

from xml.etree import ElementTree

from portal.painpath.graph import graph
from tests.portal.painpath.paths import small_wording

SVG = "{http://www.w3.org/2000/svg}"


def drawn(path, wording):
    return ElementTree.fromstring(graph(path, wording))


def test_graph_has_a_title_and_a_description_for_those_who_do_not_see_it(small):
    svg = drawn(small, small_wording())
    named = svg.get("aria-labelledby").split()
    assert [svg.find(f"{SVG}title").get("id"), svg.find(f"{SVG}desc").get("id")] == (
        named
    )
    assert "2 screens" in svg.find(f"{SVG}desc").text


def test_graph_follows_the_text_color(small):
    assert set(graph(small, small_wording()).split('="')) & {"#", "black"} == set()
    assert drawn(small, small_wording()).get("stroke") == "currentColor"


def test_graph_shows_screens_conditions_and_ways_out(path, wording):
    texts = [text.text for text in drawn(path, wording).iter(f"{SVG}text")]
    for step in path.steps:
        assert wording.steps[step.id].me in texts
    for door in path.doors:
        assert wording.doors[door.id].title.me in texts
    assert "– worst_pain (after pain_area)" in texts
    assert "– matters_most (may stay blank)" in texts


def test_graph_keeps_boxes_apart(path, wording):
    boxes = [
        (float(rect.get("x")), float(rect.get("y")), float(rect.get("height")))
        for rect in drawn(path, wording).iter(f"{SVG}rect")
    ]
    for column in {x for x, _, _ in boxes}:
        inside = sorted((y, height) for x, y, height in boxes if x == column)
        for (y, height), (below, _) in zip(inside, inside[1:], strict=False):
            assert y + height < below
