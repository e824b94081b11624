"""What the work on records leaves behind, besides the revisions themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.revisions import Addressed, AddressedQuerySet, Revision


class Event(models.Model):
    """Something that somebody did with a revision; never changed, never deleted."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", _("sent for review")
        SENT_BACK = "sent_back", _("sent back")
        SIGNED = "signed", _("signed")
        SCHEDULED = "scheduled", _("scheduled")
        UNSCHEDULED = "unscheduled", _("taken off the schedule")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("unpublished")
        RESTORED = "restored", _("restored")
        RENAMED = "renamed", _("renamed")
        DELETED = "deleted", _("deleted")
        MERGED = "merged", _("merged")
        DISCARDED = "discarded", _("thrown away")

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="events"
    )
    action = models.CharField(max_length=11, choices=Action)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    who = models.CharField(
        max_length=120, help_text=_("The person's name as it was on that day.")
    )
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_action_display()}"


class Redirect(models.Model):
    """An address that a record had before; a slug is the same in every language."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)
    to_slug = models.CharField(max_length=80)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="redirect_once"),
            models.CheckConstraint(
                condition=~models.Q(slug=models.F("to_slug")), name="redirect_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug} → {self.to_slug}"


class Owner(Addressed):
    """Who looks after a page and is reminded of its reviews."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    objects = AddressedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug"], name="owner_once"
            )
        ]


class Reminder(Addressed):
    """That somebody was told, by e-mail, of a page's review on this due day."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    due = models.DateField()
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(
        null=True, help_text=_("Empty while the e-mail is on its way.")
    )

    objects = AddressedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug", "to"], name="reminder_once"
            )
        ]


class OpenForm(Addressed):
    """Somebody has a record's form open; forgotten soon after they leave."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField()

    objects = AddressedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug", "user"], name="openform_once"
            )
        ]


class SignOffLink(models.Model):
    """A link by which a clinician without an account reads and signs one revision."""

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="sign_off_links"
    )
    token_digest = models.CharField(
        max_length=64,
        unique=True,
        help_text=_("SHA-256 of the link's secret, which is kept nowhere."),
    )
    name = models.CharField(
        max_length=120, help_text=_("Whom you asked: name and profession.")
    )
    email = models.EmailField(blank=True, help_text=_("Where the link was sent."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    approves = models.BooleanField(null=True)
    comment = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True)
                | models.Q(approves__isnull=False),
                name="signofflink_answer_is_yes_or_no",
            )
        ]

    def __str__(self) -> str:
        return self.name
