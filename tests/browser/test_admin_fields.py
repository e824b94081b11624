"""The fields of a record's form in a browser: by keyboard, kept, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from conditions.models import Condition
from portal.clinic import roles
from portal.pages.models import Guide
from portal.pages.revisions import Revision
from procedures.models import Procedure
from tests import factories
from tests.browser.reach import COLORS
from tests.browser.visit import give_cookies

DESK = {"viewport": {"width": 1280, "height": 900}}
desk = pytest.mark.parametrize("visit", [DESK], indirect=True)


@pytest.fixture
def editor(visit, pages, client):
    """Be signed in as an editor."""
    client.force_login(factories.staff(roles.EDITOR))
    give_cookies(visit.page.context, visit.home, client.cookies)
    return visit


def sign_in(page) -> None:
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("correct horse")
    with page.expect_navigation():
        page.get_by_role("button", name="Log in").click()


def form_of(row) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def save(visit) -> None:
    visit.press("Save draft")
    visit.page.get_by_text("Saved as a draft").first.wait_for()


def newest() -> dict:
    return Revision.objects.order_by("-pk").values_list("record", flat=True).first()


def add_item(part) -> None:
    """Add to a list by keyboard."""
    button = part.get_by_role("button", name="Add to")
    button.focus()
    expect(button).to_be_focused()
    button.page.keyboard.press("Enter")
    expect(button).not_to_be_focused()


@desk
def test_toolbar_by_keyboard(editor):
    editor.goto(form_of(Guide.objects.get()))
    page = editor.page
    text = page.locator("#id_body")
    text.fill("one\ntwo")
    text.press("Control+a")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Bold"
    for key, name in [
        ("ArrowRight", "Italic"),
        ("ArrowRight", "Heading"),
        ("End", "Cite a source"),
        ("ArrowRight", "Bold"),
        ("ArrowLeft", "Cite a source"),
        ("Home", "Bold"),
    ]:
        page.keyboard.press(key)
        focused = page.locator(":focus")
        assert (focused.get_attribute("aria-label") or focused.inner_text()) == name
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert text.input_value() == "1. one\n2. two"
    assert page.locator(":focus").get_attribute("id") == "id_body"
    page.keyboard.press("Control+z")
    assert text.input_value() == "one\ntwo"

    text.press("Control+Home")
    text.press("Shift+End")
    text.press("Control+b")
    assert text.input_value() == "**one**\ntwo"
    text.press("Control+i")
    assert text.input_value() == "***one***\ntwo"
    text.press("Control+b")
    assert text.input_value() == "*one*\ntwo"
    page.get_by_role("toolbar").get_by_role("button", name="Heading").click()
    assert text.input_value() == "## *one*\ntwo"


@desk
def test_link_and_citation_by_title(editor):
    editor.goto(form_of(Guide.objects.get()))
    page = editor.page
    text = page.locator("#id_body")
    text.fill("Read it. ")
    text.press("Control+End")
    text.press("Control+k")
    page.keyboard.insert_text("sciat")
    page.get_by_role("option", name="Sciatica").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert text.input_value() == "Read it. [Sciatica](condition:sciatica)"
    page.get_by_role("button", name="Cite a source").click()
    page.keyboard.insert_text("trial")
    page.get_by_role("option", name="A trial").click()
    assert text.input_value().endswith("[A trial](source:trial-2020)")
    text.press("Control+k")
    page.keyboard.press("Escape")
    assert page.locator(":focus").get_attribute("id") == "id_body"


@desk
def test_preview_follows_what_is_typed(editor):
    editor.goto(form_of(Condition.objects.get()))
    page = editor.page
    field = page.locator(".field-what_it_is")
    shown = field.locator(".site-preview")
    expect(shown).to_contain_text("Text of what_it_is")
    field.locator("textarea").fill("A **strong** word.")
    shown.locator("strong", has_text="strong").wait_for()
    field.locator("textarea").fill("Fine.\n\n# Too high")
    problems = field.get_by_role("status").filter(has_text="Line 3")
    problems.wait_for()
    expect(shown).to_contain_text("strong")
    field.locator("textarea").fill("See [it](condition:sciatica).")
    link = shown.get_by_role("link", name="it")
    link.wait_for()
    assert link.get_attribute("target") == "_blank"
    expect(field).not_to_contain_text("Line 3")


@desk
def test_reference_is_chosen_by_title_with_the_keyboard_only(editor):
    factories.page("source", "second", title="A second trial")
    editor.goto(form_of(Condition.objects.get()))
    page = editor.page
    field = page.locator(".field-sources")
    find = field.get_by_role("combobox")
    find.focus()
    page.keyboard.insert_text("second")
    field.get_by_role("status").filter(has_text="1 found.").wait_for()
    assert find.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = find.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert field.locator(".chip-title").all_inner_texts() == [
        "A trial",
        "A second trial",
    ]
    assert find.get_attribute("aria-expanded") == "false"
    field.get_by_role("button", name="Move item 2 up").press("Enter")
    field.get_by_text("Moved to place 1 of 2.").wait_for()
    assert page.locator(":focus").get_attribute("aria-label") == "Move item 1 up"
    save(editor)
    assert newest()["sources"] == ["second", "trial-2020"]


@desk
def test_source_of_a_benefit_is_chosen_by_title(editor):
    factories.page("source", "second", title="A second trial")
    editor.goto(form_of(Procedure.objects.get()))
    page = editor.page
    source = page.locator(".field-benefits").get_by_role("combobox", name="Source")
    assert source.input_value() == "A trial"
    source.fill("not chosen")
    page.keyboard.press("Tab")
    assert source.input_value() == "A trial"
    source.fill("second")
    page.get_by_role("option", name="A second trial").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#id_sources_find").fill("second")
    page.get_by_role("option", name="A second trial").click()
    save(editor)
    assert newest()["benefits"][0]["source"] == "second"
    assert newest()["sources"] == ["trial-2020", "second"]


@desk
def test_items_are_added_moved_removed_and_brought_back(editor):
    editor.goto(form_of(Guide.objects.get()))
    page = editor.page
    field = page.locator(".field-questions")
    boxes = field.locator("[data-rows] textarea")
    add_item(field)
    page.keyboard.type("Second?")
    page.keyboard.press("Enter")
    page.keyboard.type("Third?")
    assert boxes.count() == 3
    field.get_by_role("button", name="Move item 3 up").click()
    values = [box.input_value() for box in boxes.all()]
    assert values == ["What happens if I wait?", "Third?", "Second?"]
    field.get_by_role("button", name="Remove item 1").click()
    field.get_by_text("Removed; 2 left.").wait_for()
    assert page.locator(":focus").get_attribute("aria-label") == "Remove item 1"
    field.get_by_role("button", name="Undo").click()
    assert boxes.first.input_value() == "What happens if I wait?"
    field.get_by_role("button", name="Remove item 2").click()
    save(editor)
    assert newest()["questions"] == ["What happens if I wait?", "Second?"]


@desk
def test_harm_with_its_source_is_added(editor):
    editor.goto(form_of(Procedure.objects.get()))
    page = editor.page
    harms = page.locator(".field-harms")
    add_item(harms)
    item = harms.get_by_role("group", name="Item 2")
    page.keyboard.type("Of 100 people, 1 had an infection.")
    for label, value in [
        ("With the treatment", "1"),
        ("Without it", "0"),
        ("Out of", "100"),
        ("Compared with", "no injection"),
        ("Who", "adults"),
        ("When", "after a month"),
    ]:
        item.get_by_label(label, exact=True).fill(value)
    item.get_by_label("How sure").select_option("Low")
    item.get_by_role("combobox", name="Source").fill("tri")
    page.get_by_role("option", name="A trial").click()
    save(editor)
    added = newest()["harms"][1]
    assert added["with"] == 1
    assert (added["certainty"], added["source"]) == ("low", "trial-2020")


@desk
def test_leaving_with_unsaved_text_warns_and_offers_it_again(editor):
    editor.goto(form_of(Condition.objects.get()))
    page = editor.page
    page.locator("#id_title").fill("Sciatic pain")
    questions = page.locator(".field-questions")
    add_item(questions)
    page.keyboard.type("A new question?")
    procedures = page.locator(".field-procedures")
    add_item(procedures)
    expect(procedures.get_by_role("group", name="Item 2")).to_be_visible()
    page.keyboard.type("X")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    page.get_by_text("You have unsaved text from").wait_for()
    assert page.locator("#id_title").input_value() == "Sciatica"
    assert not page.get_by_text("A newer version was saved since.").is_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#id_title")).to_have_value("Sciatic pain")
    last = questions.locator("[data-rows] textarea").last
    expect(last).to_have_value("A new question?")
    expect(procedures.get_by_role("group", name="Item 2")).to_be_visible()
    source = procedures.get_by_role("combobox", name="Source").first
    expect(source).to_have_value("A trial")
    procedures.get_by_role("button", name="Remove item 2").click()
    save(editor)
    assert newest()["title"] == "Sciatic pain"
    assert newest()["procedures"] == factories.record("condition")["procedures"]
    page.reload()
    page.wait_for_load_state("networkidle")  # it asks whether the text was saved
    assert asked == ["beforeunload"]
    expect(page.get_by_text("You have unsaved text from")).to_be_hidden()


@desk
def test_unsaved_text_can_be_thrown_away(editor):
    editor.goto(form_of(Guide.objects.get()))
    page = editor.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#id_title").fill("Not this")
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("You have unsaved text from")).to_be_hidden()
    expect(page.locator("#id_title")).to_have_value("When to consider")


@desk
def test_nothing_warns_where_nothing_changed(editor):
    asked = []
    editor.page.on("dialog", lambda dialog: (asked.append(1), dialog.accept()))
    for row in (Condition.objects.get(), Procedure.objects.get(), Guide.objects.get()):
        editor.goto(form_of(row))
        editor.page.locator("#id_title").press("End")
        editor.goto("/admin/")
    assert asked == []


@desk
def test_session_that_has_expired_loses_no_text(editor):
    editor.goto(form_of(Guide.objects.get()))
    page = editor.page
    page.locator("#id_title").fill("Typed for an hour")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("You have been signed out.").wait_for()
    assert page.locator("#id_title").input_value() == "Typed for an hour"
    assert Revision.objects.filter(kind="guide").count() == 1
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value)
    opened.value.close()
    save(editor)  # with the token that the new sign-in made
    assert newest()["title"] == "Typed for an hour"


@desk
def test_text_is_offered_again_after_a_sign_in(editor):
    address = form_of(Guide.objects.get())
    editor.goto(address)
    page = editor.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#id_title").fill("Typed before the crash")
    page.context.clear_cookies()
    page.reload()
    sign_in(page)
    assert page.url.endswith(address)
    page.get_by_role("button", name="Bring it back").click()
    save(editor)
    assert newest()["title"] == "Typed before the crash"


@desk
def test_text_on_top_of_an_older_version_comes_back_beside_the_newer(editor):
    page = editor.page
    row = Guide.objects.get()
    editor.goto(form_of(row))
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#id_title").fill("Mine")
    factories.revision("guide", summary="Theirs, saved meanwhile.")
    page.reload()
    page.get_by_text("A newer version was saved since.").wait_for()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("[name=based_on]")).to_have_value(str(row.live_id))


@pytest.mark.parametrize(
    ("visit", "rules"),
    [(DESK, ()), (DESK | {"color_scheme": "dark"}, COLORS), ({}, ())],
    indirect=["visit"],
    ids=["light", "dark", "phone"],
)
def test_forms_pass_axe(editor, rules):
    page = editor.page
    for row in (Condition.objects.get(), Procedure.objects.get()):
        editor.goto(form_of(row))
        page.locator(".field-sources").get_by_role("combobox").fill("a")
        page.locator("[role=option]").first.wait_for()
        page.get_by_role("button", name="Cite a source").first.click()
        assert editor.violations(rules) == []
        assert editor.overflow() == 0


@pytest.mark.parametrize(
    "visit", [DESK | {"java_script_enabled": False}], indirect=True
)
def test_without_scripts_a_save_changes_no_list(editor):
    page = editor.page
    for row in (Condition.objects.get(), Procedure.objects.get()):
        editor.goto(form_of(row))
        page.locator("#id_title").fill("Another title")
        save(editor)
        expected = factories.record(row.kind, title="Another title")
        assert newest() == expected


@pytest.mark.parametrize(
    "visit", [DESK | {"java_script_enabled": False}], indirect=True
)
def test_without_scripts_items_are_added_and_taken_out(editor):
    factories.page("source", "second", title="A second trial")
    page = editor.page
    editor.goto(form_of(Condition.objects.get()))
    page.get_by_label("New item").nth(-1).fill("What does it cost?")
    page.locator(".field-sources").get_by_label(re.compile("Add by title")).fill(
        "A second trial"
    )
    page.locator(".field-symptoms").get_by_label("Burning pain").uncheck()
    page.locator(".field-symptoms").get_by_label(re.compile("Add by")).fill("None")
    editor.press("Save draft")
    page.get_by_text("Nothing is called “None”").wait_for()
    assert Revision.objects.filter(kind="condition").count() == 1
    page.locator(".field-symptoms").get_by_label("None").uncheck()
    page.locator(".field-symptoms").get_by_label(re.compile("Add by")).fill(
        "Burning pain"
    )
    save(editor)
    assert newest()["questions"] == ["What happens if I wait?", "What does it cost?"]
    assert newest()["sources"] == ["trial-2020", "second"]
    assert newest()["symptoms"] == ["burning-pain"]
