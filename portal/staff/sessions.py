"""Sessions that end: after a while without work, after a day's work, or at once.

The end is in the session's own row, so that nothing but the row need be asked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.http import HttpRequest

BEGAN: Final = "signed_in_at"
SEEN: Final = "seen_at"
IN_THE_BACKGROUND: Final = {"pages_presence", "pages_signed_in"}
"""What an open form asks by itself, though nobody may sit before it."""
_SELDOM: Final = 10
"""A session is kept open in tenths of its idle time, not at every request."""


class SessionStore(db.SessionStore):
    """Sessions in the database that know their person and both their ends."""

    @classmethod
    def get_model_class(cls) -> Any:
        from .models import StaffSession

        return StaffSession

    def _validate_session_key(self, key: str | None) -> bool:
        """Look for no key that we never made: PostgreSQL refuses a NUL in one."""
        return bool(key and len(key) >= 8 and key.isascii() and key.isalnum())

    def create_model_instance(self, data: Mapping[str, Any]) -> Any:
        row: Any = super().create_model_instance(dict(data))
        row.account = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def get_session_cookie_age(self) -> int:
        """Return the seconds until it ends unless there is more work; never below 0."""
        idle: int = settings.SESSION_COOKIE_AGE
        began = self.get(BEGAN)
        if began is None:
            return idle
        left = began + settings.SESSION_LONGEST - time.time()
        return max(0, min(idle, int(left)))


def keep_open(request: HttpRequest) -> None:
    """Note that somebody works, once in a while; what a form asks by itself is no work."""
    session = request.session
    match = request.resolver_match
    if SESSION_KEY not in session or (match and match.url_name in IN_THE_BACKGROUND):
        return
    now = int(time.time())
    if now - session.get(SEEN, 0) > settings.SESSION_COOKIE_AGE / _SELDOM:
        session[SEEN] = now


def end_all(user: User) -> int:
    """End every session of this person and return how many there were."""
    model = SessionStore.get_model_class()
    count, _ = model.objects.filter(account=user.pk).delete()
    return int(count)


def _begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def connect() -> None:
    user_logged_in.connect(_begin, dispatch_uid="portal.staff.sessions")
