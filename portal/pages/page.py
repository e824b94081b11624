"""What every content page shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .evidence import OutcomeListField, balance_faults
from .fields import ReferenceListField, TextListField, validate_printable
from .finding.index import Searchable
from .records import Record, record_fields
from .wording import wording_faults

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class BodyArea(models.TextChoices):
    """Where pain is felt; the ids are those of the pain path's `pain_area`."""

    HEAD_FACE = "head_face", _("Head or face")
    NECK = "neck", _("Neck")
    SHOULDER = "shoulder", _("Shoulder")
    ARM_HAND = "arm_hand", _("Arm or hand")
    UPPER_BACK = "upper_back", _("Upper back")
    LOW_BACK = "low_back", _("Low back")
    BUTTOCK_HIP = "buttock_hip", _("Buttock or hip")
    LEG = "leg", _("Leg")
    KNEE = "knee", _("Knee")
    FOOT = "foot", _("Foot")
    CHEST_BELLY = "chest_belly", _("Chest or belly")
    WIDESPREAD = "widespread", _("Many parts of the body")


class Page(Searchable, Record):
    """A page that a patient reads."""

    opening: ClassVar[tuple[str, ...]] = ("title", "synonyms", "summary", "body_areas")
    closing: ClassVar[tuple[str, ...]] = (
        "emergency",
        "urgent",
        "routine",
        "questions",
        "related",
        "sources",
        "funding",
        "reviewed_by",
        "last_reviewed",
        "next_review_due",
    )
    plural: ClassVar[str | _StrPromise]
    schema_about: ClassVar[str] = ""
    """What schema.org calls the thing that such a page is about."""

    title = models.CharField(
        max_length=120,
        validators=[validate_printable],
        help_text=_(
            "The page's heading, in words that patients use. Example: Sciatica"
        ),
    )
    synonyms = TextListField(
        blank=True,
        max_item_length=80,
        help_text=_(
            "Other names and common misspellings, so that search finds them. "
            "Examples: slipped disc; siatica"
        ),
    )
    summary = models.CharField(
        max_length=300,
        validators=[validate_printable],
        help_text=_(
            "One or two plain sentences, shown under the title and in lists. Example: "
            "Pain that runs from the lower back down one leg."
        ),
    )
    body_areas = TextListField(
        blank=True, of=BodyArea, help_text=_("Where on the body it is felt or done.")
    )
    emergency = TextListField(
        blank=True,
        help_text=_(
            "Each completes: “Call 911 now if you have …”. Example: New numbness "
            "between your legs"
        ),
    )
    urgent = TextListField(
        blank=True,
        help_text=_(
            "Each completes: “Get medical help today for: …”. Example: Fever together "
            "with back pain"
        ),
    )
    routine = TextListField(
        blank=True,
        help_text=_(
            "Each completes: “Book a visit with your clinician for: …”. Example: Pain "
            "that has not eased after 6 weeks"
        ),
    )
    questions = TextListField(
        blank=True,
        help_text=_(
            "Questions that a patient may ask a specialist. Example: What happens if I "
            "wait?"
        ),
    )
    related = ReferenceListField(
        blank=True,
        help_text=_(
            "Other pages worth reading after this one. Example: the guide “When to "
            "consider a procedure” (guide:when-to-consider)"
        ),
    )
    sources = ReferenceListField(
        blank=True,
        to="source",
        help_text=_(
            "Every source that the page relies on; the text may cite only these. "
            "Example: the NICE guideline on low back pain (nice-ng59)"
        ),
    )
    funding = models.CharField(
        max_length=300,
        blank=True,
        validators=[validate_printable],
        help_text=_(
            "Who paid for the page, and conflicts of interest. Example: Nobody paid "
            "for this page. The authors have no conflicts of interest."
        ),
    )
    reviewed_by = models.CharField(
        max_length=120,
        blank=True,
        validators=[validate_printable],
        help_text=_("The clinician who checked the whole page: name and profession."),
    )
    last_reviewed = models.DateField(
        null=True, blank=True, help_text=_("When that clinician checked it.")
    )
    next_review_due = models.DateField(
        null=True, blank=True, help_text=_("When it must be checked again.")
    )

    class Meta(Record.Meta):
        abstract = True

    @property
    def schema_page(self) -> str:
        """Return what schema.org calls this page; a space parts several types."""
        return "https://schema.org/MedicalWebPage"

    def faults(self) -> Iterator[tuple[str, ValidationError]]:
        yield from super().faults()
        yield from wording_faults(self)
        outcomes = {
            field.name: getattr(self, field.name)
            for field in record_fields(type(self))
            if isinstance(field, OutcomeListField)
        }
        if all(outcomes.values()):  # an empty one is told of as empty
            for name, wrong in balance_faults(outcomes):
                text = _("Found %(found)s, allowed %(allowed)s")
                yield name, ValidationError(text, params=wrong._asdict())
