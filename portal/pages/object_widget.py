"""How a list of small objects looks in a form: labelled inputs, never JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from .editorial.reference_search import Choice, named
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
        objects = [item for item in self.format_value(value) if isinstance(item, dict)]
        titles = self._titles(objects)
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
        titles: dict[tuple[str, str], Choice],
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

    def _titles(self, objects: list[dict[str, Any]]) -> dict[tuple[str, str], Choice]:
        """Return what the records are called that any of the objects names."""
        titles = {}
        for part in self.items:
            if part.type is FieldType.REFERENCE:
                values = {
                    str(item[part.name]) for item in objects if item.get(part.name)
                }
                for choice in named(part.refers_to, values, self.shared.language):
                    titles[part.refers_to, choice.value] = choice
        return titles


def _shape(part: Field) -> str:
    """Return which sort of input a part of an object has."""
    if part.type is FieldType.REFERENCE:
        return "reference"
    if part.choices:
        return "choice"
    if part.type is FieldType.NUMBER:
        return "number"
    return "text"
