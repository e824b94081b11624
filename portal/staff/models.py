"""What signing in leaves behind: open sessions, counts of attempts, and the audit log."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffSession(AbstractBaseSession):
    """A session that knows whose it is, so that all of one person's can be ended."""

    account = models.BigIntegerField(null=True, db_index=True)

    objects = BaseSessionManager()  # type: ignore[misc]


class CacheRow(models.Model):
    """A row of Django's database cache: counts of attempts, which all processes share.

    Django's own `createcachetable` would make the same table, after each deployment.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "staff_cache"

    def __str__(self) -> str:
        return self.cache_key


class UnchangeableError(Exception):
    """Somebody tried to change or delete an entry of the audit log."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, which can be added and read."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnchangeableError(
            "An entry of the audit log is never changed or deleted."
        )

    update = delete = bulk_update = update_or_create = _refuse


class AuditEntry(models.Model):
    """Something that somebody did or was refused; never changed, never deleted.

    The database holds it too: see `append_only`.
    """

    class Action(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGNED_OUT = "signed_out", _("signed out")
        SIGNED_OUT_EVERYWHERE = "signed_out_all", _("signed out everywhere")
        REFUSED = "refused", _("sign-in refused")
        LOCKED = "locked", _("too many attempts")
        FORBIDDEN = "forbidden", _("page refused")
        FACTOR_ADDED = "factor_added", _("second step added")
        FACTOR_REMOVED = "factor_removed", _("second step removed")
        CODES_RENEWED = "codes_renewed", _("recovery codes renewed")
        PASSWORD_CHANGED = "password", _("password changed")
        ACCOUNT_ADDED = "account_added", _("account added")
        ACCOUNT_CHANGED = "account_changed", _("account changed")
        ACCOUNT_DELETED = "account_deleted", _("account deleted")
        ROLE_CHANGED = "role_changed", _("role changed")
        PUBLICATION = "publication", _("publication")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    action = models.CharField(_("what"), max_length=15, choices=Action, db_index=True)
    who = models.CharField(
        _("who"),
        max_length=320,
        blank=True,
        help_text=_("The person's name as it was then; empty for a command."),
    )
    account = models.BigIntegerField(
        null=True, help_text=_("The number of the person's account.")
    )
    about = models.CharField(_("about"), max_length=320, blank=True)
    detail = models.CharField(_("detail"), max_length=500, blank=True)
    address = models.CharField(
        _("from"),
        max_length=43,
        blank=True,
        help_text=_("The network that the request came from, never the whole address."),
    )

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("audit log entry")
        verbose_name_plural = _("audit log entries")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.who or '–'}: {self.get_action_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise UnchangeableError("An entry of the audit log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnchangeableError("An entry of the audit log is never deleted.")
