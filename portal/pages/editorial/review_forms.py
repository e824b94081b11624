"""What a reviewer decides about a version, and signs."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import validate_printable

from .signing import Review


class Decision(models.TextChoices):
    """What becomes of a version."""

    PUBLISH = "publish", _("Publish it now")
    SCHEDULE = "schedule", _("Publish it on a later day")
    SEND_BACK = "send_back", _("Send it back to its author")


class Scope(models.TextChoices):
    """How much the reviewer answers for."""

    WHOLE = "whole", _("I checked the whole page")
    SMALL = "small", _("A small correction")


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DecisionForm(forms.Form):
    """A reviewer's decision; what it needs depends on what was decided."""

    decision = forms.ChoiceField(
        choices=Decision,
        widget=forms.RadioSelect,
        label=_("What becomes of this version?"),
        error_messages={"required": _("Choose what becomes of this version.")},
    )
    publish_on = forms.DateField(
        required=False,
        widget=DayInput,
        label=_("On which day?"),
        help_text=_("Patients read it from that day on."),
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What is to be changed?"),
        help_text=_("The author reads this, such as “The risk needs its source”."),
    )

    needed: ClassVar[dict[str, dict[str, Any]]] = {
        Decision.SCHEDULE: {"publish_on": _("Choose the day.")},
        Decision.SEND_BACK: {"reason": _("Say what is to be changed.")},
    }

    def offer(self, *decisions: Decision) -> None:
        """Leave only these decisions to choose from."""
        field = cast(forms.ChoiceField, self.fields["decision"])
        field.choices = [(found.value, found.label) for found in decisions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision"):
            self.require(self.needed.get(cleaned["decision"], {}))
        scheduled = cleaned.get("decision") == Decision.SCHEDULE
        day = cleaned.get("publish_on")
        if scheduled and day and day <= timezone.localdate():
            self.add_error("publish_on", _("Choose a day after today."))
        return cleaned

    def require(self, names: dict[str, Any]) -> None:
        """Add the error of each of these fields that was left empty."""
        for name, text in names.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, text)

    @property
    def review(self) -> Review | None:
        """Return the signature; of kinds that have none, nothing."""
        return None


class SignatureForm(DecisionForm):
    """The decision about a page, which says who reviewed it and when."""

    scope = forms.ChoiceField(
        choices=Scope,
        required=False,
        widget=forms.RadioSelect,
        label=_("What did you check?"),
    )
    reviewed_by = forms.CharField(
        required=False,
        max_length=120,
        validators=[validate_printable],
        label=_("Reviewed by"),
        help_text=_(
            "Name and profession, as patients read them, such as “Ana Gil, nurse”."
        ),
    )
    last_reviewed = forms.DateField(
        required=False, widget=DayInput, label=_("Reviewed on")
    )
    next_review_due = forms.DateField(
        required=False,
        widget=DayInput,
        label=_("Review it again by"),
        help_text=_(
            "A day within the clinic’s interval on which few other pages are due."
        ),
    )

    signature = {
        "reviewed_by": _("Say who reviewed it."),
        "last_reviewed": _("Say when it was reviewed."),
        "next_review_due": _("Say when it is reviewed again."),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") in (Decision.PUBLISH, Decision.SCHEDULE):
            self.require({"scope": _("Say what you checked.")})
            if cleaned.get("scope") == Scope.WHOLE:
                self.require(self.signature)
                self._check_days(
                    cleaned.get("last_reviewed"), cleaned.get("next_review_due")
                )
        return cleaned

    def explain_small(self, text: str) -> None:
        """Say what a small correction means for this page."""
        field = cast(forms.ChoiceField, self.fields["scope"])
        field.choices = [
            (Scope.WHOLE.value, Scope.WHOLE.label),
            (Scope.SMALL.value, text),
        ]

    def _check_days(self, reviewed: dt.date | None, due: dt.date | None) -> None:
        if reviewed and reviewed > timezone.localdate():
            self.add_error("last_reviewed", _("This day is still to come."))
        if reviewed and due and due <= reviewed:
            self.add_error("next_review_due", _("Choose a day after the review."))

    @property
    def review(self) -> Review | None:
        if self.cleaned_data["scope"] != Scope.WHOLE:
            return None
        return Review(**{name: self.cleaned_data[name] for name in self.signature})
