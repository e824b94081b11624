"""How a record's fields look in a form, and how a browser's answer is read.

Each is whole without scripts; those in static/js/admin/ add comfort. No name of an
input depends on where it stands, so that rows can be moved without renaming any.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, cast

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .editorial.known_records import Choice, Wanted, choices_of
from .editorial.markdown_preview import Preview, previewed, terms_in
from .fields import MarkdownField
from .markdown_limits import MAX_LENGTH
from .models import Term
from .records import Record

FIELDS_CSS: Final = {"all": ["css/admin/fields.css", "css/admin/site-preview.css"]}
FIELDS_JS: Final = [
    Script(f"js/admin/{name}.js", type="module")
    for name in ("lists", "references", "markdown", "unsaved")  # in this order
]


@dataclass(frozen=True)
class Shared:
    """What the widgets of one form need together, asked for once."""

    language: str = settings.LANGUAGE_CODE
    wanted: Callable[[], Iterable[Wanted]] = tuple
    """Every record that the form names."""
    _known: dict[Wanted, Choice] = field(default_factory=dict)

    @cached_property
    def terms(self) -> list[Term]:
        return terms_in(self.language)

    def choices(self, asked: Collection[Wanted]) -> dict[Wanted, Choice]:
        """Return what these records are called; the form's others come along."""
        if not self._known.keys() >= set(asked):
            self._known.update(choices_of({*asked, *self.wanted()}, self.language))
        return {one: self._known[one] for one in asked}


class RecordWidget(forms.Widget):
    """A widget of one of our templates, with its own label, help and scripts."""

    label: str = ""
    help_text: str = ""

    class Media:
        css = FIELDS_CSS
        js = FIELDS_JS

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.shared = Shared()  # never the class's: terms change while it lives

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        help_id = f"{widget['attrs'].get('id')}_helptext" if self.help_text else ""
        errors = widget["attrs"].get("aria-describedby", "")
        widget |= {
            "label": self.label,
            "help_text": self.help_text,
            "language": self.shared.language,
            "described_by": f"{help_id} {errors}".strip(),
            "invalid": "aria-invalid" in widget["attrs"],
        }
        return context

    def names_in(self, value: Any) -> Iterable[Wanted]:
        """Yield the records that a value names."""
        return ()

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        return render_to_string(template_name, context)


class ListWidget(RecordWidget):
    """Rows; an empty value of the list's name says that the list was in the form."""

    def format_value(self, value: Any) -> Any:
        return value or []

    def id_for_label(self, id_: str) -> str:
        return ""  # no single input: the group has the label as its name


class TextListWidget(ListWidget):
    """A list of short texts, one input each."""

    template_name = "admin/pages/widgets/text_list.html"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[str]:
        return all_values(data, name)


class ChoiceListWidget(ListWidget):
    """Boxes to tick; what was ticked before keeps its order."""

    template_name = "admin/pages/widgets/choices.html"

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.choices = list(choices)

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ticked = self.format_value(value)
        context["widget"]["before"] = " ".join(map(str, ticked))
        context["widget"]["choices"] = [
            {"value": choice, "words": words, "ticked": choice in ticked}
            for choice, words in self.choices
        ]
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[str]:
        ticked = all_values(data, name)
        before = str(data.get(f"{name}-before", "")).split()
        kept = [value for value in before if value in ticked]
        return kept + [value for value in ticked if value not in kept]


class ReferenceListWidget(ListWidget):
    """Records chosen by title; without scripts, titles typed one a line."""

    template_name = "admin/pages/widgets/reference_list.html"

    def __init__(self, to: str) -> None:
        super().__init__()
        self.to = to

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = list(self.shared.choices(self.names_in(value)).values())
        context["widget"] |= {"chosen": chosen, "to": self.to, "empty": Choice("", "")}
        return context

    def names_in(self, value: Any) -> list[Wanted]:
        return [(self.to, str(item)) for item in self.format_value(value) if item]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[str]:
        more = str(data.get(f"{name}-more", "")).splitlines()
        return all_values(data, name) + more


class MarkdownWidget(RecordWidget):
    """A text with a toolbar, and beside it how patients will see it."""

    template_name = "admin/pages/widgets/markdown.html"

    def __init__(self, field: MarkdownField) -> None:
        super().__init__(attrs={"maxlength": MAX_LENGTH})
        self.field = field

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "field": self.field.name,
            "kind": cast(type[Record], self.field.model).kind,
            "headings": "#" * self.field.top_heading,
            "preview": self._preview(str(value or "")),
        }
        return context

    def _preview(self, text: str) -> Preview:
        terms = self.shared.terms
        return previewed(text, self.field, self.shared.language, terms)


def all_values(data: Mapping[str, Any], name: str) -> list[str]:
    """Return every value that the browser sent under a name."""
    return cast(QueryDict, data).getlist(name)
