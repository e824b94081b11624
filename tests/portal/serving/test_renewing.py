from __future__ import annotations

import threading

import pytest

from portal.pages import published
from portal.serving.renewing import Renewer, published_last
from tests import factories


class Renewed:
    """A memory that tells when it was asked to renew its pages."""

    def __init__(self):
        self.times = threading.Semaphore(0)

    def renew(self, first):
        self.times.release()
        raise ValueError("a page that cannot be made")


@pytest.mark.django_db(transaction=True)
def test_renewer_renews_after_each_publication_whatever_happens(monkeypatch, caplog):
    monkeypatch.setattr(published, "GRACE", 600)
    watch, pages = published.Watch(), Renewed()
    watch.running = True
    Renewer(pages, watch)._begin()
    factories.page("condition")
    watch.ask()
    for kind in ("cause", "guide"):
        factories.page(kind)
        watch.ask()
        assert pages.times.acquire(timeout=60)
    assert not pages.times.acquire(blocking=False)
    assert "could not be made anew" in caplog.text


@pytest.mark.django_db
def test_published_last_is_the_newest_page_in_every_language():
    assert published_last() == set()
    factories.page("condition")
    factories.page("cause")
    factories.page("source")
    factories.revision("guide", "draft")
    assert published_last() == {"/causes/nerve-damage/", "/es/causes/nerve-damage/"}
