"""A patient's answers: in one signed cookie of their own browser, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from .answers import plain, read_answers
from .questionnaire import Answers, Path

IDLE_SECONDS = 30 * 60
"""How long answers stay without a step on the path: long enough to ask somebody."""

_SALT = "portal.painpath.answers"


class Loss(StrEnum):
    """Why answers that were given are not there any more."""

    EXPIRED = "expired"
    UNREADABLE = "unreadable"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the cookie held."""

    answers: Answers = field(default_factory=dict)
    loss: Loss | None = None
    came: bool = False  # whether the browser sent a cookie at all


def read_cookie(request: HttpRequest, path: Path) -> Kept:
    """Return every answer that is still possible, and whether any was lost."""
    value = request.COOKIES.get(_name(translation.get_language()))
    if value is None:
        return Kept()
    try:
        held = signing.loads(value, salt=_SALT, max_age=IDLE_SECONDS)
    except signing.SignatureExpired:
        return Kept(loss=Loss.EXPIRED, came=True)
    except signing.BadSignature:
        return Kept(loss=Loss.UNREADABLE, came=True)
    if not isinstance(held, dict):  # no release of ours wrote such a one
        return Kept(loss=Loss.UNREADABLE, came=True)
    reading = read_answers(path, held)
    loss = Loss.OUTDATED if reading.problems else None
    return Kept(reading.answers, loss, came=True)


def write_cookie(response: HttpResponse, path: Path, answers: Answers) -> None:
    """Keep the answers until the browser closes, for the path in every language.

    A cookie goes to one address and what is below it; hence one for each language's
    prefix, so that no other page of the site is ever sent the answers.
    """
    value = signing.dumps(plain(path, answers), salt=_SALT, compress=True)
    for language, address in _addresses():
        response.set_cookie(
            _name(language),
            value,
            path=address,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def clear_cookie(response: HttpResponse) -> None:
    """Forget the answers in every language."""
    for language, address in _addresses():
        response.delete_cookie(_name(language), path=address, samesite="Lax")


def cookie_places() -> list[tuple[str, str]]:
    """Return each cookie's name, and the address that it is sent to."""
    return [(_name(language), address) for language, address in _addresses()]


def _name(language: str | None) -> str:
    return f"pain_path_{language}"


def _addresses() -> list[tuple[str, str]]:
    found = []
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            found.append((language, reverse("pain-path")))
    return found
