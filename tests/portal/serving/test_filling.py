from __future__ import annotations

import logging

import pytest

from portal.pages import published
from portal.pages.publishing import withdraw
from portal.serving import filling
from portal.serving.address import Address
from portal.serving.filling import Filler, paths
from tests import factories
from tests.portal.serving.asking import ask, connected, front

pytestmark = pytest.mark.django_db
SITE = (False, "testserver")


@pytest.fixture(autouse=True)
def _without_rest(monkeypatch, db):
    monkeypatch.setattr(filling, "REST", 0)
    with connected():
        yield


@pytest.fixture
def page():
    return factories.page("condition")


@pytest.fixture
def memory(page):
    made = front()
    made._watch.ask()
    return made


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(filling, "paths", lambda: ["/about/", "/privacy/"])


def filler(memory, site=SITE):
    return Filler(memory, memory._watch, site)


def test_paths_are_every_public_page_in_every_language(page):
    found = paths()
    assert len(set(found)) == len(found)
    assert found[0] in ("/robots.txt", "/sitemap.xml")
    wanted = {"/", "/conditions/", "/contact/", "/conditions/sciatica/"}
    assert wanted | {f"/es{path}" for path in wanted} < set(found)
    assert not [path for path in found if "search" in path or "admin" in path]
    assert all(front().keeps(Address(*SITE, path)) for path in found)


def test_look_makes_every_page_once(memory, caplog):
    caplog.set_level(logging.INFO)
    filler(memory).look()
    made = memory._application.asked
    assert set(made) == set(paths())
    assert f"{len(made)} pages made, 0 not" in caplog.text
    ask(memory, "/es/conditions/sciatica/")
    ask(memory, "/conditions/?by=area")  # an order that the list itself leads to
    assert len(memory._application.asked) == len(made)


def test_look_packs_what_it_made(memory):
    filler(memory).look()
    page = memory.fresh(Address(*SITE, "/conditions/sciatica/"))
    assert set(page._bodies) == {"br"}


def test_look_does_it_again_after_a_publication_and_for_another_site(memory, few):
    fill = filler(memory)
    fill.look()
    fill.look()
    count = len(memory._application.asked)
    factories.page("cause")
    memory._watch.ask()
    fill.look()
    assert len(memory._application.asked) >= 2 * count
    memory.site = (False, "localhost")
    fill.look()
    assert len(memory._application.asked) >= 3 * count


def test_look_lets_go_at_once_what_is_not_published_any_more(memory, page, monkeypatch):
    """Though the database should go away now, nobody reads it again."""
    ask(memory, "/conditions/sciatica/")
    ask(memory, "/about/")
    withdraw([page])
    memory._watch.ask()
    monkeypatch.setattr(filling, "FULL", 0)
    filler(memory).look()
    memory._watch.running = True
    memory._watch.lost()
    assert memory.fresh(Address(*SITE, "/conditions/sciatica/")) is None
    assert memory.fresh(Address(*SITE, "/about/")) is not None


def test_look_waits_while_pages_are_renewed(memory, few, monkeypatch):
    monkeypatch.setattr(published, "GRACE", 600)
    memory._watch.running = True
    factories.page("cause")
    memory._watch.ask()
    filler(memory).look()
    assert memory._application.asked == []
    memory._watch.end_grace()
    filler(memory).look()
    assert memory._application.asked == ["/about/", "/privacy/"]


@pytest.mark.parametrize("site", [SITE, None])
def test_look_waits_for_a_version_and_a_site(memory, site):
    memory._watch.version = None if site else memory._watch.version
    filler(memory, site).look()
    assert memory._application.asked == []


def test_look_stops_while_the_database_is_away(memory, few):
    fill = filler(memory)
    memory._watch.running = True
    memory._watch.lost()
    fill.look()
    assert memory._application.asked == []
    memory._watch.found()
    fill.look()
    assert memory._application.asked != []


def test_look_goes_only_so_far_that_readers_have_room(page):
    memory = front(limit=100_000)
    memory._watch.ask()
    filler(memory).look()
    assert 0 < len(memory._application.asked) < len(paths())
    assert memory.memory.size <= memory.memory.limit
