"""Those of allauth's pages that staff need. There is no sign-up and no reset by e-mail."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from django.views.decorators.http import require_POST

from . import views

urlpatterns = [
    path("", views.account, name="staff_account"),
    path("login/", account.login, name="account_login"),
    path("logout/", require_POST(account.logout), name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "sign-out-everywhere/",
        views.sign_out_everywhere,
        name="staff_sign_out_everywhere",
    ),
    path("second-step/", include("allauth.mfa.urls")),
]
