"""Changes of staff accounts, their roles and rights, for the audit log."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.contrib.auth.models import Group, User

from .audit import Action, name_of, note

WATCHED: Final = ("username", "email", "is_active", "is_staff", "is_superuser")
_BEFORE: Final = "_before_saving"


def look_before(
    instance: User, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """Remember what the account was, if a watched field of it is about to be saved."""
    touched = update_fields is None or set(WATCHED).intersection(update_fields)
    before = None
    if instance.pk and touched:
        before = User.objects.filter(pk=instance.pk).values(*WATCHED).first()
    setattr(instance, _BEFORE, before)


def saved(instance: User, created: bool, raw: bool, **kwargs: Any) -> None:
    """Note a new account, changed fields, and a password that somebody has set.

    Nothing is noted of rows that are put back as they were (`raw`).
    """
    if raw:
        return
    if created:
        rights = "superuser" if instance.is_superuser else ""
        note(Action.ACCOUNT_ADDED, about=name_of(instance), detail=rights)
        return
    before = getattr(instance, _BEFORE, None) or {}
    changes = [
        f"{field}: {old} → {getattr(instance, field)}"
        for field, old in before.items()
        if old != getattr(instance, field)
    ]
    if changes:
        detail = "; ".join(changes)
        note(Action.ACCOUNT_CHANGED, about=name_of(instance), detail=detail)
    # Set only while a new password is saved, and not when the hash alone is renewed.
    if getattr(instance, "_password", None) is not None:
        note(Action.PASSWORD_CHANGED, about=name_of(instance))


def deleted(instance: User, **kwargs: Any) -> None:
    note(Action.ACCOUNT_DELETED, about=name_of(instance))


def roles_changed(action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Note that people were put into a role or taken out of it."""
    instance, reverse = kwargs["instance"], kwargs["reverse"]
    if (sign := _sign(action)) is None:
        return
    if reverse:  # people were given to a role
        for user in User.objects.filter(pk__in=pk_set or ()):
            note(Action.ROLE_CHANGED, about=name_of(user), detail=sign + instance.name)
        return
    groups = instance.groups if pk_set is None else Group.objects.filter(pk__in=pk_set)
    names = ", ".join(groups.order_by("name").values_list("name", flat=True))
    if names:
        note(Action.ROLE_CHANGED, about=name_of(instance), detail=sign + names)


def rights_changed(action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Note that a person or a role was given single rights, or lost them."""
    instance, reverse, model = kwargs["instance"], kwargs["reverse"], kwargs["model"]
    if (sign := _sign(action)) is None:
        return
    rows = model.objects.filter(pk__in=pk_set or ())
    if reverse:  # one right was given to people or roles
        about, names = ", ".join(map(str, rows)), instance.codename
    else:
        about = name_of(instance) if isinstance(instance, User) else f"role {instance}"
        names = ", ".join(right.codename for right in rows) or "all"
    note(Action.ROLE_CHANGED, about=about, detail=f"{sign}rights: {names}")


def _sign(action: str) -> str | None:
    """Return what a change of a relation does; None for its other half."""
    signs = {"post_add": "+ ", "post_remove": "− ", "pre_clear": "− "}
    return signs.get(action)
