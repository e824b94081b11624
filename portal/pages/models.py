"""Guides, sources and terms; the other kinds live in their own apps."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .bibliography import part_of
from .editorial.models import (
    Event,
    OpenForm,
    Owner,
    Redirect,
    Reminder,
    SignOffLink,
)
from .fields import MarkdownField, TextListField, validate_printable
from .finding.index import Searchable
from .page import Page
from .questions import asks
from .rate_limit import UseCount
from .records import Record
from .revisions import Conflict, Link, LoadedRecord, PublishedVersion, Revision
from .wording import wording_faults

__all__ = [
    "Conflict",
    "Event",
    "Guide",
    "Link",
    "LoadedRecord",
    "OpenForm",
    "Owner",
    "PublishedVersion",
    "Redirect",
    "Reminder",
    "Revision",
    "SignOffLink",
    "Source",
    "Term",
    "UseCount",
]


class Guide(Page):
    """An explanation that is not about one condition or treatment."""

    kind = "guide"
    folder = "guides"
    plural = _("Guides")

    body = MarkdownField(
        help_text=_(
            "The whole text, under headings of your own. Example of a heading: "
            "## When a procedure may help"
        )
    )

    @property
    def is_questions(self) -> bool:
        """Tell whether this guide is a list of questions and answers."""
        return asks(self.body)

    @property
    def schema_page(self) -> str:
        also = " https://schema.org/FAQPage" if self.is_questions else ""
        return super().schema_page + also


class Source(Record):
    """A document that pages rely on, and how far it was really checked."""

    class Checked(models.TextChoices):
        ORIGINAL = "original", _("checked at the original")
        COPY = "copy", _("read in a copy of the document")
        SECONDARY = "secondary", _("read in somebody else’s summary")
        NO = "no", _("not yet read")

    kind = "source"
    file = "sources.yaml"

    language = models.CharField(max_length=10, blank=True, editable=False)
    title = models.CharField(
        max_length=300,
        validators=[validate_printable],
        help_text=_(
            "The document's title, as it stands on it. Example: Low back pain and "
            "sciatica in over 16s"
        ),
    )
    publisher = models.CharField(
        max_length=160,
        validators=[validate_printable],
        help_text=_(
            "Who published it: a journal, a guideline body, a hospital. Example: NICE"
        ),
    )
    year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
        help_text=_("The year of publication, if known. Example: 2020"),
    )
    url = models.URLField(
        max_length=500,
        help_text=_(
            "Where the original is. Example: https://www.nice.org.uk/guidance/ng59"
        ),
    )
    checked = models.CharField(
        max_length=9,
        choices=Checked,
        help_text=_("How far it was really checked. Only say what was done."),
    )
    note = models.CharField(
        max_length=300,
        blank=True,
        validators=[validate_printable],
        help_text=_(
            "How it was checked, in a sentence. Example: Read the full text on the "
            "journal's site."
        ),
    )

    def get_absolute_url(self) -> str:
        return f"{part_of(self.title).address}#{self.slug}"


class Term(Searchable, Record):
    """A word that pages explain."""

    kind = "term"
    file = "glossary.yaml"
    plural = _("Glossary")

    title = models.CharField(
        max_length=80,
        validators=[validate_printable],
        help_text=_("The word as pages use it. Example: Nerve root"),
    )
    synonyms = TextListField(
        blank=True,
        max_item_length=80,
        help_text=_("Other words for the same thing. Example: spinal nerve root"),
    )
    text = models.CharField(
        max_length=500,
        validators=[validate_printable],
        help_text=_(
            "What it means, in one to three plain sentences. Example: The part of a "
            "nerve where it leaves the spine."
        ),
    )

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.slug}"

    def faults(self) -> Iterator[tuple[str, ValidationError]]:
        yield from super().faults()
        yield from wording_faults(self)
