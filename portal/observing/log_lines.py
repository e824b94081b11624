"""How a log line is written: never with a query string, or words that somebody sent."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from collections.abc import Iterator
from traceback import format_tb
from types import TracebackType
from typing import Any, Final

from . import asking

_QUERY: Final = re.compile(r"(?<=[\w/])\?[^\s\"'<>]+")

ExcInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class PlainLines(logging.Formatter):
    """Lines for people. Of an error in a request that brought something, no words.

    The words of an error may quote a form's field or an address. Its kind and its
    places, file by file, are enough to find it. `quotes` is for a developer's machine.
    """

    def __init__(self, *, quotes: bool = False) -> None:
        super().__init__("{levelname} {name}: {message}", style="{")
        self._quotes = quotes

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler wrote may have the words
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = _QUERY.sub("?…", record.message)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:
        found = asking.now.get()
        if self._quotes or ei[1] is None or found is None or not found.brings:
            return super().formatException(ei)
        return "\n".join(_without_words(ei[1]))


class JsonLines(PlainLines):
    """One JSON object a line, for what collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _QUERY.sub("?…", record.getMessage()),
        }
        if found := asking.now.get():
            line["request_id"] = found.id
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def to_standard_output() -> None:
    """Let a server's lines go where its supervisor collects them; a command's do not."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
            handler.setStream(sys.stdout)


def _without_words(error: BaseException) -> Iterator[str]:
    """Tell an error and those that led to it, each by its kind and its places."""
    hidden = error.__suppress_context__
    if earlier := error.__cause__ or (None if hidden else error.__context__):
        yield from _without_words(earlier)
        yield "which led to"
    yield from (place.rstrip() for place in format_tb(error.__traceback__))
    yield f"{type(error).__name__}: its words are withheld"
