"""The pain path's files as records, so that they are edited and reviewed like pages.

Each is one text: a file in its own format, kept to the letter. What is right in one
depends on the others, so they are checked together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.pages.content_files import Address
from portal.pages.faults import Fault
from portal.pages.fields import RawTextField
from portal.pages.record_values import Parsed
from portal.pages.records import Record
from portal.pages.schema import RecordData

from . import loads
from .live import one_version

# What staff alone need is imported where it is used: patients' processes do without.


class PathText(Record):
    """One file of the path; `slug` is its name without the ending."""

    review_template = "admin/painpath/_review.html"
    slug_is_given = True

    text = RawTextField(help_text=_("The whole file, as it is in the content folder."))

    class Meta(Record.Meta):
        abstract = True
        ordering = ["language"]

    @property
    def address(self) -> Address:
        return self.kind, self.language, self.slug

    @property
    def title(self) -> str:
        """Return what staff call it; it is not part of the record."""
        return capfirst(str(self._meta.verbose_name))

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pain-path")

    def publication_faults(self, *, quick: bool = False) -> Iterator[str]:
        """Yield what is wrong with the path as it would be; proofs take some seconds."""
        from . import publication

        return publication.faults(self.address, self.text, quick=quick)

    @classmethod
    def readable(cls, *records: RecordData) -> list[RecordData]:
        """Return the files in plain words: nobody compares their format."""
        with one_version():
            return [record | cls._in_plain_words(record) for record in records]

    @classmethod
    def _in_plain_words(cls, record: RecordData) -> RecordData:
        from . import plain_text

        text = record.get("text")
        return {} if text is None else {"text": plain_text.plain_text(cls.kind, text)}

    def rendered(
        self, request: HttpRequest, context: dict[str, Any]
    ) -> HttpResponse | None:
        """Show it as staff and clinicians read it: a table, cases, or every question."""
        from . import previews

        return previews.show(request, self, context)

    def review_context(self, live: Record | None) -> dict[str, Any]:
        """Return which cases would come out otherwise, and what can go together."""
        from . import reviewing

        return reviewing.context(self)


class PathRules(PathText):
    """What is asked, and what is listed when."""

    kind = "pain-path"
    file = "pain-path/path.yaml"

    language = models.CharField(max_length=10, blank=True, editable=False)

    class Meta(PathText.Meta):
        verbose_name = _("pain path: rules")
        verbose_name_plural = _("pain path: rules")

    @classmethod
    def faults_together(
        cls, coming: Mapping[Address, Parsed], there: Collection[Address]
    ) -> Iterator[Fault]:
        """Yield what is wrong with the path's files, taken together, after a load."""
        return loads.faults_after(coming, there)

    @classmethod
    def names_in_use(cls, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the slugs that the rules name, published or waiting to be."""
        return loads.names_in_rules(kind)


class PathCases(PathText):
    """Clinicians' cases: answers, and what they must lead to."""

    kind = "pain-path-cases"
    file = "pain-path/cases.yaml"

    language = models.CharField(max_length=10, blank=True, editable=False)

    class Meta(PathText.Meta):
        verbose_name = _("pain path: cases")
        verbose_name_plural = _("pain path: cases")


class PathWording(PathText):
    """Everything that the path says, in one language."""

    kind = "pain-path-wording"
    file = "pain-path.yaml"

    class Meta(PathText.Meta):
        verbose_name = _("pain path: wording")
        verbose_name_plural = _("pain path: wording")

    @property
    def title(self) -> str:
        return f"{super().title} ({self.get_language_display()})"
