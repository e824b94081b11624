"""What patients have and feel, and why: conditions, symptoms and causes."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.pages.evidence import POSITION, SOURCE
from portal.pages.fields import MarkdownField, ObjectListField, ReferenceListField
from portal.pages.page import Page
from portal.pages.schema import Field, FieldType


class Direction(models.TextChoices):
    """Which way the evidence for a procedure in a condition points."""

    SUPPORTS = "supports", _("Trials or guidelines support it for some people")
    MIXED = "mixed", _("Disputed, or short-lived")
    AGAINST = "against", _("Advised against, or no better than a sham")
    TOO_LITTLE = "too_little", _("Too little evidence to say")


DISCUSSED: Final = (
    Field(
        name="procedure",
        type=FieldType.REFERENCE,
        required=True,
        refers_to="procedure",
    ),
    Field(
        name="evidence",
        type=FieldType.TEXT,
        required=True,
        choices=tuple(Direction.values),
    ),
    Field(name="text", type=FieldType.TEXT, required=True),
    SOURCE,
)
"""A procedure that people discuss for a condition, and what the evidence says."""


class Condition(Page):
    """A health condition that causes pain."""

    Direction = Direction

    kind = "condition"
    folder = "conditions"
    plural = _("Conditions")
    also_required = frozenset(
        {"emergency", "urgent", "routine", "questions", "sources", "funding"}
    )

    symptoms = ReferenceListField(
        to="symptom", help_text=_("Symptom pages that fit this condition.")
    )
    causes = ReferenceListField(
        to="cause", help_text=_("Cause pages that fit this condition.")
    )
    conventional_care = ReferenceListField(
        to="conventional-care", help_text=_("What to try first, best known first.")
    )
    procedures = ObjectListField(
        blank=True,
        items=DISCUSSED,
        help_text=_("Procedures that people discuss, each with what evidence says."),
    )
    positions = ObjectListField(
        blank=True,
        items=POSITION,
        help_text=_("What bodies of experts say, for and against, with the year."),
    )

    what_it_is = MarkdownField(
        heading="What it is", help_text=_("What it is, in plain words.")
    )
    what_it_feels_like = MarkdownField(
        heading="What it feels like", help_text=_("How people describe it.")
    )
    causes_and_risks = MarkdownField(
        heading="Causes and risk factors", help_text=_("Why it comes, and to whom.")
    )
    diagnosis = MarkdownField(
        heading="How it is diagnosed",
        help_text=_("What a clinician asks, examines and tests, and what scans miss."),
    )
    outlook = MarkdownField(
        heading="How it usually goes", help_text=_("What happens over time.")
    )
    first_steps = MarkdownField(
        heading="What to try first", help_text=_("Care before any procedure.")
    )
    procedures_intro = MarkdownField(
        heading="Procedures people discuss",
        blank=True,
        help_text=_("A few words before the list of procedures."),
    )
    disagreement = MarkdownField(
        heading="Where experts disagree",
        blank=True,
        help_text=_("Both sides, each with body and year."),
    )


class Symptom(Page):
    """Something a person with pain notices."""

    kind = "symptom"
    folder = "symptoms"
    plural = _("Symptoms")
    also_required = frozenset({"emergency", "urgent", "routine"})

    what_it_feels_like = MarkdownField(
        heading="What it feels like", help_text=_("How people describe it.")
    )
    points_to = MarkdownField(
        heading="What it can point to",
        help_text=_("Conditions it can point to: say “can”, never “is”."),
    )
    note_down = MarkdownField(
        heading="What to note down", help_text=_("What to tell a clinician about it.")
    )


class Cause(Page):
    """Something that leads to pain or keeps it going."""

    kind = "cause"
    folder = "causes"
    plural = _("Causes")

    how_it_leads_to_pain = MarkdownField(
        heading="How it leads to pain", help_text=_("What happens in the body.")
    )
    what_can_be_changed = MarkdownField(
        heading="What can be changed", help_text=_("What helps, and what does not.")
    )
