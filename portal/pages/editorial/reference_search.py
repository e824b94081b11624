"""Find records by title, for the forms where editors choose them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pages.fields import reference_faults, validate_slug
from portal.pages.finding.words import words_of
from portal.pages.models import Source
from portal.pages.page import Page
from portal.pages.records import Record, record_models

MOST: Final = 20
"""How many are offered at once; a word more narrows them down."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A record as editors know it; `value` is what a field keeps of it."""

    value: str
    title: str
    detail: str = ""
    found: bool = True


@dataclass(frozen=True, slots=True)
class _Known:
    """A record with every word by which it is found."""

    choice: Choice
    title: tuple[str, ...]
    words: str  # each after a space, so that " word" is how one begins


@never_cache
@require_safe
@permission_required("pages.edit_record", raise_exception=True)
def references(request: HttpRequest) -> JsonResponse:
    """Answer with the records that fit `q`, or with those that `value` names."""
    kind = request.GET.get("kind", "")
    language = request.GET.get("language", "")
    if kind and kind not in record_models():
        raise Http404(f"kind={kind}: allowed {', '.join(record_models())}")
    if values := request.GET.getlist("value"):
        found = named(kind, values, language)
    else:
        found = search(kind, request.GET.get("q", "")[:100], language)
    return JsonResponse({"results": [asdict(choice) for choice in found]})


def search(kind: str, query: str, language: str) -> list[Choice]:
    """Return the records of a kind that have every word, best match first.

    Without a kind, pages of every kind, each with its kind in the value.
    """
    wanted = words_of(query)
    scored = [
        (_score(known, wanted), known.choice)
        for known in _known(kind, language)
        if all(f" {word}" in known.words for word in wanted)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].title.casefold()))
    return [choice for *_rest, choice in scored[:MOST]]


def named(kind: str, values: Iterable[str], language: str) -> list[Choice]:
    """Return what each value is called; what there is no record of, is marked."""
    wanted = list(values)
    if not wanted:
        return []
    slugs = {value.partition(":")[2] if not kind else value for value in wanted}
    rows = _known(kind, language, slugs=slugs)
    by_value = {known.choice.value: known.choice for known in rows}
    return [by_value.get(v, Choice(v, v, _("Not found"), found=False)) for v in wanted]


def value_of(kind: str, text: str, language: str) -> str:
    """Return the value for what somebody typed: a name as it is kept, or a title."""
    if not reference_faults(text, kind):
        return text
    titled = [k for k in _known(kind, language) if k.title == words_of(text)]
    if len(titled) == 1:
        return titled[0].choice.value
    raise ValidationError(
        _("There are several called “%(text)s”: choose one from the list.")
        if titled
        else _("Nothing is called “%(text)s”: choose from the list."),
        params={"text": text},
    )


def _score(known: _Known, wanted: Sequence[str]) -> int:
    """Put titles that begin so first, then those that have the words at all."""
    begins = known.title[: len(wanted)] == tuple(wanted)
    return 10 * begins + sum(
        any(word.startswith(sought) for word in known.title) for sought in wanted
    )


def _known(
    kind: str, language: str, slugs: Iterable[str] | None = None
) -> Iterator[_Known]:
    """Yield the records that may be chosen, each once, in `language` if it is there."""
    models = [record_models()[kind]] if kind else page_models()
    for model in models:
        rows = model.objects.exclude(status=Record.Status.DELETED)
        if not model._meta.get_field("language").blank:
            rows = rows.in_language(language)
        if slugs is not None:
            rows = rows.filter(slug__in=[s for s in slugs if _is_slug(s)])
        found: dict[str, Record] = {}
        for row in rows.only(*_columns(model)):
            if row.slug not in found or row.language == language:
                found[row.slug] = row
        for row in found.values():
            yield _described(row, value=row.slug if kind else f"{row.kind}:{row.slug}")


def page_models() -> list[type[Record]]:
    """Return the kinds that a patient reads as pages of their own."""
    return [model for model in record_models().values() if issubclass(model, Page)]


def _columns(model: type[Record]) -> set[str]:
    """Return what is shown of a record here: a list of all needs no long texts."""
    shown = {"title", "synonyms", "publisher", "year", "checked"}
    own = {field.name for field in model._meta.concrete_fields}
    return {"slug", "language", "status"} | shown & own


def _described(row: Record, value: str) -> _Known:
    title = str(row)
    if isinstance(row, Source):
        parts: list[Any] = [row.publisher, row.year, row.get_checked_display()]
        names = [row.publisher, str(row.year or ""), row.slug]
    else:
        parts = [str(row._meta.verbose_name).capitalize()]
        names = list(getattr(row, "synonyms", ()))
    if row.status != Record.Status.PUBLISHED:
        parts.append(row.get_status_display())
    detail = " · ".join(str(part) for part in parts if part)
    words = (word for name in (title, *names) for word in words_of(name))
    return _Known(
        Choice(value, title, detail),
        words_of(title),
        "".join(f" {word}" for word in words),
    )


def _is_slug(text: str) -> bool:
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return True
