"""How a list of small objects looks in a form: labelled inputs, never JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from .editorial.known_records import Choice, Wanted
from .form_widgets import ListWidget, all_values
from .schema import Field, FieldType


class ObjectListWidget(ListWidget):
    """A list of small objects, each a group of labelled inputs."""

    template_name = "admin/pages/widgets/object_list.html"

    def __init__(self, items: tuple[Field, ...]) -> None:
        super().__init__()
        self.items = items

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        objects = self._objects(value)
        titles = self.shared.choices(list(self.names_in(value)))
        context["widget"]["objects"] = [
            self._object(name, str(number), item, titles)
            for number, item in enumerate(objects)
        ]
        context["widget"]["spare"] = self._object(name, "new", {}, titles)
        context["widget"]["template"] = self._object(name, "__key__", {}, titles)
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[dict[str, str]]:
        return [
            {
                part.name: str(data.get(f"{name}-{key}-{part.name}", ""))
                for part in self.items
            }
            for key in all_values(data, name)
            if key
        ]

    def _object(
        self,
        name: str,
        key: str,
        item: dict[str, Any],
        titles: dict[Wanted, Choice],
    ) -> dict[str, Any]:
        parts = [
            {
                "field": part,
                "name": f"{name}-{key}-{part.name}",
                "label": gettext(part.label or part.name),
                "help_text": gettext(part.help_text) if part.help_text else "",
                "value": (value := item.get(part.name, "")),
                "chosen": titles.get((part.refers_to, str(value))),
                "shape": _shape(part),
            }
            for part in self.items
        ]
        return {"key": key, "parts": parts}

    def _objects(self, value: Any) -> list[dict[str, Any]]:
        return [item for item in self.format_value(value) if isinstance(item, dict)]

    def names_in(self, value: Any) -> Iterator[Wanted]:
        parts = [part for part in self.items if part.type is FieldType.REFERENCE]
        for item in self._objects(value):
            for part in parts:
                if item.get(part.name):
                    yield part.refers_to, str(item[part.name])


def _shape(part: Field) -> str:
    """Return which sort of input a part of an object has."""
    if part.type is FieldType.REFERENCE:
        return "reference"
    if part.choices:
        return "choice"
    if part.type is FieldType.NUMBER:
        return "number"
    return "text"
