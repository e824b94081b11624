"""A person's choice between two versions of each field, as a form sends it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.pages.record_rows import from_record, validate_record
from portal.pages.records import Record
from portal.pages.schema import RecordData, Schema

from .diffing import Change, Item, Part, Run, Say, diff
from .merging import Choice, Proposal, has_marks, is_text, propose
from .shortening import shortened

LONG: Final = 300
"""Characters; a longer value that was not changed is folded away."""
CHOICE: Final = "choice-"
TEXT: Final = "text-"
SEEN: Final = "seen-"
"""What the names of the form's controls begin with; the field's name follows."""


@dataclass(frozen=True, slots=True)
class Side:
    """How a value reads: what was changed in it, or the whole where nothing was."""

    items: Sequence[Item]
    is_changed: bool
    is_long: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A field, what was chosen for it so far, and what is wrong with that."""

    proposal: Proposal
    choice: Choice | None
    text: str
    errors: tuple[str, ...] = ()
    theirs: Side | None = None
    mine: Side | None = None
    merged: Side | None = None

    @property
    def name(self) -> str:
        return self.proposal.field.name

    @property
    def label(self) -> str:
        words = self.proposal.field.heading or self.proposal.field.label or self.name
        return words[:1].upper() + words[1:]

    @property
    def must_choose(self) -> bool:
        """Tell whether only a person can say what is right."""
        return self.proposal.clash or self.choice is None or bool(self.errors)

    @property
    def value(self) -> Any:
        match self.choice:
            case Choice.THEIRS:
                return self.proposal.theirs
            case Choice.MINE:
                return self.proposal.mine
        return self.text if self.proposal.is_text else self.proposal.merged

    @property
    def rows(self) -> int:
        """Return how many lines the text needs to be seen whole."""
        lines = sum(1 + len(line) // 80 for line in self.text.split("\n"))
        return min(max(lines, 2), 24)


@dataclass(kw_only=True, slots=True)
class Choosing:
    """Two versions of a record, and what is to become of each field."""

    schema: Schema
    base: RecordData
    theirs: RecordData
    mine: RecordData
    fields: list[Chosen] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # of fields that do not differ

    @property
    def clashes(self) -> list[Chosen]:
        return [chosen for chosen in self.fields if chosen.must_choose]

    @property
    def fitting(self) -> list[Chosen]:
        return [chosen for chosen in self.fields if not chosen.must_choose]

    @property
    def is_settled(self) -> bool:
        return not self.faults and not any(chosen.errors for chosen in self.fields)

    @property
    def record(self) -> RecordData:
        """Return what the choices make of the record."""
        made = self.theirs | {chosen.name: chosen.value for chosen in self.fields}
        return {n: value for n, value in made.items() if value not in (None, "", [])}


def begin(
    schema: Schema,
    *,
    base: RecordData,
    theirs: RecordData,
    mine: RecordData,
    say: Say,
    data: Mapping[str, str] | None = None,
    never: Collection[str] = (),
) -> Choosing:
    """Propose something for each field, or take up what a form sent.

    What was changed since the form was made is asked about again; nothing that was
    typed is dropped. The fields in `never` are not for an editor to choose.
    """
    sent = {n.removeprefix(CHOICE) for n in data or () if n.startswith(CHOICE)}
    found = propose(schema, base=base, theirs=theirs, mine=mine, also=sent)
    chosen = [
        _chosen(proposal, data)
        for proposal in found
        if proposal.field.name not in never
    ]
    choosing = Choosing(schema=schema, base=base, theirs=theirs, mine=mine)
    choosing.fields = [_with_items(choosing, one, say) for one in chosen]
    return choosing


def _chosen(proposal: Proposal, data: Mapping[str, str] | None) -> Chosen:
    name = proposal.field.name
    text = str(proposal.merged or "") if is_text(proposal.field) else ""
    if data is None:
        return Chosen(proposal=proposal, choice=proposal.choice, text=text)
    text = data.get(TEXT + name, text).replace("\r\n", "\n").strip()
    if CHOICE + name not in data and proposal.choice:  # it came to differ since
        return Chosen(proposal=proposal, choice=proposal.choice, text=text)
    sent = data.get(CHOICE + name)
    choice = Choice(sent) if sent in list(Choice) else None
    errors = []
    if data.get(SEEN + name) != proposal.fingerprint:
        choice = None
        errors = [_("This was changed once more. Please choose again.")]
    elif choice is None:
        errors = [_("Choose one.")]
    elif choice is Choice.MERGED and has_marks(text):
        errors = [_("Keep one wording in each place, and take out ⟦ ‖ ⟧.")]
    return Chosen(proposal=proposal, choice=choice, text=text, errors=tuple(errors))


def validate(choosing: Choosing, model: type[Record], address: Iterable[str]) -> None:
    """Note what the record's own rules refuse in what was chosen."""
    _kind, language, slug = address
    labels = {part.name: part.label for part in choosing.schema.fields}
    row = from_record(model, choosing.record, language=language, slug=slug)
    try:
        validate_record(row)
    except ValidationError as error:
        found: dict[str, list[str]] = defaultdict(list, error.message_dict)
        choosing.fields = [
            replace(one, errors=(*one.errors, *found.pop(one.name, ())))
            for one in choosing.fields
        ]
        for name, messages in found.items():
            label = labels.get(name, name).capitalize()
            choosing.faults += [f"{label}: {message}" for message in messages]


def _with_items(choosing: Choosing, one: Chosen, say: Say) -> Chosen:
    """Add how each side reads, with the words marked that it changed."""
    base, proposal = choosing.base.get(one.name), one.proposal
    schema = replace(choosing.schema, fields=(proposal.field,))
    return replace(
        one,
        theirs=_side(schema, base, proposal.theirs, say),
        mine=_side(schema, base, proposal.mine, say),
        merged=_side(schema, base, proposal.merged, say),
    )


def _side(schema: Schema, base: Any, value: Any, say: Say) -> Side:
    """Return a value with its changes marked; what is as it was has no marks."""
    (one,) = schema.fields
    before, after = ({} if side is None else {one.name: side} for side in (base, value))
    if found := diff(schema, before, after, say):
        return Side(shortened(found)[0].items, is_changed=True, is_long=False)
    whole = diff(schema, {}, after, say)
    items = [_unmarked(item) for item in whole[0].items] if whole else []
    return Side(items, is_changed=False, is_long=len(str(value)) > LONG)


def _unmarked(item: Item) -> Item:
    parts = tuple(
        Part(part.label, tuple(Run(Change.SAME, run.text) for run in part.runs))
        for part in item.parts
    )
    return Item(Change.SAME, parts)
