"""The order of a record's form: that of the page, under headings in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from .page import Page
from .records import Record, record_fields

Parts = Sequence[tuple[Any, Sequence[str]]]
"""Headings, each with the fields below it."""

WHEN_TO_GET_HELP = (_("When to get help"), ("emergency", "urgent", "routine"))

_LAST = ("questions", "related", "sources", "funding")
_SIGNED = ("reviewed_by", "last_reviewed", "next_review_due")


def fieldsets(model: type[Record], parts: Parts) -> list[tuple[Any, dict[str, Any]]]:
    """Return the form's fieldsets: every field of the record stands in one of them.

    What an editor says about the change stands beside the buttons.
    """
    address = ["language"] if model._meta.get_field("language").editable else []
    address.append("slug")
    names = [field.name for field in record_fields(model)]
    if not issubclass(model, Page):
        groups: list[tuple[Any, Sequence[str]]] = [(_("The entry"), names)]
    else:
        placed = {name for _heading, fields in parts for name in fields}
        rest = [n for n in names if n not in {*placed, *_LAST, *_SIGNED}]
        groups = [
            (_("Title and search"), rest),
            *parts,
            (_("Questions and related pages"), ("questions", "related")),
            (_("Sources and dates"), ("sources", "funding", *_SIGNED)),
        ]
    groups[0] = (groups[0][0], [*groups[0][1], *address])
    return [(heading, {"fields": list(fields)}) for heading, fields in groups]
