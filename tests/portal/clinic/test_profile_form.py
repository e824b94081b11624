"""The clinic's look in the profile's form, as a site manager uses it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.clinic.models import Clinic, Location, Logo
from portal.clinic.roles import MANAGER, REVIEWER
from portal.pages.revisions import PublishedVersion
from tests import factories
from tests.portal.clinic.test_logo_picture import picture

pytestmark = pytest.mark.django_db
URL = "/admin/clinic/clinic/1/change/"


@pytest.fixture
def manager(client):
    Clinic.objects.create(pk=1)
    client.force_login(factories.staff(MANAGER))
    return client


def send(client, **changes):
    """Send the form; return what it says is wrong, by field."""
    form = {
        "name": "Harbor",
        "emergency_number": "911",
        "review_interval": "12",
        "second_person_reviews": "on",
        "locations-TOTAL_FORMS": "0",
        "locations-INITIAL_FORMS": "0",
    }
    response = client.post(URL, form | changes)
    if response.status_code == 302:
        return {}
    return response.context["adminform"].form.errors


def upload(data: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_profile_shows_the_form(manager):
    html = manager.get(URL).content.decode()
    for name in ("main_color", "accent_color_dark", "new_logo", "logo_alt"):
        assert f'name="{name}"' in html


def test_profile_keeps_colors(manager):
    assert send(manager, main_color="#5B2A86", accent_color="#b3261e") == {}
    assert Clinic.objects.get().palette.main == "#5b2a86"


def test_profile_refuses_a_color_that_cannot_be_read(manager):
    errors = send(manager, main_color="#b58ad6")
    assert "2.63 to 1" in errors["main_color"][0]
    assert Clinic.objects.get().main_color == ""


@pytest.mark.parametrize("color", ["red", "#abc", "0b5a5a", "#12345g", "#fff}a{"])
def test_profile_refuses_what_is_no_color(manager, color):
    errors = send(manager, accent_color_dark=color)
    assert errors["accent_color_dark"][0].startswith("Write # and six digits")


def test_profile_keeps_a_logo(manager):
    errors = send(
        manager, new_logo=upload(picture()), logo_alt="Harbor", logo_has_name="on"
    )
    assert errors == {}
    clinic = Clinic.objects.get()
    assert clinic.logo.width == 300
    assert f"/look/{clinic.logo.digest}.webp" in manager.get(URL).content.decode()


def test_profile_keeps_the_logo_when_something_else_changes(manager):
    send(manager, new_logo=upload(picture()))
    before = Clinic.objects.get().logo
    send(manager, name="Other")
    assert Clinic.objects.get().logo == before


def test_profile_refuses_a_drawing(manager):
    errors = send(manager, new_logo=upload(b"<svg/>", "logo.svg"))
    assert "can hold scripts" in errors["new_logo"][0]
    assert not Logo.objects.exists()


def test_profile_asks_for_the_name_in_words(manager):
    errors = send(manager, new_logo=upload(picture()), logo_has_name="on")
    assert "Write the clinic's name" in errors["logo_alt"][0]


def test_profile_removes_the_logo(manager):
    send(manager, new_logo=upload(picture()))
    assert send(manager, remove_logo="on", logo_has_name="on") == {}
    assert Clinic.objects.get().logo is None


def test_profile_does_not_do_both(manager):
    errors = send(manager, new_logo=upload(picture()), remove_logo="on")
    assert "not both" in errors["remove_logo"][0]


def test_profile_keeps_the_logo_before_and_no_older_one(manager):
    for color in ("red", "green", "blue"):
        send(manager, new_logo=upload(picture(color=color)))
    assert Logo.objects.count() == 2


def test_profile_change_counts_as_a_publication(manager):
    tokens = [PublishedVersion.current()]
    send(manager, name="Other")
    tokens.append(PublishedVersion.current())
    place = Location.objects.create(clinic_id=1, name="Pier", address="1 Pier")
    tokens.append(PublishedVersion.current())
    place.delete()
    tokens.append(PublishedVersion.current())
    assert len(set(tokens)) == 4


def test_profile_is_not_for_editors(manager):
    manager.force_login(factories.staff(REVIEWER, "rae"))
    assert manager.get(URL).status_code == 403
