"""What can be said of anything that is done about pain, a procedure or other care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.pages.evidence import POSITION, OutcomeListField
from portal.pages.fields import (
    MarkdownField,
    ObjectListField,
    validate_printable,
)
from portal.pages.page import Page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def short_text(help_text: _StrPromise, *, blank: bool = False) -> models.CharField:
    """Return a field for one fact that stands beside others in a comparison."""
    return models.CharField(
        max_length=200,
        blank=blank,
        validators=[validate_printable],
        help_text=help_text,
    )


class TreatmentOption(Page):
    """Something that can be done about pain, with its benefits and harms."""

    slug_space = "option"
    reserved_slugs = frozenset({"compare"})

    awake_or_sedated = short_text(
        _("Whether one is awake or sedated. Example: Awake, with the skin numbed"),
        blank=True,
    )
    takes = short_text(_("How long it takes. Example: 15 to 30 minutes"))
    visits = short_text(
        _("How many visits it usually needs. Example: 1, with a check after 2 weeks")
    )
    recovery = short_text(
        _("How long one needs to recover. Example: Rest for the day"), blank=True
    )
    benefits = OutcomeListField(
        help_text=_(
            "What it may do for people, each with its numbers and source. Example: Of "
            "100 people, 24 had less pain with it and 9 without it."
        )
    )
    harms = OutcomeListField(
        help_text=_(
            "What may go wrong, in the same detail as the benefits. Example: Of 100 "
            "people, 3 had a headache with it and 1 without it."
        )
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
            "What it is, in plain words. Example: A steroid medicine is injected near "
            "the nerves in the spine."
        ),
    )
    test_or_treatment = MarkdownField(
        heading="Test or treatment",
        blank=True,
        help_text=_(
            "What it can and cannot find out, what it can and cannot treat. Example: "
            "This is a test: it shows whether the pain comes from this joint."
        ),
    )
    indications = MarkdownField(
        heading="Who it may be for",
        help_text=_(
            "Whom specialists consider it for. Example: People whose leg pain has "
            "lasted more than 6 weeks."
        ),
    )
    contraindications = MarkdownField(
        heading="Who it is usually not for",
        help_text=_(
            "When it is usually delayed or avoided. Example: People who have an "
            "infection now."
        ),
    )
    asked_first = MarkdownField(
        heading="What guidelines ask for first",
        blank=True,
        help_text=_(
            "What should have been tried or tested before. Example: At least 6 weeks of "
            "exercise therapy."
        ),
    )
    evidence_summary = MarkdownField(
        heading="Chances of benefit and harm",
        help_text=_(
            "How sure the evidence is; the numbers follow as lists. Example: Trials "
            "were small, so the numbers may change."
        ),
    )
    preparation = MarkdownField(
        heading="Before",
        blank=True,
        help_text=_("How to prepare. Example: Tell the team which medicines you take."),
    )
    how_performed = MarkdownField(
        heading="During",
        help_text=_(
            "What happens, what it feels like, and how to stop it. Example: You lie on "
            "your front. You may feel pressure. Say “stop” at any time."
        ),
    )
    follow_up = MarkdownField(
        heading="After",
        help_text=_(
            "What to expect afterwards and what helps. Example: The spot may be sore "
            "for a day."
        ),
    )
    how_long_it_lasts = MarkdownField(
        heading="How long it lasts",
        help_text=_(
            "How long a benefit lasts and how often it is repeated. Example: Relief, if "
            "it comes, lasts some weeks."
        ),
    )
    alternatives = MarkdownField(
        heading="Alternatives",
        help_text=_(
            "Other options, doing nothing among them. Example: Exercise therapy, "
            "medicines, or waiting."
        ),
    )
    if_you_wait = MarkdownField(
        heading="If you wait",
        help_text=_(
            "What usually happens without it. Example: For most people the pain eases "
            "within 3 months."
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
    insurers = MarkdownField(
        heading="What insurers often ask for",
        blank=True,
        help_text=_(
            "Neutral, dated and cited; never advice on who qualifies. Example: In 2025 "
            "several insurers asked for 6 weeks of other care first."
        ),
    )

    class Meta(Page.Meta):
        abstract = True
