"""Staff accounts: a Site manager looks after them, but never above their own rights.

Whoever is no superuser sees only accounts whose rights all come from roles that they
could give themselves. All else (superusers, rights of one's own, other groups) is
for superusers.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .staff_forms import NewStaffForm, RoleField, StaffForm
from .staff_rights import grantable_roles, manageable_by

admin.site.unregister([User, Group])

_NAME = ("first_name", "last_name", "email")


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Who may sign in, and what they may do."""

    form = StaffForm
    add_form = NewStaffForm
    add_form_template = None
    list_display = ("username", "full_name", "email", "role", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    readonly_fields = ("new_password", "last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        user = cast(User, request.user)
        return manageable_by(user, super().get_queryset(request)).prefetch_related(
            "groups"
        )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        above: list[Any] = []
        if request.user.is_superuser:
            fields = ("is_superuser", "user_permissions")
            above = [(_("Rights beyond a role"), {"fields": fields})]
        if obj is None:
            sign_in = ("username", "password1", "password2")
            dates: list[Any] = []
        else:
            sign_in = ("username", "new_password", "is_active")
            fields = ("last_login", "date_joined")
            dates = [(_("Dates"), {"fields": fields})]
        return [
            (_("Who"), {"fields": _NAME}),
            (_("What they may do"), {"fields": ("groups",)}),
            (_("Signing in"), {"fields": sign_in}),
            *above,
            *dates,
        ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> tuple[str, ...]:
        """Keep people from locking themselves out."""
        own = obj is not None and obj.pk == request.user.pk
        locked = ("groups", "is_active", "is_superuser") if own else ()
        return (*self.readonly_fields, *locked)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups":
            user = cast(User, request.user)
            kwargs["queryset"] = grantable_roles(user)
            if user.is_superuser:
                kwargs["widget"] = CheckboxSelectMultiple
            else:
                kwargs |= {"form_class": RoleField, "required": True}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Let a role bring the right to sign in here, and its loss take it away."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        rights = user.groups.exists() or user.user_permissions.exists()
        user.is_staff = user.is_superuser or rights
        user.save(update_fields=["is_staff"])

    @admin.display(description=_("Name"), ordering="first_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("Role"))
    def role(self, user: User) -> str:
        roles = ", ".join(group.name for group in user.groups.all())
        return str(_("Superuser")) if user.is_superuser else roles

    @admin.display(description=_("Password"))
    def new_password(self, user: User) -> SafeString:
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', url, _("Set a new password"))


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The roles' rights, which only a superuser changes."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser
