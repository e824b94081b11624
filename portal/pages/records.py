"""A record in the database: one row a language and slug, as patients read it.

The same flat data is a file, a row and a revision; `record_rows` goes between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .content_files import Address
from .faults import Fault
from .field_schema import field_schema
from .fields import validate_slug
from .record_values import Parsed
from .schema import RecordData, Schema


class RecordQuerySet(models.QuerySet):
    """Which rows a reader may see."""

    def published(self) -> Self:
        return self.filter(status=Record.Status.PUBLISHED)

    def gone(self) -> Self:
        """Keep what patients could read once, and cannot now."""
        return self.filter(status__in=Record.GONE, live__isnull=False)

    def in_language(self, language: str) -> Self:
        """Prefer rows in `language`; where one is missing, offer the default's."""
        if language == settings.LANGUAGE_CODE:
            return self.filter(language=language)
        translated = self.model.objects.published().filter(language=language)
        return self.filter(
            models.Q(language=language)
            | models.Q(language=settings.LANGUAGE_CODE)
            & ~models.Q(slug__in=translated.values("slug"))
        )


class Record(models.Model):
    """What every record has besides its own fields."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Unpublished")
        DELETED = "deleted", _("Deleted")  # its versions stay, so that it can come back

    GONE: ClassVar = (Status.WITHDRAWN, Status.DELETED)

    kind: ClassVar[str]
    folder: ClassVar[str] = ""
    file: ClassVar[str] = ""
    opening: ClassVar[tuple[str, ...]] = ()
    closing: ClassVar[tuple[str, ...]] = ()
    """Which fields come first and last in a file and a form; a kind's own between."""
    also_required: ClassVar[frozenset[str]] = frozenset()
    """Shared fields that may be empty on other kinds, but not on this one."""

    slug_space: ClassVar[str] = ""
    """Kinds that name the same space share no slug, so that a slug alone finds one."""

    reserved_slugs: ClassVar[frozenset[str]] = frozenset()
    """Addresses that are something else's, so that no record may have them."""

    slug_is_given: ClassVar[bool] = False
    """Whether the software asks for this very slug, so that nobody may change it."""

    review_template: ClassVar[str] = ""
    """What a reviewer sees besides the changed words: a template to include."""

    language = models.CharField(
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("Which language the page is in."),
    )
    slug = models.CharField(
        max_length=80,
        validators=[validate_slug],
        help_text=_(
            "The end of the page's address: lower-case letters, digits and hyphens. "
            "Example: spinal-stenosis"
        ),
    )
    status = models.CharField(
        max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    live = models.ForeignKey(
        "pages.Revision",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The revision that patients read."),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"], name="%(class)s_once_per_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(live__isnull=False),
                name="%(class)s_published_has_revision",
            ),
        ]

    def __str__(self) -> str:
        return str(getattr(self, "title", self.slug))

    def get_absolute_url(self) -> str:
        """Return the record's address in the language that is being shown."""
        return reverse(self.kind, kwargs={"slug": self.slug})

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse a slug whose address would lead to something else."""
        faults: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        if self.slug in self.reserved_slugs and "slug" not in (exclude or ()):
            text = _("This address is needed for something else. Choose another.")
            faults.setdefault("slug", []).append(ValidationError(text))
        if faults:
            raise ValidationError(faults)

    def clean(self) -> None:
        super().clean()
        faults: dict[str, list[ValidationError]] = defaultdict(list)
        for name, error in self.faults():
            faults[name].append(error)
        if faults:
            raise ValidationError(dict(faults))

    def faults(self) -> Iterator[tuple[str, ValidationError]]:
        """Yield what a field cannot see by itself, with the field to mend."""
        for name in self.also_required:
            if not getattr(self, name):
                yield name, ValidationError(_("This field cannot be empty."))

    def publication_faults(self, *, quick: bool = False) -> Iterator[str]:
        """Yield what forbids publishing this record, unsaved as it is.

        It is asked before every publication by a person, and may take seconds; for a
        page that is only looked at, it must be quick and may leave some of it out.
        """
        yield from ()

    @classmethod
    def faults_together(
        cls, coming: Mapping[Address, Parsed], there: Collection[Address]
    ) -> Iterator[Fault]:
        """Yield what a load would break that no record shows by itself.

        `coming` is what the load would publish, `there` every record there will be.
        """
        yield from ()

    def review_context(self, live: Record | None) -> dict[str, Any]:
        """Return what `review_template` needs; `live` is what patients read."""
        return {}

    @classmethod
    def readable(cls, *records: RecordData) -> list[RecordData]:
        """Return records as people compare them; what is a file's text, in words."""
        return list(records)

    def rendered(
        self, request: HttpRequest, context: dict[str, Any]
    ) -> HttpResponse | None:
        """Show this record, saved or not, if it has a way of its own to be looked at."""
        return None

    @classmethod
    def names_in_use(cls, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the slugs of another kind that records of this kind depend on.

        Each with where it stands. Only what the table of links cannot see.
        """
        yield from ()

    @staticmethod
    def reference_kinds() -> frozenset[str]:
        """Return the kinds that a link in a text may name."""
        return frozenset(record_models())


BOOKKEEPING = frozenset({"id", "language", "slug", "status", "live"})


def record_models() -> dict[str, type[Record]]:
    """Return every installed kind of record by its name."""
    return {
        model.kind: model for model in apps.get_models() if issubclass(model, Record)
    }


@cache
def record_fields(model: type[Record]) -> tuple[models.Field, ...]:
    """Return the fields that make up a record, in the order of its file."""
    own = {f.name: f for f in model._meta.concrete_fields if f.name not in BOOKKEEPING}
    middle = [name for name in own if name not in {*model.opening, *model.closing}]
    return tuple(own[name] for name in (*model.opening, *middle, *model.closing))


def schema_of(model: type[Record]) -> Schema:
    """Return what a file of this kind may hold, as the model's fields state it."""
    return _schema_in(model, get_language())


@cache  # its labels are in words of the language, and it is asked for every record
def _schema_in(model: type[Record], language: str | None) -> Schema:
    return Schema(
        kind=model.kind,
        folder=model.folder,
        file=model.file,
        has_language=not model._meta.get_field("language").blank,
        fields=tuple(
            field_schema(field, also_required=field.name in model.also_required)
            for field in record_fields(model)
        ),
    )
