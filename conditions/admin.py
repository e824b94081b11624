"""Conditions, symptoms and causes in admin."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.pages.editing import RecordAdmin
from portal.pages.form_layout import WHEN_TO_GET_HELP

from .models import Cause, Condition, Symptom


@admin.register(Condition)
class ConditionAdmin(RecordAdmin):
    """A condition, in the order in which patients read it."""

    parts = (
        (_("What it is"), ("what_it_is",)),
        WHEN_TO_GET_HELP,
        (_("What it feels like"), ("what_it_feels_like", "symptoms")),
        (_("Causes and risk factors"), ("causes_and_risks", "causes")),
        (_("How it is diagnosed"), ("diagnosis",)),
        (_("How it usually goes"), ("outlook",)),
        (_("What to try first"), ("first_steps", "conventional_care")),
        (_("Procedures people discuss"), ("procedures_intro", "procedures")),
        (_("Where experts disagree"), ("disagreement", "positions")),
    )


@admin.register(Symptom)
class SymptomAdmin(RecordAdmin):
    """A symptom, in the order in which patients read it."""

    parts = (
        (_("What it feels like"), ("what_it_feels_like",)),
        WHEN_TO_GET_HELP,
        (_("What it can point to"), ("points_to",)),
        (_("What to note down"), ("note_down",)),
    )


@admin.register(Cause)
class CauseAdmin(RecordAdmin):
    """A cause, in the order in which patients read it."""

    parts = (
        (_("How it leads to pain"), ("how_it_leads_to_pain",)),
        WHEN_TO_GET_HELP,
        (_("What can be changed"), ("what_can_be_changed",)),
    )
