"""Options side by side: what may be chosen, and the questions that patients ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.page import Page
from portal.pages.records import record_models
from portal.pages.slugs import moved_addresses

from .models import ConventionalCare, Procedure
from .treatment_option import TreatmentOption

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST: Final = 4
_LISTED: Final = ("slug", "language", "title", "type")
_SHOWN: Final = 80
"""Characters of an unknown name that are said back."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question, with each option's answer; `shape` says how to show it."""

    name: str
    question: str
    shape: str
    cells: list[tuple[TreatmentOption, Any]]


def offered(language: str) -> list[TreatmentOption]:
    """Return all that can be compared, by title, with no more than a list shows."""
    return [
        option
        for model in (Procedure, ConventionalCare)
        for option in _published(model, language).only(*_LISTED).order_by("title")
    ]


def chosen(slugs: Sequence[str], language: str) -> list[TreatmentOption]:
    """Return these options, whole, in the order in which they were chosen."""
    found = {
        option.slug: option
        for model in (Procedure, ConventionalCare)
        for option in _published(model, language).filter(slug__in=slugs)
    }
    return [found[slug] for slug in slugs if slug in found]


def _published(model: type[TreatmentOption], language: str) -> Any:
    return model.objects.published().in_language(language)


def named_today(asked: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the names that were asked for, former ones as those of today."""
    names = [name for name in asked if name]
    kinds = (Procedure.kind, ConventionalCare.kind)
    moved = {} if set(names) <= set(known) else moved_addresses()
    today = {old: new for (kind, old), new in moved.items() if kind in kinds}
    return [today.get(name, name) for name in names]


def faults(asked: Sequence[str], known: Iterable[str]) -> list[str]:
    """Say what is wrong with a choice, in words for the person who made it."""
    known = set(known)
    different = list(dict.fromkeys(asked))
    found = [
        _("We have no option named “%(name)s”.") % {"name": name[:_SHOWN]}
        for name in different[:MOST]
        if name not in known
    ]
    if len(different) < len(asked):
        found.append(_("An option was chosen more than once."))
    if len(different) > MOST:
        found.append(
            _("%(count)s options were chosen. At most %(most)s fit side by side.")
            % {"count": len(different), "most": MOST}
        )
    return found


def choices(asked: Iterable[str], options: Sequence[TreatmentOption]) -> list[str]:
    """Return what stands in each field of the form: the valid choice, then nothing.

    Who has chosen less than two is offered doing nothing for now.
    """
    known = {option.slug for option in options}
    slugs = [slug for slug in dict.fromkeys(asked) if slug in known][:MOST]
    waiting = [option.slug for option in options if _is_waiting(option)]
    slugs += [""] * (1 - len(slugs))
    if len(slugs) == 1:
        slugs += [slug for slug in waiting[:1] if slug not in slugs]
    return slugs + [""] * (MOST - len(slugs))


QUESTIONS: Final[tuple[tuple[str, _StrPromise, str], ...]] = (
    ("summary", gettext_lazy("What is it?"), "long"),
    ("purpose", gettext_lazy("Is it a test or a treatment?"), "text"),
    ("awake_or_sedated", gettext_lazy("Am I awake or sedated?"), "text"),
    ("takes", gettext_lazy("How long does it take?"), "text"),
    ("visits", gettext_lazy("How many visits?"), "text"),
    ("recovery", gettext_lazy("How long until I recover?"), "text"),
    ("how_performed", gettext_lazy("What happens, and what does it feel like?"), "md"),
    ("benefits", gettext_lazy("How likely is it to help?"), "outcomes"),
    ("harms", gettext_lazy("What may go wrong?"), "outcomes"),
    ("evidence_summary", gettext_lazy("How sure is the evidence?"), "md"),
    ("how_long_it_lasts", gettext_lazy("How long does it last?"), "md"),
    ("if_you_wait", gettext_lazy("What if I wait?"), "md"),
    ("positions", gettext_lazy("What do expert bodies say?"), "positions"),
)


def rows(options: Sequence[TreatmentOption]) -> list[Row]:
    """Return the comparison: each question with the answer of every option."""
    return [
        Row(name, str(question), shape, [(o, _answer(o, name)) for o in options])
        for name, question, shape in QUESTIONS
    ]


def _answer(option: TreatmentOption, name: str) -> Any:
    if name == "purpose":
        return _purpose(option)
    answer = getattr(option, name)
    if name == "awake_or_sedated" and not answer and not _is_done_to_one(option):
        return _("Awake: it is care without a procedure.")
    return answer


def _purpose(option: TreatmentOption) -> str:
    if isinstance(option, Procedure):
        return str(option.get_purpose_display())
    return (
        _("A treatment") if _is_done_to_one(option) else _("Care without a procedure")
    )


def _is_done_to_one(option: TreatmentOption) -> bool:
    """Tell procedures and surgery from care that one takes part in awake."""
    surgery = ConventionalCare.Type.SURGERY
    return not isinstance(option, ConventionalCare) or option.type == surgery


def _is_waiting(option: TreatmentOption) -> bool:
    waiting = ConventionalCare.Type.WAITING
    return isinstance(option, ConventionalCare) and option.type == waiting


def cited(options: Iterable[Page]) -> list[Any]:
    """Return every source that these pages rely on, once, in one query."""
    slugs = {slug for option in options for slug in option.sources}
    found = record_models()["source"].objects.published().filter(slug__in=slugs)
    return list(found.order_by("title"))
