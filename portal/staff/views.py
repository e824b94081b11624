"""What allauth has no page for."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from . import sessions
from .audit import Action, note


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Lead to what there is about one's own account."""
    return redirect("mfa_index")


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all of this person's sessions, on every device."""
    user = cast(User, request.user)
    note(Action.SIGNED_OUT_EVERYWHERE, request=request)
    logout(request)
    sessions.end_all(user)
    messages.success(request, _("You are signed out on every device."))
    return redirect("account_login")
