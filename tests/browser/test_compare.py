"""Options side by side and the matrix: on a phone, on a desk, by keyboard, on paper."""

from __future__ import annotations

import pytest

PHONE = {"viewport": {"width": 320, "height": 640}}
DESK = {"viewport": {"width": 1280, "height": 800}}
COMPARE = "/procedures/compare/"
FOUR = f"{COMPARE}?option=rfa&option=nerve-block&option=exercise&option=waiting"


def shows(visit, selector: str) -> bool:
    return visit.page.locator(selector).first.is_visible()


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_compare_on_a_phone_repeats_the_options_under_each_question(visit, options):
    visit.goto(FOUR)
    names = visit.page.locator("tbody").nth(6).locator(".compare-name")
    assert [name.strip() for name in names.all_inner_texts()] == [
        "Radiofrequency ablation",
        "Nerve block",
        "Exercise",
        "Watchful waiting (doing nothing for now)",
    ]
    lefts = visit.page.eval_on_selector_all(
        ".compare td", "cells => cells.map(cell => cell.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == 1


@pytest.mark.parametrize("visit", [DESK], indirect=True)
def test_compare_on_a_desk_keeps_the_names_in_sight(visit, options):
    visit.goto(FOUR)
    assert not shows(visit, ".compare-name")
    head = visit.page.locator(".compare thead th").last
    visit.page.locator("#positions").scroll_into_view_if_needed()
    visit.page.evaluate("document.querySelector('#positions').scrollIntoView()")
    box = head.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 10
    question = visit.page.locator("#positions").bounding_box()
    assert question is not None
    assert question["y"] >= box["y"] + box["height"]


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_compare_is_chosen_by_keyboard_without_script(visit, options):
    visit.goto("/procedures/rfa/")
    visit.follow("Compare this with other options")
    first = visit.page.get_by_label("Option 1")
    assert first.input_value() == "rfa"
    first.focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("Exer")
    for _ in range(3):
        visit.page.keyboard.press("Tab")
    visit.enter()
    names = visit.page.get_by_role("columnheader").all_inner_texts()
    assert names == ["Radiofrequency ablation", "Exercise"]


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_compare_prints_as_a_table_with_the_dots(visit, options):
    visit.goto(FOUR)
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 1000, "height": 700})
    assert visit.overflow() <= 0
    assert shows(visit, ".compare thead")
    assert not shows(visit, ".compare-name")
    assert not shows(visit, ".compare-change")
    cells = visit.page.locator(".compare tbody").first.locator("td")
    tops = {box["y"] for cell in cells.all() if (box := cell.bounding_box())}
    assert len(tops) == 1
    dots = visit.page.locator(".compare .dots-filled").first
    fill = "dot => getComputedStyle(dot).fill"
    assert dots.evaluate(fill) != visit.page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize("visit", [PHONE | {"forced_colors": "active"}], indirect=True)
def test_dots_tell_by_shape(visit, options):
    visit.goto("/procedures/rfa/")
    styles = visit.page.eval_on_selector_all(
        ".dots:first-child path",
        "paths => paths.slice(0, 2).map(path => getComputedStyle(path).fill)",
    )
    assert styles[0] != "none"
    assert styles[1] == "none"


@pytest.mark.parametrize("visit", [DESK], indirect=True)
def test_matrix_is_a_table_on_a_desk_and_a_list_elsewhere(visit, options):
    visit.goto("/procedures/")
    assert shows(visit, ".matrix-wide table")
    assert not shows(visit, ".matrix-narrow")
    row = visit.page.get_by_role("row", name="Spinal stenosis")
    assert row.get_by_role("cell").all_inner_texts() == ["Mixed", "Against"]
    visit.page.set_viewport_size({"width": 390, "height": 800})
    assert shows(visit, ".matrix-narrow")
    assert not shows(visit, ".matrix-wide")
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    visit.page.emulate_media(media="print")
    assert shows(visit, ".matrix-narrow")
