"""Signing in as a person does, with a password and a second step."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)

LOGIN = "/admin/account/login/"
SECOND = "/admin/account/second-step/"
AUTHENTICATE = f"{SECOND}authenticate/"
PASSWORD = "correct horse"  # of tests.factories


def sign_in(client, name="ada", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def has_app(user) -> str:
    """Give somebody an authenticator app; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def recovery_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def code(secret: str) -> str:
    """Return what the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def steps(user) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
