"""Claims that carry their evidence: benefits, harms and positions of experts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .fields import ObjectListField, Wrong
from .schema import Field, FieldType


class Certainty(models.TextChoices):
    """How sure the evidence is, in GRADE's four words."""

    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")
    LOW = "low", _("low")
    VERY_LOW = "very_low", _("very low")


class Stance(models.TextChoices):
    """What a body of experts says about using a treatment."""

    FOR = "for", _("For")
    CONDITIONAL = "conditional", _("For some people, under conditions")
    AGAINST = "against", _("Against")
    NO_POSITION = "no_position", _("No position")


SOURCE: Final = Field(
    name="source",
    type=FieldType.REFERENCE,
    required=True,
    refers_to="source",
    label=gettext_noop("Source"),
    help_text=gettext_noop("The document that says so."),
)

OUTCOME: Final = (
    Field(
        name="text",
        type=FieldType.TEXT,
        required=True,
        label=gettext_noop("What happens"),
        help_text=gettext_noop("In a sentence, with its numbers where there are any."),
    ),
    Field(
        name="with",
        type=FieldType.NUMBER,
        label=gettext_noop("With the treatment"),
        help_text=gettext_noop("How many people; empty where no trial counted them."),
    ),
    Field(
        name="without",
        type=FieldType.NUMBER,
        label=gettext_noop("Without it"),
        help_text=gettext_noop("How many people in the group it was compared with."),
    ),
    Field(
        name="per",
        type=FieldType.NUMBER,
        label=gettext_noop("Out of"),
        help_text=gettext_noop("Of how many people: 100 wherever there are numbers."),
    ),
    Field(
        name="comparator",
        type=FieldType.TEXT,
        label=gettext_noop("Compared with"),
        help_text=gettext_noop("What the others had, such as “a sham injection”."),
    ),
    Field(
        name="population",
        type=FieldType.TEXT,
        label=gettext_noop("Who"),
        help_text=gettext_noop("Who took part, such as “adults with sciatica”."),
    ),
    Field(
        name="when",
        type=FieldType.TEXT,
        label=gettext_noop("When"),
        help_text=gettext_noop("When it was measured, such as “after 3 months”."),
    ),
    Field(
        name="certainty",
        type=FieldType.TEXT,
        required=True,
        choices=tuple(Certainty.values),
        words=tuple(Certainty.choices),
        label=gettext_noop("How sure"),
        help_text=gettext_noop("How sure the evidence is, as the source rates it."),
    ),
    SOURCE,
)
"""A benefit or a harm; with its number of people out of `per` in a trial's two groups."""

POSITION: Final = (
    Field(
        name="body",
        type=FieldType.TEXT,
        required=True,
        label=gettext_noop("Who says it"),
        help_text=gettext_noop("The body of experts, such as NICE."),
    ),
    Field(
        name="year",
        type=FieldType.NUMBER,
        required=True,
        label=gettext_noop("Year"),
        help_text=gettext_noop("The year in which they said it."),
    ),
    Field(
        name="position",
        type=FieldType.TEXT,
        required=True,
        choices=tuple(Stance.values),
        words=tuple(Stance.choices),
        label=gettext_noop("Their position"),
        help_text=gettext_noop("Whether they are for or against using it."),
    ),
    Field(
        name="text",
        type=FieldType.TEXT,
        required=True,
        label=gettext_noop("What they say"),
        help_text=gettext_noop("In a sentence, close to their own words."),
    ),
    SOURCE,
)
"""What one body of experts says, and when."""

_NUMBERS: Final = ("with", "without", "per")
_CONTEXT: Final = ("comparator", "population", "when")


def outcome_faults(outcome: dict[str, Any]) -> list[Wrong]:
    """Say what a number lacks: a figure means nothing without its comparison."""
    if not any(name in outcome for name in _NUMBERS):
        return []
    if missing := [n for n in (*_NUMBERS, *_CONTEXT) if n not in outcome]:
        needed = Wrong("nothing", "a value wherever there are numbers")
        return [needed.within(name) for name in missing]
    if outcome["per"] != 100:
        return [Wrong(str(outcome["per"]), "100").within("per")]
    return [
        Wrong(str(outcome[name]), "at most 100").within(name)
        for name in ("with", "without")
        if outcome[name] > 100
    ]


class OutcomeListField(ObjectListField):
    """Benefits or harms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(items=OUTCOME, check=outcome_faults)
        super().__init__(*args, **kwargs)


def balance_faults(
    outcomes: Mapping[str, Sequence[Any]],
) -> Iterator[tuple[str, Wrong]]:
    """Refuse benefits without harms in like detail, and the reverse.

    Where one field has fewer than half as many as another, it is the one to mend.
    """
    most = max(outcomes, key=lambda name: len(outcomes[name]), default="")
    for name, found in outcomes.items():
        if 2 * len(found) < len(outcomes[most]):
            beside = f"{len(outcomes[most])} {most}"
            yield (
                name,
                Wrong(f"{len(found)} {name} beside {beside}", "at least half as many"),
            )
