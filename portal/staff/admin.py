"""The audit log in admin, to be read; and what allauth brings, put in its place."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.clinic.staff_admin import StaffAdmin

from . import letters, second_factor, sessions
from .audit import Action, name_of, note
from .models import AuditEntry

# They hold the secrets of second steps, and addresses that nothing here asks for.
for model in (EmailAddress, Authenticator):
    admin.site.unregister(model)

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    """Everything that was noted, the newest first."""

    list_display = ("at", "action", "person", "about", "detail", "address")
    list_filter = ("action", "at")
    search_fields = ("who", "about")
    show_full_result_count = False
    list_display_links = None
    list_per_page = 50

    @admin.display(description=_("who"), ordering="who")
    def person(self, entry: AuditEntry) -> str:
        return entry.who or "–"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.action(
    description=_("Take away lost second steps and end all sessions"),
    permissions=["change"],
)
def forget_second_steps(
    model_admin: StaffAdmin, request: HttpRequest, people: QuerySet[User]
) -> None:
    """Let people whose phone is lost set up another at their next sign-in."""
    for user in people:
        second_factor.forget(user)
        sessions.end_all(user)
        note(Action.FACTOR_REMOVED, about=name_of(user), detail="all")
        letters.tell(user, "account/email/second_steps_forgotten")
    said = ngettext(
        "%(count)d person signs in with the password next time, and sets up a second "
        "step again.",
        "%(count)d people sign in with the password next time, and set up a second "
        "step again.",
        len(people),
    )
    messages.success(request, said % {"count": len(people)})


StaffAdmin.actions = (forget_second_steps,)  # type: ignore[misc]
