from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from portal.pages.pace import SLOTS, Pace

MINUTES = count(1_000_000)


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets; it starts at a minute that no other test had."""
    now = [60.0 * next(MINUTES)]
    clock = SimpleNamespace(monotonic=lambda: now[0])
    monkeypatch.setattr("portal.pages.pace.time", clock)
    return now


def asked(address: str = "192.0.2.1"):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_pace_allows_so_many_in_a_minute_and_again_in_the_next(clock):
    pace = Pace()
    assert [pace.allows(asked(), 2) for _ in range(3)] == [True, True, False]
    assert any(pace.allows(asked(f"198.51.100.{n}"), 2) for n in range(9))
    clock[0] += 60
    assert pace.allows(asked(), 2)


def test_pace_keeps_no_address_and_takes_no_more_memory_for_many(clock):
    pace = Pace()
    for number in range(300):
        pace.allows(asked(f"192.0.2.{number % 250}"), 9)
    assert all(isinstance(slot, int) and slot < SLOTS for slot in pace._counts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/search/?q=pain", "/es/search/?q=pain", "/search/suggest/?q=pa"]
)
def test_who_searches_too_often_is_told_whom_to_call(client, settings, clock, path):
    settings.SEARCHES_A_MINUTE = 1
    found = [client.get(path, REMOTE_ADDR="192.0.2.9") for _ in range(2)]
    assert [response.status_code for response in found] == [200, 429]
    assert found[1]["Retry-After"] == "60"
    assert found[1]["Cache-Control"] == "no-store"
    assert 'href="tel:911"' in found[1].content.decode().split("<main")[1]
    assert not found[1].cookies


@pytest.mark.django_db
def test_without_a_limit_everybody_may_search(client, settings):
    settings.SEARCHES_A_MINUTE = 0
    for _ in range(3):
        assert client.get("/search/?q=pain").status_code == 200
