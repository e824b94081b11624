"""Making anew, right after a publication, the pages that readers ask for most.

All pages are cold then. If readers had to wait for them, each would wait in a crowd.
"""

from __future__ import annotations

import logging
import os
import threading

from django.db import close_old_connections

from portal.pages.published import Watch

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
                self._front.renew()
            except Exception:
                logger.exception(
                    "Pages could not be made anew; whoever asks makes them."
                )
            finally:
                close_old_connections()
