"""Whatever is asked of any address, no answer is a fault.

`make fuzz` asks for longer, and other things each time (`FUZZ_SECONDS`).
"""

from __future__ import annotations

import logging
import os
import time
import warnings
import zlib
from collections.abc import Iterator
from wsgiref.validate import WSGIWarning

import pytest
from django.db import connection
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from hypothesis.errors import HypothesisWarning

from portal.painpath.cookie import write_cookie
from portal.painpath.live import current_path
from tests import factories
from tests.portal.fuzz import failing, sending
from tests.portal.fuzz.addresses import BESIDES, Address, addresses
from tests.portal.fuzz.asking import Site
from tests.portal.painpath.paths import small_answers

pytestmark = pytest.mark.django_db
SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))

HOW = how(
    max_examples=2,  # the simplest, which asks nothing, and another
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


@pytest.fixture
def site(client, counting) -> Iterator[Site]:
    client.force_login(factories.editor())
    logging.disable()  # nearly every answer is a refusal, and worth a line
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WSGIWarning)  # of a method that nobody knows
        warnings.simplefilter("ignore", HypothesisWarning)  # of a long request
        yield Site(*counting, client.cookies["sessionid"].value)
    logging.disable(logging.NOTSET)


def ask_each(site: Site, found: list[Address], turn: int) -> None:
    """Ask each address; go on after a fault, and tell all of them."""
    kept = HttpResponse()
    write_cookie(kept, current_path(), small_answers())
    known = [kept.cookies["pain_path_en"].OutputString().split(";")[0].encode()]
    faults = []
    for address in found:

        @seed(zlib.crc32(f"{turn} {address.route}".encode()))
        @HOW
        @given(sending.requests(address, known))
        def check(sent: sending.Sent | None) -> None:
            if sent:
                site.ask(sent)

        try:
            check()
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise ExceptionGroup("Answers that are faults", faults)


def test_no_request_is_answered_with_a_fault(site):
    found = addresses()
    if connection.vendor != "sqlite" and not SECONDS:
        found = found[::3]  # the other database has asked all of them
    turn = int(time.time()) if SECONDS else 0
    end = time.monotonic() + SECONDS
    ask_each(site, found, turn)
    while time.monotonic() < end:
        turn += 1
        ask_each(site, found, turn)
    assert sum(site.statuses.values()) > len(found) / 2
    site.tell()


def test_addresses_are_all_that_the_resolver_has(db):
    routes = {address.route for address in addresses()}
    assert {"healthz", "es/", "es/pain-path/<name>/", "search/suggest/"} <= routes
    assert {"admin/<app_label>/", "admin/auth/user/<id>/password/"} <= routes
    assert routes > set(BESIDES)
    assert len(routes) > 250


@pytest.mark.urls("tests.portal.fuzz.failing")
def test_a_view_that_fails_is_found(site, settings):
    settings.PUBLIC_URLCONF = settings.ROOT_URLCONF
    new = [found for found in addresses() if found.route in failing.ROUTES]
    assert len(new) == len(failing.ROUTES)
    for address in new:
        with pytest.raises(ExceptionGroup, match="Answers that are faults"):
            ask_in_turns(site, address)


def ask_in_turns(site: Site, address: Address) -> None:
    for turn in range(20):
        ask_each(site, [address], turn)
