"""The interface's catalogue: whole, with its placeholders, and what pages show."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "portal" / "locale"
INSIDE = "LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
TAG = re.compile(r"</?\w[^>]*>")


def read(language: str) -> Catalog:
    with (LOCALE / language / INSIDE).open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts(message: Message) -> list[tuple[str, str]]:
    """Pair each translation with the text that it stands for."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    one, *_, other = message.id
    return [(other if n else one, text) for n, text in enumerate(message.string)]


SPANISH = read("es")
MESSAGES = [message for message in SPANISH if message.id]


def test_every_language_of_the_site_has_a_catalogue(settings):
    found = {path.name for path in LOCALE.iterdir() if (path / INSIDE).is_file()}
    assert found == {code for code, _ in settings.LANGUAGES} - {"en"}


def test_every_text_is_translated():
    assert MESSAGES
    empty = [m.id for m in MESSAGES if not all(text.strip() for _, text in texts(m))]
    assert empty == []


def test_no_text_is_doubtful_or_left_over():
    assert [message.id for message in MESSAGES if message.fuzzy] == []
    assert list(SPANISH.obsolete) == []


def test_the_catalogue_itself_is_not_fuzzy():
    assert not SPANISH.fuzzy, "pybabel skips a fuzzy catalogue"


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_placeholders_and_tags_agree(pattern):
    differ = [
        (english, spanish)
        for message in MESSAGES
        for english, spanish in texts(message)
        if Counter(pattern.findall(english)) != Counter(pattern.findall(spanish))
    ]
    assert differ == []


def test_babel_finds_no_fault():
    assert [fault for message in MESSAGES for fault in message.check(SPANISH)] == []


@pytest.fixture
def compiled(tmp_path, settings):
    """Let Django read the catalogue as it is now, not as `make` last compiled it."""
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, SPANISH)
    settings.LOCALE_PATHS = [tmp_path]


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_spanish_pages_show_spanish_words(client):
    html = client.get("/es/").content.decode()
    assert '<html lang="es"' in html
    for words in (
        "En una emergencia, llame al",
        "Buscar",
        "Cuidados convencionales",
        "Entienda su dolor. Conozca sus opciones.",
        "Empezar el camino del dolor",
    ):
        assert words in html
    for words in ("In an emergency call", "Understand your pain", ">Search<"):
        assert words not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_english_pages_stay_english(client):
    html = client.get("/").content.decode()
    assert "In an emergency call" in html
    assert "En una emergencia" not in html
