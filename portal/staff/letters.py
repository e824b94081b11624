"""E-mails to staff about their account, besides those that allauth sends itself."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.models import User
from django.db.models.signals import post_save


def tell(user: User, template: str) -> None:
    """E-mail somebody about a change that was made in the present request."""
    get_adapter().send_notification_mail(template, user)


def _password_set(instance: User, created: bool, **kwargs: Any) -> None:
    """Tell of a new password, but not when Django only renews the hash of the old."""
    is_new = getattr(instance, "_password", None) is not None
    if is_new and not created and context.request is not None:
        tell(instance, "account/email/password_changed")


def connect() -> None:
    """Listen from now on."""
    post_save.connect(_password_set, sender=User, dispatch_uid="portal.staff.letters")
