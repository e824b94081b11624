"""What patients have and feel, and why: conditions, symptoms and causes."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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
        label=gettext_noop("Procedure"),
        help_text=gettext_noop("The page of the procedure."),
    ),
    Field(
        name="evidence",
        type=FieldType.TEXT,
        required=True,
        choices=tuple(Direction.values),
        words=tuple(Direction.choices),
        label=gettext_noop("Which way the evidence points"),
        help_text=gettext_noop("For this condition, all trials together."),
    ),
    Field(
        name="text",
        type=FieldType.TEXT,
        required=True,
        label=gettext_noop("What the evidence says"),
        help_text=gettext_noop("In a sentence, for this condition."),
    ),
    SOURCE,
)
"""A procedure that people discuss for a condition, and what the evidence says."""


class Condition(Page):
    """A health condition that causes pain."""

    Direction = Direction

    kind = "condition"
    folder = "conditions"
    plural = _("Conditions")
    schema_about = "MedicalCondition"
    also_required = frozenset(
        {"emergency", "urgent", "routine", "questions", "sources", "funding"}
    )

    symptoms = ReferenceListField(
        to="symptom",
        help_text=_("Symptom pages that fit this condition. Example: Burning pain"),
    )
    causes = ReferenceListField(
        to="cause",
        help_text=_("Cause pages that fit this condition. Example: Herniated disc"),
    )
    conventional_care = ReferenceListField(
        to="conventional-care",
        help_text=_("What to try first, best known first. Example: Exercise therapy"),
    )
    procedures = ObjectListField(
        blank=True,
        items=DISCUSSED,
        help_text=_(
            "Procedures that people discuss, each with what the evidence says for this "
            "condition. Example: Epidural steroid injection, “It may ease leg pain for "
            "some weeks.”"
        ),
    )
    positions = ObjectListField(
        blank=True,
        items=POSITION,
        help_text=_(
            "What bodies of experts say, for and against, with the year. Example: NICE, "
            "2020, “Consider it for severe sciatica that began a short time ago.”"
        ),
    )

    what_it_is = MarkdownField(
        heading="What it is",
        help_text=_(
            "What it is, in plain words. Example: Sciatica is pain along the nerve "
            "that runs from the lower back down the leg."
        ),
    )
    what_it_feels_like = MarkdownField(
        heading="What it feels like",
        help_text=_(
            "How people describe it. Example: People describe a sharp pain that shoots "
            "below the knee."
        ),
    )
    causes_and_risks = MarkdownField(
        heading="Causes and risk factors",
        help_text=_(
            "Why it comes, and to whom. Example: Most often a disc presses on a nerve. "
            "It is more common between 40 and 60 years of age."
        ),
    )
    diagnosis = MarkdownField(
        heading="How it is diagnosed",
        help_text=_(
            "What a clinician asks, examines and tests, and what scans miss. Example: "
            "A scan often shows worn discs in people who have no pain."
        ),
    )
    outlook = MarkdownField(
        heading="How it usually goes",
        help_text=_(
            "What happens over time. Example: Most people feel better within 3 months."
        ),
    )
    first_steps = MarkdownField(
        heading="What to try first",
        help_text=_(
            "Care before any procedure. Example: Stay active and take short walks."
        ),
    )
    procedures_intro = MarkdownField(
        heading="Procedures people discuss",
        blank=True,
        help_text=_(
            "A few words before the list of procedures. Example: These are discussed "
            "when pain stays bad after other care."
        ),
    )
    disagreement = MarkdownField(
        heading="Where experts disagree",
        blank=True,
        help_text=_(
            "Both sides, each with body and year. Example: NICE (2020) suggests the "
            "injection for some people; another group (2025) advises against it."
        ),
    )


class Symptom(Page):
    """Something a person with pain notices."""

    kind = "symptom"
    folder = "symptoms"
    plural = _("Symptoms")
    schema_about = "MedicalSignOrSymptom"
    also_required = frozenset({"emergency", "urgent", "routine"})

    what_it_feels_like = MarkdownField(
        heading="What it feels like",
        help_text=_(
            "How people describe it. Example: People describe a sharp pain that shoots "
            "below the knee."
        ),
    )
    points_to = MarkdownField(
        heading="What it can point to",
        help_text=_(
            "Conditions it can point to: say “can”, never “is”. Example: It can come "
            "from a pressed nerve."
        ),
    )
    note_down = MarkdownField(
        heading="What to note down",
        help_text=_(
            "What to tell a clinician about it. Example: When it is worst, and what "
            "eases it."
        ),
    )


class Cause(Page):
    """Something that leads to pain or keeps it going."""

    kind = "cause"
    folder = "causes"
    plural = _("Causes")
    schema_about = "MedicalCause"

    how_it_leads_to_pain = MarkdownField(
        heading="How it leads to pain",
        help_text=_(
            "What happens in the body. Example: A hurt nerve sends pain signals on "
            "its own."
        ),
    )
    what_can_be_changed = MarkdownField(
        heading="What can be changed",
        help_text=_(
            "What helps, and what does not. Example: Moving more helps; resting in bed "
            "does not."
        ),
    )
