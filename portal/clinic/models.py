"""The clinic that runs the site, as its staff describe it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.pages.revisions import PublishedVersion

from .feedback import Feedback as Feedback
from .palette import Palette
from .palette_faults import palette_errors

_PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]*\Z", _("Use digits, spaces and ( ) . / - only.")
)
_COLOR = RegexValidator(
    r"^#[0-9a-fA-F]{6}\Z", _("Write # and six digits 0-9 or a-f, such as #0b5a5a.")
)


class OnEveryPage(models.Model):
    """What every page shows: a change of it counts as a publication."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            PublishedVersion.lock()
            super().save(*args, **kwargs)
            PublishedVersion.advance()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            PublishedVersion.lock()
            deleted = super().delete(*args, **kwargs)
            PublishedVersion.advance()
        return deleted


class Logo(models.Model):
    """A picture as it is sent to browsers, in the database so that every machine has it.

    A row never changes: another picture has another digest.
    """

    digest = models.CharField(max_length=32, primary_key=True)
    data = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.digest


class Clinic(OnEveryPage):
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

    main_color = models.CharField(
        max_length=7,
        blank=True,
        validators=[_COLOR],
        help_text=_(
            "For links, buttons and the bands at the top and the foot, such as "
            "#0b5a5a. Leave it empty for the site's own."
        ),
    )
    accent_color = models.CharField(
        max_length=7,
        blank=True,
        validators=[_COLOR],
        help_text=_(
            "For what should catch the eye: the present page in the menu, the dots in "
            "pictures of chances. Best far from the main color."
        ),
    )
    main_color_dark = models.CharField(
        _("main color in dark mode"),
        max_length=7,
        blank=True,
        validators=[_COLOR],
        help_text=_("Leave it empty for a light shade of the main color."),
    )
    accent_color_dark = models.CharField(
        _("accent color in dark mode"),
        max_length=7,
        blank=True,
        validators=[_COLOR],
        help_text=_("Leave it empty for a light shade of the accent color."),
    )
    logo = models.ForeignKey(
        Logo, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    logo_alt = models.CharField(
        _("logo in words"),
        max_length=120,
        blank=True,
        help_text=_(
            "What a screen reader says in its place. Leave it empty if the picture "
            "says nothing that the name beside it does not."
        ),
    )
    logo_has_name = models.BooleanField(
        _("the logo shows the clinic's name"),
        default=False,
        help_text=_("Then the name is not written beside it once more."),
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

    def clean(self) -> None:
        """Refuse colors that somebody could not read."""
        if errors := palette_errors(self.palette):
            raise ValidationError(errors)

    @classmethod
    def current(cls) -> Clinic:
        """Return the clinic's profile, or the defaults until staff fill it in."""
        clinics = cls.objects.select_related("logo").defer("logo__data")
        return clinics.prefetch_related("locations").first() or cls(pk=1)

    @property
    def palette(self) -> Palette:
        """Return the colors as chosen; one that is malformed counts as not chosen."""
        return Palette.of(
            main=self.main_color,
            accent=self.accent_color,
            main_dark=self.main_color_dark,
            accent_dark=self.accent_color_dark,
        )

    @property
    def logo_says_name(self) -> bool:
        return self.logo is not None and self.logo_has_name


class Location(OnEveryPage):
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
