from __future__ import annotations

import threading
import uuid

import pytest
from django.db import OperationalError, connection

from portal.pages import published
from portal.pages.published import Watch
from portal.serving import watching
from portal.serving.watching import Watcher
from tests import factories


class Told(Watch):
    """A watch that tells when something was heard."""

    def __init__(self):
        super().__init__()
        self.heard = threading.Condition()

    def ask(self):
        try:
            return super().ask()
        finally:
            self._tell()

    def lost(self):
        super().lost()
        self._tell()

    def found(self):
        super().found()
        self._tell()

    def _tell(self):
        with self.heard:
            self.heard.notify_all()

    def wait(self, until):
        with self.heard:
            assert self.heard.wait_for(until, timeout=60)


@pytest.fixture
def watch(monkeypatch):
    monkeypatch.setattr(watching, "INTERVAL", 0.01)
    return Told()


@pytest.fixture
def watched(watch):
    watcher = Watcher(watch)
    watcher._begin()
    yield watch
    watcher.stop()


def test_ask_gives_one_object_as_long_as_nothing_is_published(db):
    factories.page("cause")
    watch = Watch()
    first = watch.ask()
    assert watch.ask() is watch.version is first
    factories.page("symptom")
    second = watch.ask()
    assert second.token != first.token


def test_ask_before_the_first_publication(db):
    assert Watch().ask().token is None


def test_away_is_a_question_that_failed_or_takes_long(monkeypatch):
    watch, now = Watch(), 100.0
    monkeypatch.setattr(published.time, "monotonic", lambda: now)
    assert not watch.away
    watch.running = True
    assert not watch.away
    watch._asking_since = now
    now += published.PATIENCE
    assert not watch.away
    now += 1
    assert watch.away
    watch._asking_since = None
    watch.lost()
    now += 5
    watch.lost()
    assert watch.away_for == 5
    watch.found()
    assert not watch.away


def test_published_token_does_not_ask_where_somebody_watches(monkeypatch, db):
    factories.page("cause")
    watch = Watch()
    monkeypatch.setattr(published, "watch", watch)
    token = published.published_token()
    assert token is not None
    watch.running, watch.version = True, published.Version(uuid.uuid4(), 0)
    assert published.published_token() == watch.version.token != token
    watch.lost()
    with pytest.raises(OperationalError):
        published.published_token()


def test_a_watched_process_hears_of_a_publication(in_threads, watch):
    factories.page("cause")

    def look():
        watcher = Watcher(watch)
        watcher._begin()
        try:
            watch.wait(lambda: watch.version)
            before = watch.version
            factories.page("symptom")
            watch.wait(lambda: watch.version is not before)
        finally:
            watcher.stop()
        return watch.version.token != before.token

    assert in_threads(look) == [True]


def test_a_database_that_goes_away_and_comes_back(watch, monkeypatch, caplog):
    tokens = [uuid.uuid4(), OperationalError("gone"), OperationalError("gone")]

    def current():
        if not tokens:
            return first
        if isinstance(tokens[0], Exception):
            raise tokens[0]
        return tokens[0]

    monkeypatch.setattr(published.PublishedVersion, "current", current)
    first = tokens[0]
    watcher = Watcher(watch)
    watcher._begin()
    watch.wait(lambda: watch.version)
    known = watch.version
    del tokens[0]
    watch.wait(lambda: watch.away)
    assert watch.version is known
    tokens.clear()
    watch.wait(lambda: not watch.away)
    watcher.stop()
    assert watch.version is known
    said = [r.message for r in caplog.records if r.name == watching.__name__]
    assert said == ["The database is away: gone", "The database is back."]


def test_watching_outlives_any_fault(watch, monkeypatch, caplog):
    def broken():
        raise RuntimeError("broken")

    monkeypatch.setattr(published.PublishedVersion, "current", broken)
    watcher = Watcher(watch)
    watcher._begin()
    watch.wait(lambda: watch.away)
    assert watcher._thread.is_alive()
    watcher.stop()
    assert "Nobody can tell what is published." in caplog.text


def test_a_stopped_watcher_begins_no_more(watch):
    watcher = Watcher(watch)
    watcher.stop()
    watcher._begin()
    assert not watch.running
    assert connection.alias == "default"
