"""Who must have a second step, and whether this session has shown one."""

from __future__ import annotations

from typing import Any, Final, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest

ALL: Final = "all"
PUBLISHERS: Final = "publishers"
KINDS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second step. Recovery codes only stand in for one of these."""
SHOWN: Final = "second_factor_of"
"""Where a session keeps whose second step it has seen."""


def must_have_one(user: User) -> bool:
    """Tell whether this person may do nothing here without a second step."""
    if settings.SECOND_FACTOR == ALL:
        return True
    return settings.SECOND_FACTOR == PUBLISHERS and user.has_perm(
        "pages.publish_revision"
    )


def is_missing(request: HttpRequest) -> bool:
    """Tell whether the second step is demanded, and this session has not shown it."""
    user = cast(User, request.user)
    return (
        user.is_authenticated
        and request.session.get(SHOWN) != user.pk
        and must_have_one(user)
    )


def has_one(user: User | AnonymousUser) -> bool:
    return bool(is_mfa_enabled(user, types=KINDS))


def forget(user: User) -> int:
    """Take every second step from somebody who lost them; return how many."""
    count, _ = Authenticator.objects.filter(user=user).delete()
    return int(count)


def _shown(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SHOWN] = user.pk


def _removed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if not has_one(user):
        request.session.pop(SHOWN, None)


def connect() -> None:
    """Learn from the sign-in what a session has shown."""
    authenticator_added.connect(_shown, dispatch_uid="portal.staff.second_factor")
    authenticator_used.connect(_shown, dispatch_uid="portal.staff.second_factor")
    authenticator_removed.connect(_removed, dispatch_uid="portal.staff.second_factor")
