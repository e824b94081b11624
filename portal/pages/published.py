"""Which version is published, as this process knows it, and whether the database is away.

A server's process asks in the background (`portal.serving.watching`), so that a request
need not; every other process asks the database each time.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from django.db import OperationalError

from .revisions import PublishedVersion

PATIENCE: Final = 2.0
"""Seconds that a question to the database may take before it counts as away."""

GRACE: Final = 0.2
"""Seconds for which all pages are shown as they were before a publication, while those
that readers ask for are made anew. It must be seen within one second.
"""

MARGIN: Final = 2
"""Seconds: longer than any process goes on showing what was published before."""


@dataclass(frozen=True, slots=True)
class Version:
    """What was published at some time; there is one object as long as that lasts."""

    token: uuid.UUID | None  # None: nothing was ever published
    settled: int
    """Seconds since 1970 from when on no process shows anything older."""


class Watch:
    """The version that this process shows."""

    def __init__(self) -> None:
        self.running = False  # somebody asks again and again
        self.version: Version | None = None  # None: not known yet
        self.when_changed: list[Callable[[], object]] = []  # told of each publication
        self._before: tuple[Version, float] | None = None  # and until when it is shown
        self._lock = threading.Lock()
        self._failed_at: float | None = None
        self._asking_since: float | None = None

    @property
    def away(self) -> bool:
        """Tell whether the database does not answer, as far as is known."""
        return self.running and self.away_for is not None

    @property
    def away_for(self) -> float | None:
        """Return for how many seconds the database has not answered, or None."""
        now = time.monotonic()
        if self._failed_at is not None:
            return now - self._failed_at
        asking = self._asking_since
        late = asking is not None and now - asking > PATIENCE
        return now - asking if asking is not None and late else None

    @property
    def shown(self) -> Version | None:
        """Return the version that readers see: for a moment still the one before."""
        before = self._before
        return before[0] if before and time.monotonic() < before[1] else self.version

    @property
    def in_grace(self) -> bool:
        """Tell whether readers still see what was published before."""
        return self.shown is not self.version

    def end_grace(self) -> None:
        """Show what is published now; whoever has seen it goes not back in time."""
        self._before = None

    def ask(self) -> Version:
        """Ask the database; raises its error.

        One question at a time, so that the answers come in the order of the facts.
        """
        with self._lock:
            self._asking_since = time.monotonic()
            try:
                token = PublishedVersion.current()
            finally:
                self._asking_since = None
            if self.version is None or self.version.token != token:
                before = self.version
                if before and self.running:
                    self._before = before, time.monotonic() + GRACE
                self.version = Version(token, ceil(time.time()) + MARGIN)
                if before:
                    for tell in self.when_changed:
                        tell()
            return self.version

    def lost(self) -> None:
        """Note that the database does not answer."""
        if self._failed_at is None:
            self._failed_at = time.monotonic()

    def found(self) -> None:
        """Note that the database answers."""
        self._failed_at = None


watch = Watch()


def published_token() -> uuid.UUID | None:
    """Return the token of what is published; raises the database's error.

    A watched process knows it, at most half a second late, and does not wait for a
    database that is known to be away.
    """
    if watch.away:
        raise OperationalError("The database is away.")
    if watch.running and watch.version is not None:
        return watch.version.token
    return PublishedVersion.current()
