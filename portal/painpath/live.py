"""The path that patients walk: what was published last, or else the content folder's.

Each process keeps the path in memory and asks once a request whether there is a newer
one: on a server a publication counts within half a second, elsewhere at once. Without
the database it goes on with the one it has.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import Error
from django.utils.translation import get_language

from portal.pages.faults import ContentError
from portal.pages.published import published_token, watch

from .questionnaire import Path
from .shipped import Spoken, shipped_path, shipped_wording
from .stored import ByAddress, missing_files, published_texts, together
from .texts import Anything, Names, read_texts
from .wording import Wording

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Live:
    """A path and its wording, of one moment."""

    path: Path
    wordings: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class _Known:
    version: uuid.UUID | None
    texts: ByAddress
    live: Live | None  # None: nothing is published


_known: _Known | None = None
_held: ContextVar[list[Live | None] | None] = ContextVar("pain_path", default=None)


@contextmanager
def one_version() -> Iterator[None]:
    """Go on with the same path until the end, whatever is published meanwhile."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def current_path() -> Path:
    """Return the path; raises ContentError where neither place has a whole one."""
    live = published()
    return live.path if live else shipped_path()


def current_wording() -> Spoken:
    """Return what the path says in the language of this request."""
    live = published()
    if live is None:
        return shipped_wording()
    language = get_language() or ""
    if language not in live.wordings:
        language = settings.LANGUAGE_CODE
    return Spoken(live.wordings[language], language)


def published() -> Live | None:
    """Return what was published last; None as long as nothing was."""
    held = _held.get()
    if held is None:
        return _newest()
    if not held:
        held.append(_newest())
    return held[0]


def _newest() -> Live | None:
    global _known
    before = _known or _Known(None, {}, None)
    try:
        version = published_token()
        if version == before.version:
            return before.live
        texts = published_texts()
        # Most publications change a page, and reading the path takes a tenth of a second.
        live = before.live if texts == before.texts else _read(texts)
    except Error:
        # A command may run where there is no database at all: that is no news.
        # A server's process says so once for everything (`portal.serving.watching`).
        level = logging.WARNING if before.live and not watch.away else logging.DEBUG
        logger.log(level, "The database is away; the pain path stays as it was.")
        return before.live
    except ContentError as error:
        # Only a newer release can find fault with what was checked and published.
        logger.error("The published pain path is not whole:\n%s", error)
        live = before.live
    _known = _Known(version, texts, live)
    return live


def _read(texts: ByAddress) -> Live | None:
    whole = together(texts)
    if whole is None:
        return None
    if faults := missing_files(texts):
        raise ContentError(faults)
    # Pages that it names may have been unpublished since: people are warned of that.
    read = read_texts(whole, Names(Anything(), Anything()))
    return Live(read.path, dict(read.wordings))
