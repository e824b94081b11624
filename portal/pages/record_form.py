"""The form of a record, which knows the version that the editor began from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.models import ModelForm
from django.utils.translation import gettext_lazy as _

from .editorial.site_names import site_names
from .markdown import page_links
from .records import Record, schema_of
from .revisions import Revision
from .schema import references
from .slugs import address_faults
from .widgets import share


class RecordForm(ModelForm):
    """A record's form; saving it goes on from `head`, and from nothing newer."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)
    change_note = forms.CharField(
        required=False,
        max_length=300,
        label=_("What you changed"),
        help_text=_(
            "For your colleagues and the reviewer. Example: “Added the 2025 guideline "
            "and its numbers.”"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head = began_from(self.instance, self.data if self.is_bound else None)
        self.initial["based_on"] = self.head.pk if self.head else None
        share(self, self._language())

    def _language(self) -> str:
        """Return the record's language; of a new one, what was chosen so far."""
        known: str = self.instance.language
        if self.instance.pk is None and "language" in self.fields:
            return str(self.data.get(self.add_prefix("language"), known))
        return known

    def clean(self) -> dict[str, Any] | None:
        """Refuse a new record an address that is taken, even by a deleted one."""
        cleaned = super().clean()
        row, slug = self.instance, self.cleaned_data.get("slug")
        if row.pk is None and slug:
            language = self.cleaned_data.get("language", row.language)
            for fault in address_faults(type(row), slug, language=language):
                self.add_error("slug", fault)
        if "sources" in self.cleaned_data:
            listed = [*self.cleaned_data["sources"], *self._cited()]
            self.cleaned_data["sources"] = list(dict.fromkeys(listed))
        return cleaned

    def _cited(self) -> Iterator[str]:
        """Yield the sources that claims and texts name: nobody need list them too."""
        schema, names = schema_of(type(self.instance)), site_names().names
        cited = [
            (link.kind, link.slug) for link in references(schema, self.cleaned_data)
        ]
        for section in schema.sections:
            links = page_links(self.cleaned_data.get(section.name) or "")
            cited += [(kind, slug) for kind, slug, _line in links]
        for kind, slug in cited:
            if kind == "source" and (kind, "", slug) in names:
                yield slug

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions | {"live", "status"}


def began_from(row: Record, data: Mapping[str, Any] | None) -> Revision | None:
    """Return the version that a form shows, or that a form sent in was filled from.

    A row is asked about several times in one request; it remembers the answer.
    """
    if row.pk is None:
        return None
    known = vars(row)
    if "began_from" not in known:
        same = Revision.objects.of(row.kind, row.language, row.slug)
        if data is None:
            same = same.in_line()
        else:
            number = str(data.get("based_on", ""))
            same = same.filter(pk=int(number) if number.isdecimal() else 0)
        known["began_from"] = same.select_related("author").first()
    found: Revision | None = known["began_from"]
    return found
