from __future__ import annotations

import pytest

from portal.clinic import roles
from portal.pages.revisions import Revision
from portal.painpath.models import PathRules, PathWording
from tests import factories
from tests.portal.painpath.paths import SMALL_WORDING, replaced
from tests.portal.painpath.published import draft, head_text, publish_small

pytestmark = pytest.mark.django_db
LIST = "/admin/painpath/pathwording/"
ENGLISH = f"{LIST}language/en/"


@pytest.fixture
def ed(client):
    publish_small()
    ed = factories.staff(roles.EDITOR, "ed")
    client.force_login(ed)
    return ed


def shown(client, group: str) -> dict[str, str]:
    """Return a group's form as the browser would send it unchanged."""
    form = client.get(f"{ENGLISH}{group}/").context["form"]
    return {field.html_name: field.value() or "" for field in form} | {"_draft": "1"}


def test_list_of_languages(client, ed):
    html = client.get(LIST).content.decode()
    assert 'href="/admin/painpath/pathwording/language/en/"' in html
    assert "Begin Spanish with the English texts" in html
    draft(PathWording, ed, "legend: Where?", "legend: There?")
    assert "Waiting for review" in client.get(LIST).content.decode()


def test_a_language_begins_with_the_english_texts(client, ed):
    start = f"{LIST}language/es/start/"
    assert client.post(start)["Location"] == f"{LIST}language/es/"
    assert head_text(PathWording, "es") == SMALL_WORDING
    assert PathWording.objects.get(language="es").status == "draft"
    before = Revision.objects.count()
    client.post(start)
    assert Revision.objects.count() == before
    assert client.post(f"{LIST}language/xx/start/").status_code == 404
    assert client.get(f"{LIST}language/es/screen-pain/").status_code == 200


def test_groups_are_in_words_and_can_be_searched(client, ed):
    html = client.get(ENGLISH).content.decode()
    for title in ("Danger", "Knee injection", "What to bring", "The result page"):
        assert title in html
    html = client.get(f"{ENGLISH}?q=worth  ASKING").content.decode()
    assert "The result page" in html
    assert "Danger" not in html
    assert "What to bring" in client.get(f"{ENGLISH}?q=a list").content.decode()
    assert "No text has these words." in client.get(f"{ENGLISH}?q=xyz").content.decode()


def test_groups_tell_what_new_rules_need(client, ed):
    draft(PathRules, ed, "id: working", "id: resting")
    html = client.get(ENGLISH).content.decode()
    assert "1 text is missing" in html
    assert "1 text is not needed any more" in html
    sent = shown(client, "doors")
    assert sent["holds.resting-me"] == ""
    sent |= {"holds.resting-me": "Rest  first", "holds.working-me": ""}
    html = client.post(f"{ENGLISH}doors/", sent | {"holds.resting-me": ""})
    assert "Patients need a text here." in html.content.decode()
    client.post(f"{ENGLISH}doors/", sent)
    assert head_text(PathWording) == replaced(
        SMALL_WORDING, 'working: "What {you} do works"', "resting: Rest first"
    )


@pytest.mark.parametrize(
    "group",
    [
        *("screen-danger", "screen-pain", "cards", "doors", "result", "needs"),
        *("procedure-knee-injection", "specialists", "tell", "ask", "errors"),
        *("bring", "cannot-tell", "words"),
    ],
)
def test_saved_unchanged_saves_nothing(client, ed, group):
    before = Revision.objects.count()
    assert client.post(f"{ENGLISH}{group}/", shown(client, group)).status_code == 302
    assert Revision.objects.count() == before


def test_saved_changes_only_its_lines(client, ed):
    sent = shown(client, "screen-pain")
    sent["questions.site.legend-me"] = "Where is it,\r\nmostly?"
    sent["_submit"] = "1"
    assert client.post(f"{ENGLISH}screen-pain/", sent).status_code == 302
    head = Revision.objects.first()
    assert (head.state, head.note) == ("submitted", "Pain")
    assert head.record["text"] == replaced(
        SMALL_WORDING, "legend: Where?", "legend: Where is it, mostly?"
    )


def test_other_words_for_someone_else(client, ed):
    sent = shown(client, "cards")
    assert sent["cards.numb.text-someone_else"].endswith("for them")
    assert sent["cards.numb.heading-someone_else"] == ""
    sent["cards.numb.text-someone_else"] = ""
    sent["cards.numb.heading-someone_else"] = "Now, they"
    client.post(f"{ENGLISH}cards/", sent)
    text = head_text(PathWording)
    assert 'heading: {me: Now, someone_else: "Now, they"}' in text
    assert 'text: "Call {emergency_number}"' in text.replace(
        ": Call {e", ': "Call {e'
    ).replace("r}\n", 'r}"\n')


def test_lists_change_grow_and_shrink(client, ed):
    sent = shown(client, "bring")
    sent |= {"bring.0-me": "", "bring.1-me": "A card", "bring.2-me": "A friend"}
    client.post(f"{ENGLISH}bring/", sent)
    assert "bring: [A card, A friend]" in head_text(PathWording)


def test_signs_and_ids_without_words_are_shown_as_they_are(client, ed):
    draft(
        PathWording,
        ed,
        "cards:\n  numb:",
        "cards:\n  gone: {heading: a, text: b}\n  numb:",
    )
    html = client.get(f"{ENGLISH}cards/").content.decode()
    assert "<h2>gone <small>gone</small></h2>" in html
    assert "<h2>Numb <small>numb</small></h2>" in html
    assert "Nothing needs this text any more" in html


def test_invisible_characters_are_refused(client, ed):
    sent = shown(client, "errors") | {"errors.unknown-me": "a\u202eb"}
    html = client.post(f"{ENGLISH}errors/", sent).content.decode()
    assert "invisible" in html
