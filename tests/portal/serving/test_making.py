from __future__ import annotations

import re
import threading

import pytest
from django.db import OperationalError, connection

from portal.pages.publishing import publish
from portal.pages.revisions import PublishedVersion
from tests import factories
from tests.portal.serving.asking import ask, front

PATH = "/conditions/sciatica/"


def publish_round(number):
    """Publish two pages, of which one shows the title of both."""
    titles = {"condition": f"Sciatica {number}.", "cause": f"Nerve damage {number}."}
    publish([factories.revision(kind, title=titles[kind]) for kind in titles])


def rounds_in(html):
    """Return which rounds the page's titles are of."""
    found = re.findall(r"(Sciatica|Nerve damage) (\d+)\.", html)
    assert {name for name, _ in found} == {"Sciatica", "Nerve damage"}
    return {int(number) for _, number in found}


def elsewhere(function):
    """Run it on another connection, to its end."""

    def closing():
        try:
            function()
        finally:
            connection.close()

    thread = threading.Thread(target=closing)
    thread.start()
    thread.join()


class Publishing:
    """Publishes right after a request's query of this number, some times over."""

    def __init__(self, at, times):
        self.at, self.times = at, times
        self.queries = self.published = 0

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.queries += sql.startswith("SELECT")
        if self.queries == self.at and self.published < self.times:
            self.queries = 0
            self.published += 1
            elsewhere(lambda: publish_round(self.published))
        return result


@pytest.mark.parametrize(("times", "step"), [(1, 1), (9, 3)])
def test_no_page_is_of_two_versions_whenever_something_is_published(
    in_threads, times, step
):
    """Once: it is made again. At every attempt: the last one reads one moment."""
    publish_round(0)

    def read():
        memory = front()
        ask(memory, "/privacy/")
        for at in range(1, 100, step):
            memory._watch.ask()
            publishing = Publishing(at, times)
            with connection.execute_wrapper(publishing):
                html = ask(memory, PATH).text
            if not publishing.published:
                return at
            assert len(rounds_in(html)) == 1
            memory.memory.forget(lambda key, page: True)
        raise AssertionError("A page takes fewer queries.")

    (queries,) = in_threads(read)
    assert queries > 8


def test_nobody_goes_back_in_time(in_threads):
    publish_round(1)
    memory = front()
    done = threading.Event()

    def write():
        try:
            for number in range(2, 12):
                publish_round(number)
        finally:
            done.set()

    def read():
        last, seen = False, 0
        while not last:
            last = done.is_set()  # once more after it
            memory._watch.ask()
            (number,) = rounds_in(ask(memory, PATH).text)
            assert number >= seen
            seen = number
        return seen

    assert in_threads(write, read, read) == [None, 11, 11]


@pytest.mark.django_db
def test_a_page_is_not_kept_where_nobody_can_tell_of_which_version_it_is(monkeypatch):
    publish_round(0)
    memory = front()

    def away():
        raise OperationalError

    monkeypatch.setattr(PublishedVersion, "current", away)
    assert ask(memory, "/privacy/").status == 200
    assert len(memory.memory) == 0
