"""Making anew, right after a publication, the pages that readers ask for most.

All pages are cold then. If readers had to wait for them, each would wait in a crowd.
"""

from __future__ import annotations

import logging
import os
import threading

from django.conf import settings
from django.db import close_old_connections
from django.urls import reverse
from django.utils import translation

from portal.pages.page import Page
from portal.pages.published import Watch
from portal.pages.records import record_models
from portal.pages.revisions import Revision

from .front import PagesFromMemory

logger = logging.getLogger(__name__)


class Renewer:
    """A thread that renews pages when it hears of a publication."""

    def __init__(self, front: PagesFromMemory, watch: Watch) -> None:
        self._front = front
        self._news = threading.Event()
        watch.when_changed.append(self._news.set)

    def start(self) -> None:
        """Begin to listen; in a fork of this process too, which has no threads yet."""
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        threading.Thread(target=self._run, name="renew", daemon=True).start()

    def _run(self) -> None:
        while self._news.wait():
            self._news.clear()
            try:
                self._front.renew(published_last())
            except Exception:
                logger.exception(
                    "Pages could not be made anew; whoever asks makes them."
                )
            finally:
                close_old_connections()


def published_last() -> set[str]:
    """Return where that page is, in every language, that was saved last."""
    kinds = [kind for kind, model in record_models().items() if issubclass(model, Page)]
    published = Revision.objects.filter(kind__in=kinds, state=Revision.State.PUBLISHED)
    paths = set()
    for kind, slug in published.order_by("-pk").values_list("kind", "slug")[:1]:
        for code, _ in settings.LANGUAGES:
            with translation.override(code):
                paths.add(reverse(kind, settings.PUBLIC_URLCONF, kwargs={"slug": slug}))
    return paths
