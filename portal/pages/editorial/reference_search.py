"""Find records by title, for the forms where editors choose them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.pages.fields import reference_faults
from portal.pages.finding.words import words_of
from portal.pages.models import Source
from portal.pages.page import Page
from portal.pages.records import Record, record_models

from .known_records import Choice, Known, choices_of, known_records

MOST: Final = 20
"""How many are offered at once; a word more narrows them down."""


@dataclass(frozen=True, slots=True)
class _Findable:
    """A record with every word by which it is found."""

    known: Known
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
        (_score(found, wanted), found.known)
        for found in _findable(kind, language)
        if all(f" {word}" in found.words for word in wanted)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].title.casefold()))
    return [known.choice(with_kind=not kind) for _points, known in scored[:MOST]]


def named(kind: str, values: Iterable[str], language: str) -> list[Choice]:
    """Return what each value is called, in the order of the values."""
    wanted = [(kind, value) for value in values]
    found = choices_of(wanted, language)
    return [found[one] for one in wanted]


def value_of(kind: str, text: str, language: str) -> str:
    """Return the value for what somebody typed: a name as it is kept, or a title."""
    if not reference_faults(text, kind):
        return text
    titled = [f for f in _findable(kind, language) if f.title == words_of(text)]
    if len(titled) == 1:
        return titled[0].known.choice(with_kind=not kind).value
    raise ValidationError(
        _("There are several called “%(text)s”: choose one from the list.")
        if titled
        else _("Nothing is called “%(text)s”: choose from the list."),
        params={"text": text},
    )


def _score(found: _Findable, wanted: Sequence[str]) -> int:
    """Put titles that begin so first, then those that have the words at all."""
    begins = found.title[: len(wanted)] == tuple(wanted)
    return 10 * begins + sum(
        any(word.startswith(sought) for word in found.title) for sought in wanted
    )


def _findable(kind: str, language: str) -> Iterator[_Findable]:
    """Yield the records that may be chosen."""
    kinds = [kind] if kind else [model.kind for model in page_models()]
    for known in known_records(kinds, language):
        names = [known.title, *known.synonyms]
        if known.kind == Source.kind:
            names += [known.publisher, str(known.year or ""), known.slug]
        yield _Findable(
            known,
            words_of(known.title),
            "".join(f" {word}" for name in names for word in words_of(name)),
        )


def page_models() -> list[type[Record]]:
    """Return the kinds that a patient reads as pages of their own."""
    return [model for model in record_models().values() if issubclass(model, Page)]
