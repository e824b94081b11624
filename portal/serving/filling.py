"""Making every public page after each publication, before somebody asks for it.

So that what a reader may go to next is there though the database goes away.
"""

from __future__ import annotations

import logging
import os
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db import close_old_connections
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from portal.pages.kept import reads_of
from portal.pages.page import Page as Record
from portal.pages.published import Version, Watch

from .address import Address
from .encodings import IDENTITY
from .front import PagesFromMemory

logger = logging.getLogger(__name__)

Site = tuple[bool, str]

PAUSE: Final = 0.5
"""Seconds between two looks whether there is something to do."""

REST: Final = 2
"""How many times as long as a page took to make we rest before the next one."""

FULL: Final = 0.8
"""Part of the memory that is filled ahead; the rest is for what readers ask for."""

_ORDER: Final = re.compile(rb'href="\?(by=[\w-]+)"')


class Filler:
    """A thread that makes the pages of each version, one at a time and at leisure."""

    def __init__(self, front: PagesFromMemory, watch: Watch, site: Site | None) -> None:
        self._front = front
        self._watch = watch
        self._site = site
        self._done: tuple[Version | None, Site | None] = None, None
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin; in a fork of this process too, which has no threads yet."""
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def stop(self) -> None:
        self._stopped.set()

    def _begin(self) -> None:
        threading.Thread(target=self._run, name="fill", daemon=True).start()

    def _run(self) -> None:
        while not self._stopped.wait(PAUSE):
            try:
                self.look()
            except Exception:
                logger.exception("Pages could not be made ahead; trying again.")
            finally:
                close_old_connections()

    def look(self) -> None:
        """Fill the memory if there is a version or site that it was not filled for."""
        version, site = self._watch.version, self._front.site or self._site
        if not version or not version.token or not site or self._watch.away:
            return
        if self._watch.in_grace:  # pages that readers ask for come first
            return
        if self._done != (version, site) and self._fill(version, site):
            self._done = version, site

    def _fill(self, version: Version, site: Site) -> bool:
        """Make every page; tell whether that version has all that there is room for."""
        began, made, not_made = time.monotonic(), 0, 0
        waiting = deque(Address(*site, path) for path in paths())
        self._front.forget_paths_but({address.path for address in waiting})
        while waiting and not self._front.is_full(FULL):
            if self._watch.version is not version or self._watch.away:
                return False
            address = waiting.popleft()
            started = time.monotonic()
            if page := self._front.make_ahead(address):
                made += 1
                orders = (
                    _ORDER.findall(page.body(IDENTITY)) if not address.query else ()
                )
                waiting.extendleft(address._replace(query=q.decode()) for q in orders)
                page.pack()
            elif not self._front.fresh(address):
                not_made += 1  # whoever asks for it sees why
            if self._stopped.wait((time.monotonic() - started) * REST):
                return False
        took = time.monotonic() - began
        logger.info("%d pages made, %d not, in %.0f s.", made, not_made, took)
        return True


def paths() -> list[str]:
    """Return the path of every public page, those of no record first."""
    views = list(_views(get_resolver(settings.PUBLIC_URLCONF)))
    found: list[str] = []
    for of in (_standing, _records):
        for code, _ in settings.LANGUAGES:
            with translation.override(code):
                found += [path for view in views for path in of(view)]
    return list(dict.fromkeys(found))


def _views(resolver: URLResolver) -> Iterator[URLPattern]:
    """Yield every named address whose answers are kept."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern)
        elif pattern.name and reads_of(pattern.callback) is not None:
            yield pattern


def _standing(view: URLPattern) -> Iterator[str]:
    if not view.pattern.converters:
        yield reverse(str(view.name), settings.PUBLIC_URLCONF)


def _records(view: URLPattern) -> Iterator[str]:
    model = view.default_args.get("model")
    if set(view.pattern.converters) == {"slug"} and model and issubclass(model, Record):
        slugs = model.objects.published().values_list("slug", flat=True)
        for slug in slugs.order_by("slug").distinct():
            name = str(view.name)
            yield reverse(name, settings.PUBLIC_URLCONF, kwargs={"slug": slug})
