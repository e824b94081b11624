from __future__ import annotations

from django.db import DatabaseError, connection


def test_healthz_needs_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_says_that_the_database_answers(client, db):
    assert client.get("/readyz").status_code == 200


def test_readyz_says_that_the_database_is_away(client, db):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("no connection")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database: away\n")


def test_error_page_needs_no_database(client, db):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("no connection")

    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        response = client.get("/conditions/sciatica/")
    assert response.status_code == 500
    assert "<h1" in response.content.decode()


def test_health_addresses_are_not_redirected_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
