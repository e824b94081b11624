"""The clinic that runs the site, as its staff describe it, and what readers tell it."""

from __future__ import annotations

from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.revisions import Addressed, Revision

_PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]*\Z", _("Use digits, spaces and ( ) . / - only.")
)


class Clinic(models.Model):
    """The one profile of the clinic that runs this site."""

    name = models.CharField(
        max_length=120,
        default="Pain Treatment Options",
        help_text=_("The name at the top of every page."),
    )
    phone = models.CharField(
        max_length=40,
        blank=True,
        validators=[_PHONE],
        help_text=_("The number that patients call."),
    )
    email = models.EmailField(
        blank=True, help_text=_("Where patients may write about the website.")
    )
    booking_url = models.URLField(
        blank=True, help_text=_("Where patients book a visit, beginning https://.")
    )
    emergency_number = models.CharField(
        max_length=20,
        default="911",
        validators=[_PHONE],
        help_text=_("The emergency number where your patients live."),
    )
    crisis_line = models.CharField(
        max_length=20,
        default="988",
        blank=True,
        validators=[_PHONE],
        help_text=_("The number for people thinking of ending their life."),
    )

    review_interval = models.PositiveSmallIntegerField(
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("After how many months a page is reviewed again."),
    )
    second_person_reviews = models.BooleanField(
        default=True,
        help_text=_(
            "Nobody publishes what they wrote. Turn it off only where one person "
            "does everything."
        ),
    )

    class Meta:
        verbose_name = _("clinic profile")
        verbose_name_plural = _("clinic profile")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="clinic_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Clinic:
        """Return the clinic's profile, or the defaults until staff fill it in."""
        return cls.objects.prefetch_related("locations").first() or cls(pk=1)


class Location(models.Model):
    """A place where the clinic sees patients."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, related_name="locations"
    )
    name = models.CharField(
        max_length=120, help_text=_("What patients call the place.")
    )
    address = models.TextField(
        max_length=500, help_text=_("As on an envelope, one line each.")
    )
    phone = models.CharField(
        max_length=40,
        blank=True,
        validators=[_PHONE],
        help_text=_("Only if it differs from the clinic's number."),
    )
    hours = models.TextField(
        max_length=500, blank=True, help_text=_("When it is open, one line each.")
    )
    directions = models.TextField(
        max_length=1000,
        blank=True,
        help_text=_("How to get there, parking, and access without steps."),
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feedback(Addressed):
    """What somebody thinks of a page; nothing tells who it was.

    Kind, language and slug are empty where the page is no record, and the path is
    empty where it is about the whole site. Only the day is kept, not the time.
    """

    class Clear(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        MISSING = "missing", _("Something is missing")

    class State(models.TextChoices):
        NEW = "new", _("New")
        DONE = "done", _("Done")

    path = models.CharField(_("page"), max_length=200, blank=True)
    revision = models.ForeignKey(
        Revision,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version"),
        help_text=_("The version that patients read on that day."),
    )
    clear = models.CharField(_("was it clear"), max_length=7, choices=Clear)
    text = models.TextField(_("what they wrote"), max_length=1000, blank=True)
    day = models.DateField(_("day"), default=timezone.localdate)
    state = models.CharField(
        _("state"),
        max_length=4,
        choices=State,
        default=State.NEW,
        db_index=True,
        help_text=_("Choose “Done” once nothing is left to do about it."),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        about = self.path or _("the whole site")
        return f"{about}: {self.get_clear_display()}"
