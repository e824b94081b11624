"""The e-mail that reminds somebody of reviews, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .addresses import edit_url, record_url
from .reminders import AGAIN, Letter
from .reviews_due import SOON, DuePage


def mail_of(letter: Letter, today: dt.date) -> EmailMessage:
    """Return the letter as an e-mail, not yet sent."""
    context = {
        "name": letter.to.first_name,
        "parts": [
            _part(letter.own, today, mine=True),
            _part(letter.nobodys, today, mine=False),
        ],
        "again": AGAIN.days,
        "soon": SOON.days,
    }
    body = render_to_string("admin/pages/review_reminder.txt", context)
    return EmailMessage(subject(letter, today), body, to=[letter.to.email])


def subject(letter: Letter, today: dt.date) -> str:
    """Say how many pages, and how many of them are overdue."""
    pages = letter.pages
    text = ngettext("%(n)d page to review", "%(n)d pages to review", len(pages))
    overdue = sum(page.due < today for page in pages)
    late = _(", %(n)d overdue") % {"n": overdue} if overdue else ""
    return text % {"n": len(pages)} + late


def _part(pages: Iterable[DuePage], today: dt.date, *, mine: bool) -> dict[str, object]:
    lines = [
        {
            "page": page,
            "url": settings.SITE_URL + edit_url(*page.address),
            "owner_url": settings.SITE_URL + record_url("pages_owner", *page.address),
            "overdue": page.due < today,
        }
        for page in pages
    ]
    return {
        "mine": mine,
        "overdue": [line for line in lines if line["overdue"]],
        "soon": [line for line in lines if not line["overdue"]],
        "any": bool(lines),
    }
