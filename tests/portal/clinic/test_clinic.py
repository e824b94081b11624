from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from portal.clinic.models import Clinic, Location
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    clinic = Clinic.objects.create(
        pk=1,
        name="Harbor Pain Clinic",
        phone="+1 555 0100",
        booking_url="https://example.org/book",
        emergency_number="112",
    )
    Location.objects.create(
        clinic=clinic, name="Harbor Street", address="1 Harbor Street\nPort Town"
    )
    return clinic


def test_contact_shows_the_clinic(client, clinic):
    html = client.get("/contact/").content.decode()
    for text in ("Harbor Pain Clinic", "+1 555 0100", "Harbor Street", "Port Town"):
        assert text in html
    assert 'href="https://example.org/book"' in html


def test_contact_before_staff_filled_it_in(client):
    assert client.get("/contact/").status_code == 200


def test_contact_refuses_other_methods(client):
    assert client.post("/contact/").status_code == 405


def test_care_cards_name_the_clinics_emergency_number(client, clinic):
    factories.page("condition")
    html = client.get("/conditions/sciatica/").content.decode()
    assert "Call 112 now" in html
    assert "911" not in html


def test_emergency_number_defaults_to_911(client):
    factories.page("condition")
    assert "Call 911 now" in client.get("/conditions/sciatica/").content.decode()


@pytest.mark.parametrize("number", ["", "call us", "javascript:1"])
def test_emergency_number_must_be_one(number):
    with pytest.raises(ValidationError):
        Clinic(pk=1, emergency_number=number).full_clean()


def test_there_is_one_clinic(clinic):
    with pytest.raises(IntegrityError):
        Clinic.objects.create(pk=2)


def test_admin_goes_straight_to_the_one_profile(client):
    client.force_login(factories.editor())
    response = client.get("/admin/clinic/clinic/", follow=True)
    assert response.redirect_chain[-1][0] == "/admin/clinic/clinic/1/change/"
    assert client.get("/admin/clinic/clinic/add/").status_code == 403
    assert client.get("/admin/clinic/clinic/1/delete/").status_code == 403


def test_admin_stranger_makes_no_profile(client):
    client.get("/admin/clinic/clinic/")
    assert not Clinic.objects.exists()
