"""Whose accounts somebody may look after, and which roles they may give."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import Group, User
from django.db.models import Case, QuerySet, Value, When

from .roles import ROLES


def grantable_roles(user: User) -> QuerySet[Group]:
    """Return the groups that this person may put others into.

    For a superuser all groups; for others the roles that have no right which they
    lack themselves, whatever a superuser has made of a role.
    """
    in_order = Case(
        *(When(name=name, then=Value(i)) for i, name in enumerate(ROLES)),
        default=Value(len(ROLES)),
    )
    groups: QuerySet[Group] = Group.objects.order_by(in_order, "name")
    if user.is_superuser:
        return groups
    own = user.get_all_permissions()
    roles = Group.objects.filter(name__in=ROLES)
    within = [
        role.pk
        for role in roles.prefetch_related("permissions__content_type")
        if own.issuperset(_rights(role))
    ]
    return groups.filter(pk__in=within)


def manageable_by(user: User, accounts: QuerySet[User]) -> QuerySet[User]:
    """Leave out the accounts with a right that `user` could not have given."""
    if user.is_superuser:
        return accounts
    above = Group.objects.exclude(pk__in=grantable_roles(user).values("pk"))
    beyond = User.objects.filter(user_permissions__isnull=False)
    return (
        accounts.filter(is_superuser=False)
        .exclude(pk__in=User.objects.filter(groups__in=above).values("pk"))
        .exclude(pk__in=beyond.values("pk"))
    )


def _rights(role: Group) -> Collection[str]:
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in role.permissions.all()
    }
