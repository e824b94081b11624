"""Model fields that carry a record's schema with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .markdown import refusals
from .schema import INVISIBLE, Field, FieldType

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
validate_slug = RegexValidator(
    re.compile(rf"^{SLUG}\Z"),
    _("Use lower-case letters, digits and single hyphens."),
)
_validate_reference = RegexValidator(
    re.compile(rf"^[a-z]+(?:-[a-z]+)*:{SLUG}\Z"),
    _("Use kind:name, such as guide:when-to-consider."),
)
validate_printable = RegexValidator(
    INVISIBLE, _("Take out the invisible character."), inverse_match=True
)


class Wrong(NamedTuple):
    """What was found in a value, and what is allowed there."""

    found: str
    allowed: str

    def within(self, part: str) -> Wrong:
        """Say which part of an object it is about."""
        return Wrong(f"{part}: {self.found}", self.allowed)


class MarkdownField(models.TextField):
    """A section of a page; `heading` is its `##` line in the page's file."""

    def __init__(self, *args: Any, heading: str = "", **kwargs: Any) -> None:
        self.heading = heading
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value

    @property
    def top_heading(self) -> int:
        """Return the highest level of heading that an editor may use in it."""
        return 3 if self.heading else 2

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        validate_printable(value)
        kinds: frozenset[str] = getattr(model_instance, "reference_kinds", frozenset)()
        if found := refusals(value, top_heading=self.top_heading, kinds=kinds):
            raise ValidationError(
                [
                    ValidationError(
                        _("Line %(line)s: found %(found)s, allowed %(allowed)s"),
                        params={
                            "line": refusal.line,
                            "found": refusal.found,
                            "allowed": refusal.allowed,
                        },
                    )
                    for refusal in found
                ]
            )


class RawTextField(models.TextField):
    """A file of its own format, kept to the letter; its kind says what it may hold."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        validate_printable(value)


class _ListField(models.JSONField):
    """A JSON list; each kind of list says what an item may be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(_("Use a list."))
        faults = [
            ValidationError(
                _("Item %(number)s: found %(found)s, allowed %(allowed)s"),
                params={"number": number, "found": found, "allowed": allowed},
            )
            for number, item in enumerate(value, 1)
            for found, allowed in self.item_faults(item)
        ]
        if not faults and len({repr(item) for item in value}) < len(value):
            faults = [ValidationError(_("The same item stands here twice."))]
        if faults:
            raise ValidationError(faults)

    def item_faults(self, item: Any) -> list[Wrong]:
        raise NotImplementedError(type(self))


class TextListField(_ListField):
    """A list of short texts, perhaps out of given choices."""

    def __init__(
        self,
        *args: Any,
        of: type[models.TextChoices] | None = None,
        max_item_length: int = 300,
        **kwargs: Any,
    ) -> None:
        self.of = of
        self.max_item_length = max_item_length
        super().__init__(*args, **kwargs)

    def item_faults(self, item: Any) -> list[Wrong]:
        return text_faults(
            item,
            choices=tuple(self.of.values) if self.of else (),
            max_length=self.max_item_length,
        )


class ReferenceListField(_ListField):
    """A list of links to other records.

    Items are slugs of the kind `to`, or `kind:slug` where `to` is left open.
    """

    def __init__(self, *args: Any, to: str = "", **kwargs: Any) -> None:
        self.to = to
        super().__init__(*args, **kwargs)

    def item_faults(self, item: Any) -> list[Wrong]:
        return reference_faults(item, self.to)


class ObjectListField(_ListField):
    """A list of small objects, each with the fields in `items`.

    `check` says what is wrong with an object whose fields are each in order.
    """

    def __init__(
        self,
        *args: Any,
        items: tuple[Field, ...] = (),
        check: Callable[[dict[str, Any]], list[Wrong]] = lambda item: [],
        **kwargs: Any,
    ) -> None:
        self.items = items
        self.check_object = check
        super().__init__(*args, **kwargs)

    def item_faults(self, item: Any) -> list[Wrong]:
        if not isinstance(item, dict):
            return [Wrong(repr(item), "an object")]
        names = {part.name for part in self.items}
        faults = [
            Wrong(f"the unknown key {key}", ", ".join(sorted(names)))
            for key in sorted(item.keys() - names)
        ]
        for part in self.items:
            if part.name in item:
                found = part_faults(part, item[part.name])
                faults += [wrong.within(part.name) for wrong in found]
            elif part.required:
                faults.append(Wrong("nothing", str(part.type)).within(part.name))
        return faults or self.check_object(item)


def part_faults(part: Field, value: Any) -> list[Wrong]:
    """Return what is wrong with one value inside an object."""
    if part.type is FieldType.NUMBER:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return []
        return [Wrong(repr(value), "a whole number from 0")]
    if part.type is FieldType.REFERENCE:
        return reference_faults(value, part.refers_to)
    return text_faults(value, choices=part.choices, max_length=1_000)


def text_faults(
    value: Any, *, choices: tuple[str, ...] = (), max_length: int = 300
) -> list[Wrong]:
    """Return what is wrong with a text, or with a choice out of `choices`."""
    if not isinstance(value, str):
        return [Wrong(repr(value), "text")]
    if choices:
        return [] if value in choices else [Wrong(repr(value), ", ".join(choices))]
    if not value.strip() or value != value.strip():
        return [Wrong(repr(value), "text without spaces around it")]
    if len(value) > max_length:
        return [Wrong(f"{len(value)} characters", f"at most {max_length}")]
    if INVISIBLE.search(value) or "\n" in value:
        return [Wrong(repr(value), "one line of text")]
    return []


def reference_faults(value: Any, to: str) -> list[Wrong]:
    """Return what is wrong with a slug, or with `kind:slug` where `to` is open."""
    try:
        (validate_slug if to else _validate_reference)(value)
    except ValidationError as error:
        return [Wrong(repr(value), " ".join(error.messages))]
    return []
