"""How allauth behaves here: staff only, no sign-up, nothing told to strangers."""

from __future__ import annotations

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.pages.rate_limit import client_address

from . import browsers
from .audit import Action, name_of, network_of, note
from .backend import StaffBackend

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with a password, and the e-mails about an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "This username and password do not go together. Check both: capital "
            "letters count."
        ),
        "too_many_login_attempts": _("Too many attempts. Try again in 15 minutes."),
        "rate_limited": _("Too many attempts. Try again in 15 minutes."),
        "incorrect_password": _("This is not your password."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what attempts are counted by: it stands for an address, and is none."""
        digest = salted_hmac("portal.staff.attempts", client_address(request))
        return digest.hexdigest()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse who tried too often; note it once, not at every further try."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = f"staff.locked:{self.get_client_ip(request)}"
            if cache.add(key, 1, timeout=900):
                note(Action.LOCKED, request=request)
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Answer for an account that may not sign in as for a wrong password."""
        user = super().authenticate(request, **credentials)
        return user if user and StaffBackend().user_can_authenticate(user) else None

    def pre_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Refuse whoever is no staff, by whatever way they come: a passkey too."""
        if StaffBackend().user_can_authenticate(user):
            return None
        clear_login(request)
        note(Action.REFUSED, request=request, about=name_of(user), detail="no staff")
        messages.error(request, gettext("This did not work. Sign in another way."))
        return redirect("account_login")

    def post_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if browsers.is_new(request, user):
            self.send_notification_mail("account/email/new_browser", user)
            browsers.remember(request, response, user)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask nobody for a password who has just signed in."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the network that a change came from, as the audit log does."""
        ip = network_of(client_address(self.request))
        context = {"ip": ip, "user": user} | (context or {})
        super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Let nobody wait outside because the mail server is away."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("The e-mail %s could not be sent.", template_prefix)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: passkeys, an authenticator app, recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This is not the right code. An app shows a new one every 30 seconds, and "
            "each works once."
        ),
    }

    def generate_authenticator_name(self, user: Any, kind: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())
