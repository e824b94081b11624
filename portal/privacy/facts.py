"""What the privacy pages tell, taken from the code that does it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from portal.clinic.feedback_views import LIMIT
from portal.painpath.cookie import IDLE_SECONDS, cookie_places
from portal.staff import browsers

DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class CookiePlace:
    """A cookie by its name, and the address that it is sent to, with all below it."""

    name: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is kept where, and for how long."""

    answers: tuple[CookiePlace, ...]
    idle_minutes: int  # without a step on the path, after which answers are not read
    session: CookiePlace
    staff_idle_minutes: int
    staff_hours: int
    forms: CookiePlace  # of staff, against forms from elsewhere
    forms_days: int
    browser: CookiePlace  # where staff signed in before
    browser_days: int
    feedback_each: int  # how often an hour one address may send feedback


def facts() -> Facts:
    """Read them as they are now."""
    return Facts(
        answers=tuple(CookiePlace(*place) for place in cookie_places()),
        idle_minutes=IDLE_SECONDS // 60,
        session=CookiePlace(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_PATH),
        staff_idle_minutes=settings.SESSION_COOKIE_AGE // 60,
        staff_hours=settings.SESSION_LONGEST // 3600,
        forms=CookiePlace(settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_PATH),
        forms_days=settings.CSRF_COOKIE_AGE // DAY,
        browser=CookiePlace(browsers.COOKIE, settings.SESSION_COOKIE_PATH),
        browser_days=browsers.AGE // DAY,
        feedback_each=LIMIT.each,
    )
