"""Letting Django make a page, all of it from one published version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import Error
from django.urls import Resolver404, resolve
from django.utils import translation

from portal.pages.kept import reads_of
from portal.pages.published import Version, Watch
from portal.pages.revisions import PublishedVersion

from .address import Address, Environ
from .snapshot import snapshot

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

TRIES: Final = 3
"""How often a page is begun again because something was published meanwhile."""

_NEVER_CHANGES: Final = {"accept-language", "accept-encoding"}
"""Django says `Vary: Accept-Language` though the path alone decides the language."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django answered."""

    status: str
    headers: Headers
    body: bytes

    @property
    def may_be_kept(self) -> bool:
        """Tell whether it is a whole page and the same for everybody."""
        found = {name.lower(): value.lower() for name, value in self.headers}
        vary = {name.strip() for name in found.get("vary", "").split(",") if name}
        control = found.get("cache-control", "")
        return (
            self.status.startswith("200 ")
            and not found.keys() & {"set-cookie", "content-encoding"}
            and "no-store" not in control
            and "private" not in control
            and vary <= _NEVER_CHANGES
        )

    @property
    def leads_elsewhere(self) -> bool:
        return self.status.startswith("3")


def reads_at(path: str) -> frozenset[str] | None:
    """Return the parameters that the view at this path reads; None: not to be kept."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return reads_of(resolve(path, settings.PUBLIC_URLCONF).func)
        except Resolver404:
            return None


def make(
    application: Application, address: Address, watch: Watch
) -> tuple[Answer, Version | None]:
    """Return the answer and of which version it is; None: it is not to be kept.

    Whatever is published while a page is made, no part of it is older than another.
    """
    before = watch.version
    for _ in range(TRIES):
        answer, after = _made(application, address, watch.ask)
        if after is None or after is before:
            return answer, after
        before = after
    try:
        with snapshot():
            return _made(application, address, lambda: _if_newest(watch))
    except Error:
        return _made(application, address, lambda: None)


def _if_newest(watch: Watch) -> Version | None:
    """Return the version that is shown if it is the one that this snapshot is of."""
    shown = watch.version
    return shown if shown and shown.token == PublishedVersion.current() else None


def _made(
    application: Application, address: Address, version_of: Callable[[], Version | None]
) -> tuple[Answer, Version | None]:
    """Let Django answer; return what was published right after that."""
    said: list[tuple[str, Headers]] = []
    result = application(address.environ(), lambda *args: said.append(args[:2]))
    try:
        answer = Answer(*said[-1], b"".join(result))
        if not answer.may_be_kept:
            return answer, None
        try:
            version = version_of()  # before closing, which gives the connection back
        except Error:
            return answer, None
        return answer, version if version and version.token else None
    finally:
        if hasattr(result, "close"):
            result.close()
