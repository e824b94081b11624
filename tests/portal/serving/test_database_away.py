"""What Django itself answers; test_without_database.py stops a real server."""

from __future__ import annotations

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection

from portal.clinic import remembered
from portal.clinic.models import Clinic
from portal.pages.published import watch
from portal.painpath import live
from tests import factories
from tests.portal.staff.signing import sign_in

pytestmark = pytest.mark.django_db
PATH = "/conditions/sciatica/"


def refuse(execute, sql, params, many, context):
    raise OperationalError("the connection is gone")


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(live, "_known", None)
    monkeypatch.setattr(remembered, "_known", None)
    monkeypatch.setattr(watch, "running", True)
    monkeypatch.setattr(watch, "_failed_at", 0.0)


def plainly_away(response):
    assert response.status_code == 503
    assert (response["Retry-After"], response["Cache-Control"]) == ("10", "no-store")
    assert "This page is away for a moment" in response.content.decode()
    return response.content.decode()


@pytest.mark.parametrize(
    "path", [PATH, "/search/?q=pain", "/feedback/", "/admin/", "/admin/login/"]
)
def test_a_database_known_to_be_away_is_not_asked(
    client, away, path, django_assert_num_queries
):
    with django_assert_num_queries(0):
        plainly_away(client.get(path))


@pytest.mark.parametrize("path", ["/pain-path/", "/healthz", "/robots.txt"])
def test_what_needs_no_database_is_answered(
    client, away, path, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


def test_an_unknown_address_is_unknown_all_the_same(client, away):
    assert client.get("/unknown/").status_code == 404


def test_readyz_says_what_is_away_and_since_when(client, away):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"database: away for" in response.content
    assert b"pages: answered from memory" in response.content


def test_readyz_of_a_watched_process_asks_nothing(
    client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(watch, "running", True)
    with django_assert_num_queries(0):
        assert client.get("/readyz").content == b"ok\n"


@pytest.mark.parametrize(
    ("path", "words"),
    [(PATH, "In an emergency call"), ("/es" + PATH, "En una emergencia")],
)
def test_away_says_the_numbers_as_they_were_known(client, monkeypatch, path, words):
    Clinic.objects.create(pk=1, phone="555 0100", emergency_number="112")
    assert remembered.remembered_clinic().phone == "555 0100"
    with connection.execute_wrapper(refuse):
        response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 503
    assert words in html
    assert 'href="tel:5550100"' in html
    assert 'href="tel:112"' in html


def test_a_page_whose_connection_is_lost_is_made_again(transactional_db, client):
    """SQLite has no connection to lose: what is locked is away."""
    factories.page("condition")
    lost = []

    def lose(execute, sql, params, many, context):
        if not lost:
            lost.append(sql)
            if connection.vendor == "sqlite":
                raise OperationalError("database is locked")
            with psycopg.connect(settings.DATABASE_URL) as other:
                pid = connection.connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(lose):
        response = client.get(PATH)
    assert response.status_code == (503 if connection.vendor == "sqlite" else 200)


def test_a_form_is_told_too(client):
    with connection.execute_wrapper(refuse):
        plainly_away(sign_in(client))


def test_an_unknown_address_whose_page_needs_the_database(client, monkeypatch):
    """Here the fault comes from a page that Django makes itself."""
    monkeypatch.setattr("portal.pages.views.record_models", lambda: refuse(*5 * [None]))
    client.raise_request_exception = False
    plainly_away(client.get("/unknown/"))


def test_another_fault_is_not_the_databases(client, monkeypatch):
    monkeypatch.setattr("portal.pages.views.record_models", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/unknown/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


def test_developers_see_the_fault_itself(client, monkeypatch):
    monkeypatch.setattr(settings, "DEBUG", True)
    with connection.execute_wrapper(refuse), pytest.raises(OperationalError):
        client.get(PATH)


@pytest.fixture
def watched(monkeypatch):
    monkeypatch.setattr(remembered, "_known", None)
    monkeypatch.setattr(watch, "running", True)
    factories.page("cause")
    monkeypatch.setattr(watch, "version", None)
    watch.ask()


def test_remembered_clinic_is_read_once_a_version(watched, django_assert_num_queries):
    Clinic.objects.create(pk=1, phone="555 0100")
    watch.ask()
    assert remembered.remembered_clinic().phone == "555 0100"
    with django_assert_num_queries(0):
        assert list(remembered.remembered_clinic().locations.all()) == []
    Clinic.objects.update(phone="555 0199")  # no publication: as if on another machine
    assert remembered.remembered_clinic().phone == "555 0100"
    factories.page("symptom")
    watch.ask()
    assert remembered.remembered_clinic().phone == "555 0199"


def test_remembered_clinic_without_the_database_is_the_last_or_the_default(watched):
    Clinic.objects.create(pk=1, phone="555 0100")
    watch.ask()
    with connection.execute_wrapper(refuse):
        assert remembered.remembered_clinic().emergency_number == "911"
    assert remembered.remembered_clinic().phone == "555 0100"
    watch.version = None
    with connection.execute_wrapper(refuse):
        assert remembered.remembered_clinic().phone == "555 0100"
