from __future__ import annotations

import pytest

from portal.clinic.models import Clinic, Logo
from portal.clinic.palette import Palette

pytestmark = pytest.mark.django_db
FOREVER = {"public", "immutable", "max-age=31536000"}


@pytest.fixture
def clinic() -> Clinic:
    logo = Logo.objects.create(digest="0a" * 16, data=b"RIFF", width=200, height=60)
    return Clinic.objects.create(
        pk=1, name="Harbor", main_color="#5B2A86", logo=logo, logo_alt="An anchor"
    )


def caching(response) -> set[str]:
    return set(response["Cache-Control"].split(", "))


def test_colors_are_served_for_ever_without_the_database(
    client, django_assert_num_queries
):
    palette = Palette(main="#5b2a86")
    with django_assert_num_queries(0):
        response = client.get(f"/look/{palette.name}.css")
    assert response.content.decode() == palette.style_sheet()
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert caching(response) == FOREVER
    assert not response.cookies


@pytest.mark.parametrize("name", ["x", "5b2a86-own-own-own-000000000000"])
def test_colors_unknown(client, name):
    response = client.get(f"/look/{name}.css")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")


def test_logo_is_served_for_ever(client, clinic):
    response = client.get(f"/look/{clinic.logo.digest}.webp")
    assert response.content == b"RIFF"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert caching(response) == FOREVER


def test_logo_unknown(client):
    assert client.get("/look/none.webp").status_code == 404


@pytest.mark.parametrize("address", ["/look/x.css", "/look/x.webp"])
def test_look_refuses_other_methods(client, address):
    assert client.post(address).status_code == 405


def test_pages_link_colors_and_logo(client, clinic):
    html = client.get("/about/").content.decode()
    palette = Palette(main="#5b2a86")
    assert f'<link rel="stylesheet" href="/look/{palette.name}.css">' in html
    assert f'src="/look/{clinic.logo.digest}.webp" width="200" height="60"' in html
    assert 'alt="An anchor"' in html
    assert "<span>Harbor</span>" in html
    for scheme in (palette.light, palette.dark):
        assert f'content="{scheme["deep"]}"' in html


def test_pages_leave_the_name_to_a_logo_that_shows_it(client, clinic):
    clinic.logo_has_name = True
    clinic.save()
    assert "<span>Harbor</span>" not in client.get("/about/").content.decode()


def test_pages_without_a_look_of_their_own_link_nothing(client):
    html = client.get("/about/").content.decode()
    assert "/look/" not in html
    assert 'content="#0d3f40"' in html
    assert 'content="#0a2a2b"' in html


def test_profile_takes_no_more_queries_with_a_look(clinic, django_assert_num_queries):
    with django_assert_num_queries(2):
        read = Clinic.current()
        assert read.logo.width == 200
        assert read.palette.name
        assert "data" not in vars(read.logo)
