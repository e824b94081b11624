from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from portal.pages.rate_limit import Limit, UseCount, client_address

pytestmark = pytest.mark.django_db
LIMIT = Limit(name="test", each=2, everybody=3)


def asked(address: str = "192.0.2.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets; it starts within an hour."""
    now = [1_800_000_000.0]
    clock = SimpleNamespace(time=lambda: now[0])
    monkeypatch.setattr("portal.pages.rate_limit.time", clock)
    return now


def test_spend_allows_each_visitor_so_many():
    assert [LIMIT.spend(asked()) for _ in range(3)] == [True, True, False]


def test_spend_allows_everybody_together_so_many():
    spent = [LIMIT.spend(asked(f"192.0.2.{n}")) for n in range(4)]
    assert spent == [True, True, True, False]


def test_spend_counts_nothing_that_it_refuses():
    for _ in range(5):
        LIMIT.spend(asked())
    assert sorted(UseCount.objects.values_list("count", flat=True)) == [2, 2]
    assert LIMIT.spend(asked("192.0.2.2"))


def test_spend_without_a_limit_for_everybody():
    limit = Limit(name="test", each=1)
    assert all(limit.spend(asked(f"192.0.2.{n}")) for n in range(9))


def test_limits_do_not_share_their_counts():
    other = Limit(name="other", each=1, everybody=1)
    assert other.spend(asked())
    assert LIMIT.spend(asked())


def test_allows_counts_nothing():
    limit = Limit(name="test", each=1)
    assert all(limit.allows(asked()) for _ in range(3))
    limit.spend(asked())
    assert not limit.allows(asked())
    assert limit.allows(asked("192.0.2.2"))


def test_next_hour_starts_anew_and_forgets_the_last(clock):
    assert [LIMIT.spend(asked()) for _ in range(3)] == [True, True, False]
    before = set(UseCount.objects.values_list("key", flat=True))
    clock[0] += 3600
    assert LIMIT.spend(asked())
    after = set(UseCount.objects.values_list("key", flat=True))
    assert len(after) == 2
    assert not before & after


def test_no_address_is_kept(settings):
    LIMIT.spend(asked("192.0.2.77"))
    kept = [str(value) for row in UseCount.objects.values() for value in row.values()]
    assert not any("192.0.2.77" in value for value in kept)
    before = set(UseCount.objects.values_list("key", flat=True))
    UseCount.objects.all().delete()
    settings.SECRET_KEY = "another"
    LIMIT.spend(asked("192.0.2.77"))
    assert not before & set(UseCount.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_client_address_is_the_visitors_network(address, found):
    assert client_address(asked(address)) == found


@pytest.mark.parametrize(
    ("behind", "found"), [(False, "192.0.2.1"), (True, "198.51.100.7")]
)
def test_client_address_believes_our_own_proxy_only(settings, behind, found):
    settings.BEHIND_PROXY = behind
    sent = "203.0.113.9, 198.51.100.7"
    assert client_address(asked(HTTP_X_FORWARDED_FOR=sent)) == found


def test_client_address_behind_a_proxy_that_says_nothing(settings):
    settings.BEHIND_PROXY = True
    assert client_address(asked()) == "192.0.2.1"


def test_count_name_is_its_hour():
    assert str(UseCount(hour=12, count=3)) == "12: 3"
