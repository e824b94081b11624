"""What staff do during a soak: edit a page in admin, review the edit, publish it.

Through the addresses that a browser would ask, with sessions as a sign-in leaves them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from browser import Browser, Fault, Form, forms

EDIT = "/admin/pages/revision/edit/guide/en/{slug}/"
REVIEW = "/admin/pages/revision/{pk}/review/"

Desk = Callable[[Mapping[str, str]], Browser]
"""Opens a browser with these cookies, where somebody works."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """The cookies of two people, who need each other to publish."""

    editor: dict[str, str]
    publisher: dict[str, str]


def sign_in_staff() -> Sessions:
    """Make two accounts and return their sessions; Django is set up."""
    from django.contrib.auth.models import User

    found = {}
    for name in ("soak-editor", "soak-publisher"):
        user, _ = User.objects.get_or_create(
            username=name, is_staff=True, is_superuser=True
        )
        found[name] = {"sessionid": _session_of(user)}
    return Sessions(found["soak-editor"], found["soak-publisher"])


def _session_of(user: object) -> str:
    """Return the key of a session that has shown its second step."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest

    from portal.staff import second_factor

    request = HttpRequest()
    request.user = user
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[second_factor.SHOWN] = user.pk
    request.session.save()
    return str(request.session.session_key)


def edit(
    desk: Desk, sessions: Sessions, slug: str, words: str, *, submit: bool = False
) -> str:
    """Put these words into a guide's summary and save it; return the version's number.

    It is a draft, or with `submit` one that asks for its review.
    """
    button = "_submit" if submit else "_draft"
    browser = desk(sessions.editor)
    try:
        page = browser.get(EDIT.format(slug=slug))
        form = _form(page.text, "summary", page.path)
        saved = browser.post(
            page.path,
            form.with_(**{"summary": words, "change_note": "Soak", button: "1"}),
        )
        after = dict(_form(saved.text, "based_on", page.path).fields)
        if after["based_on"] == dict(form.fields)["based_on"]:
            raise Fault(f"{page.path}: the draft was not saved")
        return after["based_on"]
    finally:
        browser.close()


def publish(desk: Desk, sessions: Sessions, pk: str) -> None:
    """Let the other person review this version and publish it."""
    browser = desk(sessions.publisher)
    try:
        path = REVIEW.format(pk=pk)
        page = browser.get(path)
        form = _form(page.text, "decision", path)
        done = browser.post(path, form.with_(decision="publish", scope="small"))
        if done.path == path:
            raise Fault(f"{path}: it was not published")
    finally:
        browser.close()


def _form(page: str, name: str, path: str) -> Form:
    """Return the page's form that has this field."""
    for form in forms(page):
        if name in form.choices or name in dict(form.fields):
            return form
    raise Fault(f"{path}: there is no form with {name}")
