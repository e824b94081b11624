"""What goes into the audit log, heard from Django, from allauth and from the pages."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.contrib.auth.models import Group, User
from django.db.models import signals as rows
from django.db.models.signals import ModelSignal
from django.dispatch import Signal
from django.http import HttpRequest

from portal.pages.editorial.models import Event
from portal.pages.signals import content_loaded

from . import account_changes
from .audit import Action, name_of, note

NOTED: Final = {
    Event.Action.SIGNED,
    Event.Action.SCHEDULED,
    Event.Action.PUBLISHED,
    Event.Action.UNPUBLISHED,
    Event.Action.RENAMED,
    Event.Action.DELETED,
}
"""Steps of the work on pages that patients see, or that lead to it by themselves."""


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    steps = [
        step.get("type", step["method"])
        for step in get_authentication_records(request, user)
    ]
    note(Action.SIGNED_IN, by=user, request=request, detail=", ".join(steps))


def _signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note(Action.SIGNED_OUT, by=user, request=request)


def _refused(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Note whose account was tried. What was typed instead of a name is kept nowhere."""
    typed = credentials.get("username") or ""
    known = User.objects.filter(username=typed).first()
    about = name_of(known) if known else "nobody of that name"
    note(Action.REFUSED, request=request, about=about, detail="password")


def _second_step_refused(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    note(Action.REFUSED, request=request, about=name_of(user), detail="second step")


def _step_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(Action.FACTOR_ADDED, about=name_of(user), detail=authenticator.type)


def _step_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(Action.FACTOR_REMOVED, about=name_of(user), detail=authenticator.type)


def _codes_renewed(user: User, **kwargs: Any) -> None:
    note(Action.CODES_RENEWED, about=name_of(user))


def _worked(instance: Event, created: bool, raw: bool, **kwargs: Any) -> None:
    if raw or not created or instance.action not in NOTED:
        return
    page = "/".join(part for part in instance.revision.address if part)
    said = [instance.get_action_display(), instance.note]
    if instance.by is None:
        said.insert(1, f"by {instance.who}")
    note(
        Action.PUBLICATION,
        by=instance.by,
        about=page,
        detail=": ".join(str(part) for part in said if part),
    )


def _loaded(count: int, **kwargs: Any) -> None:
    note(Action.PUBLICATION, about="content files", detail=f"{count} records loaded")


def connect() -> None:
    """Listen from now on."""
    heard: list[tuple[Signal | ModelSignal, Any, Any]] = [
        (auth.user_logged_in, _signed_in, None),
        (auth.user_logged_out, _signed_out, None),
        (auth.user_login_failed, _refused, None),
        (mfa.authentication_failed, _second_step_refused, None),
        (mfa.authenticator_added, _step_added, None),
        (mfa.authenticator_removed, _step_removed, None),
        (mfa.authenticator_reset, _codes_renewed, None),
        (rows.post_save, _worked, Event),
        (content_loaded, _loaded, None),
        (rows.pre_save, account_changes.look_before, User),
        (rows.post_save, account_changes.saved, User),
        (rows.post_delete, account_changes.deleted, User),
        (rows.m2m_changed, account_changes.roles_changed, User.groups.through),
        (
            rows.m2m_changed,
            account_changes.rights_changed,
            User.user_permissions.through,
        ),
        (rows.m2m_changed, account_changes.rights_changed, Group.permissions.through),
    ]
    for signal, receiver, sender in heard:
        signal.connect(receiver, sender=sender)
