"""The history of records, and what the loader last read of each."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Addressed(models.Model):
    """Something that belongs to the record of this kind, language and slug.

    There is no foreign key: history must outlive the row it is about.
    """

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10, blank=True)
    slug = models.CharField(max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "/".join(part for part in self.address if part)

    @property
    def address(self) -> tuple[str, str, str]:
        return self.kind, self.language, self.slug


class AddressedQuerySet(models.QuerySet):
    """Rows found by the record that they belong to."""

    def of(self, kind: str, language: str, slug: str) -> Self:
        return self.filter(kind=kind, language=language, slug=slug)


class RevisionQuerySet(AddressedQuerySet):
    """Revisions by what became of them."""

    def in_line(self) -> Self:
        """Leave out what was set aside: nobody goes on from that unseen."""
        return self.exclude(state=Revision.State.ASIDE)


class Revision(Addressed):
    """A record as somebody left it. Its `record` is never changed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for review")
        SENT_BACK = "sent_back", _("Sent back")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")
        ASIDE = "aside", _("Set aside")  # based on an older version; not applied

    class Origin(models.TextChoices):
        ADMIN = "admin", _("Written in admin")
        FILES = "files", _("Content files")

    record = models.JSONField()
    based_on = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    origin = models.CharField(max_length=5, choices=Origin)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    publish_on = models.DateField(
        null=True, help_text=_("The day on which a scheduled version is published.")
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("edit_record", "Can write, submit and restore versions"),
            ("publish_revision", "Can review, publish and unpublish"),
        ]
        indexes = [
            models.Index(fields=["kind", "language", "slug"]),
            models.Index(
                fields=["state", "language", "kind", "slug"], name="revision_by_state"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug"],
                condition=models.Q(state="published"),
                name="revision_one_published",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="files") | models.Q(author__isnull=False),
                name="revision_has_author",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled")
                | models.Q(publish_on__isnull=False),
                name="revision_scheduled_has_day",
            ),
        ]

    @property
    def by(self) -> str:
        """Name the author: a person, or the content files."""
        if self.author:
            return self.author.get_full_name() or self.author.get_username()
        return self.get_origin_display()

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is still working on it: patients do not read it yet."""
        return self.state in OPEN_STATES


OPEN_STATES = frozenset(
    {
        Revision.State.DRAFT,
        Revision.State.SUBMITTED,
        Revision.State.SENT_BACK,
        Revision.State.SCHEDULED,
    }
)


class Link(Addressed):
    """A link from one published record to another; derived, rebuilt at any time."""

    relation = models.CharField(max_length=40)
    to_kind = models.CharField(max_length=40)
    to_slug = models.CharField(max_length=80)

    objects = AddressedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "slug", "language"]),
            models.Index(fields=["to_kind", "to_slug", "language"]),
        ]


class LoadedRecord(Addressed):
    """The record as its file last stated it: the common ancestor of a merge."""

    file = models.CharField(max_length=300)
    digest = models.CharField(
        max_length=64, blank=True, help_text=_("Empty while a conflict is open.")
    )
    record = models.JSONField()
    revision = models.ForeignKey(
        Revision,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The revision that holds just this record, if there is one."),
    )

    objects = AddressedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug"], name="loadedrecord_once"
            )
        ]


class Conflict(Addressed):
    """A field that both its file and somebody in admin have changed."""

    field = models.CharField(max_length=40)
    in_file = models.JSONField(null=True)
    in_admin = models.JSONField(null=True)
    found_at = models.DateTimeField(auto_now_add=True)

    objects = AddressedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug", "field"], name="conflict_once"
            )
        ]


class PublishedVersion(models.Model):
    """What is kept in memory stays true until this changes; there is one row.

    Every publication takes the row's lock first, so that publications happen one
    after the other on PostgreSQL too. The number only grows; the token was never there
    before, not even after a backup was restored.
    """

    number = models.PositiveBigIntegerField(default=0)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="publishedversion_one_row"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """Return the token as it is now; None before the first publication."""
        return cls.objects.values_list("token", flat=True).first()

    @classmethod
    def lock(cls) -> PublishedVersion:
        """Wait for other publications, then hold them off until we commit."""
        version, _ = cls.objects.select_for_update().get_or_create(pk=1)
        return version

    @classmethod
    def advance(cls) -> None:
        cls.objects.filter(pk=1).update(
            number=models.F("number") + 1, token=uuid.uuid4()
        )
