"""A thread that asks again and again what is published, so that no request must."""

from __future__ import annotations

import logging
import os
import threading
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.pages.published import Watch

logger = logging.getLogger(__name__)

INTERVAL: Final = 0.1
"""Seconds between two questions. A publication must be seen within one."""


class Watcher:
    """Keeps `watch` up to date as long as the process lives."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to ask; in a fork of this process too, which has no threads yet."""
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()
        if self._thread:
            self._thread.join()
        self._watch.running = False

    def _begin(self) -> None:
        if self._stopped.is_set():
            return
        self._watch.running = True
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        pooled = connections[DEFAULT_DB_ALIAS]
        # A pool waits for connections; this one is refused at once, and needs no place
        # in the pool.
        own = connections[DEFAULT_DB_ALIAS] = pooled.copy()
        own.settings_dict["OPTIONS"].pop("pool", None)
        while True:
            self._ask(own, pooled)
            if self._stopped.wait(INTERVAL):
                own.close()
                return

    def _ask(self, own: BaseDatabaseWrapper, pooled: Any) -> None:
        was_away = self._watch.away
        try:
            self._watch.ask()
        except Exception as error:
            if not isinstance(error, Error):
                logger.exception("Nobody can tell what is published.")
            elif not was_away:
                logger.error("The database is away: %s", error)
            own.close()
            self._watch.lost()
            return
        if own.vendor == "sqlite":
            own.close()  # another file may be put in its place
        if was_away:
            if own.vendor == "postgresql":
                pooled.close_pool()  # its connections are those of before
            logger.warning("The database is back.")
        self._watch.found()
