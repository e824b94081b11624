"""Pages by their addresses, bounded by bytes: those used longest ago go first."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Final

from .address import Address
from .page import Page

AFTER: Final = 0.9
"""Part of the limit that stays full when pages had to go."""

LARGEST: Final = 0.25
"""Part of the limit that one page may take."""


class Memory:
    """Pages of at most `limit` bytes together. Looking one up takes no lock."""

    _clock = itertools.count(1)  # one for all, so that a page's use is noted anywhere

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._pages: dict[Address, Page] = {}
        self._size = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        return self._size

    def get(self, key: Address) -> Page | None:
        return self._pages.get(key)

    def note_use(self, page: Page) -> None:
        """Let this page stay longer than those that were used before."""
        page.used = next(self._clock)

    def lately_used(self) -> list[Address]:
        """Return where all pages are, the one that was used last first."""
        with self._lock:
            pages = list(self._pages.items())
        pages.sort(key=lambda item: item[1].used, reverse=True)
        return [address for address, _ in pages]

    def put(self, key: Address, page: Page) -> None:
        """Keep a page instead of the one that was there; one too large is not kept."""
        if page.size > self.limit * LARGEST:
            return
        self.note_use(page)
        with self._lock:
            before = self._pages.get(key)
            self._pages[key] = page
            self._size += page.size - (before.size if before else 0)
            page.when_grown = self._grown
        self._grown(0)

    def forget(self, which: Callable[[Address, Page], bool]) -> None:
        """Let every page go for which this holds."""
        with self._lock:
            gone = [key for key, page in self._pages.items() if which(key, page)]
            for key in gone:
                self._size -= self._pages.pop(key).size

    def _grown(self, by: int) -> None:
        with self._lock:
            self._size += by
            if self._size > self.limit:
                self._make_room()

    def _make_room(self) -> None:
        # Counted anew: a page that had gone may have grown in somebody's hands.
        self._size = sum(page.size for page in self._pages.values())
        oldest = sorted(self._pages.items(), key=lambda item: item[1].used)
        for key, page in oldest:
            if self._size <= self.limit * AFTER:
                return
            del self._pages[key]
            self._size -= page.size
