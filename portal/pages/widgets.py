"""Form fields for a record: words, lists and titles to choose, never JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .editorial.known_records import Wanted
from .editorial.reference_search import value_of
from .fields import (
    MarkdownField,
    ObjectListField,
    ReferenceListField,
    TextListField,
    Wrong,
)
from .form_widgets import (
    FIELDS_CSS,
    FIELDS_JS,
    ChoiceListWidget,
    ListWidget,
    MarkdownWidget,
    RecordWidget,
    ReferenceListWidget,
    Shared,
    TextListWidget,
)
from .object_widget import ObjectListWidget
from .schema import Field, FieldType

_CODE: Final = re.compile(r" \((?:[a-z-]+:)?[a-z0-9]+(?:-[a-z0-9]+)+\)")
"""What a content file calls a record: in a form it has a title."""

LONG: Final = 200
"""Characters from which a text has room for more than one line on the screen."""


class FieldsMedia:
    """What a form of a record loads, also where it has no list and no Markdown."""

    css = FIELDS_CSS
    js = FIELDS_JS


class ListFormField(forms.Field):
    """A list in a form; rows and parts left empty are dropped.

    What an item may be is the model field's to check, here as in the loader.
    """

    widget: ListWidget

    def to_python(self, value: Any) -> list[Any]:
        return [kept for item in value or [] if (kept := self.item(item))]

    def item(self, item: Any) -> Any:
        return in_one_line(item)


class ReferenceListFormField(ListFormField):
    """Records by title; a title that was typed becomes the record's name."""

    def __init__(self, to: str, **kwargs: Any) -> None:
        super().__init__(widget=ReferenceListWidget(to), **kwargs)
        self.to = to

    def clean(self, value: Any) -> list[str]:
        language = self.widget.shared.language
        values = [value_of(self.to, item, language) for item in self.to_python(value)]
        return list(dict.fromkeys(values))  # typed and chosen is chosen once


class ObjectListFormField(ListFormField):
    """Small objects; what is wrong with one is told by the words of its labels."""

    def __init__(self, field: ObjectListField, **kwargs: Any) -> None:
        super().__init__(widget=ObjectListWidget(field.items), **kwargs)
        self.field = field

    def item(self, item: Any) -> dict[str, Any]:
        values = {
            part.name: _part_value(part, item.get(part.name))
            for part in self.field.items
        }
        return {name: value for name, value in values.items() if value != ""}

    def clean(self, value: Any) -> list[dict[str, Any]]:
        items = self.to_python(value)
        for item in items:
            self._name_records(item)
        faults = [
            self._fault(number, wrong)
            for number, item in enumerate(items, 1)
            for wrong in self.field.item_faults(item)
        ]
        if faults:
            raise ValidationError(faults)
        return items

    def _name_records(self, item: dict[str, Any]) -> None:
        """Put the name of a record where its title was typed."""
        language = self.widget.shared.language
        for part in self.field.items:
            if part.type is FieldType.REFERENCE and part.name in item:
                item[part.name] = value_of(part.refers_to, item[part.name], language)

    def _fault(self, number: int, wrong: Wrong) -> ValidationError:
        name, _colon, found = wrong.found.partition(": ")
        labels = {part.name: part.label for part in self.field.items}
        return ValidationError(
            _("Item %(number)s, “%(part)s”: found %(found)s, allowed %(allowed)s"),
            params={
                "number": number,
                "part": gettext(labels[name]),
                "found": gettext("nothing") if found == "nothing" else found,
                "allowed": wrong.allowed,
            },
        )


class LineFormField(forms.CharField):
    """A text of several lines on the screen, and of one when it is kept."""

    def to_python(self, value: Any) -> str:
        return in_one_line(super().to_python(value))


def in_one_line(typed: Any) -> str:
    return " ".join(str("" if typed is None else typed).split())


def _part_value(part: Field, typed: Any) -> Any:
    text = in_one_line(typed)
    if part.type is FieldType.NUMBER and text.isascii() and text.isdecimal():
        return int(text)
    return text


def record_form_field(
    field: models.Field, request: HttpRequest | None = None
) -> forms.Field | None:
    """Return the form field for a text or a list, None for what Django does well."""
    made = _form_field(field)
    if made is not None and isinstance(made.widget, RecordWidget):
        # Above what is typed, not below it: a list may be long.
        made.widget.label, made.widget.help_text = str(made.label), str(made.help_text)
        made.help_text = ""
    return made


def _form_field(field: models.Field) -> forms.Field | None:
    words: dict[str, Any] = {
        "label": str(field.verbose_name).capitalize(),
        "help_text": field.help_text,
        "required": False,  # the model says what may not be empty
    }
    match field:
        case MarkdownField():
            words["label"] = field.heading or words["label"]
            return forms.CharField(widget=MarkdownWidget(field), strip=False, **words)
        case TextListField() if field.of:
            return ListFormField(widget=ChoiceListWidget(field.of.choices), **words)
        case TextListField():
            widget = TextListWidget({"maxlength": field.max_item_length})
            return ListFormField(widget=widget, **words)
        case ReferenceListField():
            words["help_text"] = _CODE.sub("", str(field.help_text))
            return ReferenceListFormField(field.to, **words)
        case ObjectListField():
            return ObjectListFormField(field, **words)
        case models.CharField() if _is_long(field):
            lines = forms.Textarea({"rows": 2, "class": "one-text"})
            return cast(
                forms.Field, field.formfield(form_class=LineFormField, widget=lines)
            )
    return None


def _is_long(field: models.CharField) -> bool:
    """Tell whether a text does not fit the width of the form."""
    is_text = not field.choices and not isinstance(field, models.URLField)
    return is_text and (field.max_length or 0) >= LONG


def share(form: forms.BaseForm, language: str) -> None:
    """Let a form's fields ask once for what records are called in this language."""

    def wanted() -> Iterator[Wanted]:
        for bound in form:
            if isinstance(bound.field.widget, RecordWidget):
                yield from bound.field.widget.names_in(bound.value())

    shared = Shared(language or settings.LANGUAGE_CODE, wanted)
    for field in form.fields.values():
        if isinstance(field.widget, RecordWidget):
            field.widget.shared = shared
