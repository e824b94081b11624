"""Procedures and conventional care in admin."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.pages.editing import RecordAdmin

from .models import ConventionalCare, Procedure


@admin.register(Procedure, ConventionalCare)
class TreatmentOptionAdmin(RecordAdmin):
    """A treatment option, in the order in which patients read it."""

    parts = (
        (_("At a glance"), ("awake_or_sedated", "takes", "visits", "recovery")),
        (_("What it is"), ("what_it_is", "test_or_treatment")),
        (_("Whom it is for"), ("indications", "contraindications", "asked_first")),
        (
            _("Chances of benefit and harm"),
            ("evidence_summary", "benefits", "harms"),
        ),
        (_("Before, during and after"), ("preparation", "how_performed", "follow_up")),
        (_("When to get help afterwards"), ("emergency", "urgent", "routine")),
        (_("How long it lasts"), ("how_long_it_lasts",)),
        (_("Alternatives"), ("alternatives", "if_you_wait")),
        (_("Where experts disagree"), ("disagreement", "positions")),
        (_("What insurers often ask for"), ("insurers",)),
    )
