"""Claims that no page may make: promises, superlatives, bare relative risks.

A lint, not a judge. It knows English words, and lifts a rule only in the narrow cases
that each rule names; whatever it misses is for the people who review a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

from .denominators import mixed, not_of_100
from .schema import RecordData, Schema, texts

ONE: Final = "one denominator, of 100"
LANGUAGES: Final = frozenset({"en"})
"""Languages whose words the rules know."""


class Finding(NamedTuple):
    """A claim that must be worded otherwise."""

    line: int  # within the text, from 1
    found: str
    allowed: str


class Lifted(Flag):
    """Where the words of a rule are no claim."""

    NEVER = 0
    DENIED = auto()  # “is not a cure”: a negation before them, in the same clause
    ASKED = auto()  # “Is it safe to …?”: in a question
    QUOTED = auto()  # “half the risk” between quotation marks, to be explained


@dataclass(frozen=True, slots=True)
class _Rule:
    allowed: str
    lifted: Lifted
    patterns: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


_Suspect = tuple[_Rule, tuple[str, ...], re.Pattern[str]]


def _rule(allowed: str, lifted: Lifted, **patterns: str) -> _Rule:
    """Make a rule of patterns that begin at a word, in lower case.

    Each stands under words joined by `_`, one of which is in all that it matches:
    looking for words is quick, and most texts have none of them.
    """
    compiled = (
        (tuple(words.split("_")), re.compile(p)) for words, p in patterns.items()
    )
    return _Rule(allowed, lifted, tuple(compiled))


_AMOUNT: Final = (
    r"(?:\d[\d.,]{0,9} ?(?:%|per ?cent)|(?:a |one |two )?(?:half|thirds?|quarter))"
)
_TIMES: Final = r"(?:\d[\d.]{0,9}|two|three|four|five|six|ten|several|many) times"
_RISK: Final = r"(?:risk|chance|odds|likelihood|probability)s?\b"
_DENIED_ASKED: Final = Lifted.DENIED | Lifted.ASKED

_RULES: Final = (
    _rule(
        "what it does, in plain words",
        Lifted.NEVER,
        breakthrough=r"breakthroughs?\b(?! pain)",
        mirac=r"mirac(?:le|ulous)",
        revolution=r"revolutionary\b|revolutioni[sz]",
        edge_art_class=r"cutting[- ]edge|state[- ]of[- ]the[- ]art|world[- ]class",
        chang=r"(?:game|life)[- ]chang(?:er|ing)",
        wonder=r"wonder (?:drug|cure)",
    ),
    _rule(
        "how many people of 100 it helps, and for how long",
        Lifted.NEVER,
        live=r"(?:never|not|\w{2,8}n['’]t) have to live (?:in|with) pain",
        will=r"will (?:relieve|end|fix|stop|remove|take away) (?:all )?(?:your|the) pain",
        promise=r"we promise",
    ),
    _rule(
        "how many people of 100 it helps, and for how long",
        _DENIED_ASKED,
        relief=r"(?:maximum|instant|immediate|complete|total|permanent) (?:pain )?relief",
        free=r"pain[- ]free|free (?:of|from) (?:all |your )?pain",
        eliminat=r"eliminat\w+ (?:your |the )?pain",
        guarant=r"guarante\w+",
        root=r"root causes?\b",
    ),
    _rule("“not a cure”, or what it can ease", _DENIED_ASKED, cur=r"cur(?:es?|ed|ing)\b"),
    _rule(
        "a comparison that a source makes",
        _DENIED_ASKED,
        best=r"best\b",
        most=r"most (?:effective|advanced|powerful|successful|trusted)\b",
        leading=r"leading (?:clinic|expert|specialist|provider)",
        proven=r"(?:clinically|scientifically) proven|proven (?:relief|results|treatment)",
    ),
    _rule(
        "its harms, of 100 people, or “not safe”, or a question",
        _DENIED_ASKED,
        safe=r"safe(?:ly|r|st)?\b",
        harmless_free=r"harmless\b|risk[- ]free",
    ),
    _rule(
        "its harms, of 100 people",
        Lifted.ASKED,
        risk_effect=r"(?:without|no|zero) (?:any )?(?:risks?\b(?! factor)|side[- ]effects\b)",
    ),
    _rule(
        "“may be worth asking a specialist about”",
        _DENIED_ASKED,
        you=r"(?:suitable|right|ideal|perfect|appropriate|recommended) for you\b",
        qualify_eligible_suitable=r"you(?:['’]re| are| do)? (?:qualify|eligible|suitable)",
        candidate=r"you(?:['’]re| are| may be| could be) an? (?:\w+ )?candidate",
    ),
    _rule(
        "numbers of 100 people, with it and without it",
        Lifted.QUOTED,
        twice_half_times=rf"(?:twice|half|{_TIMES}) (?:as\b|the {_RISK})",
        times=rf"{_TIMES} (?:more|less|fewer|higher|lower|greater|better|likelier)\b",
        fold=r"(?:\d[\d.]{0,9}|two|three|four|five|ten|several|many)-?fold\b",
        risk_chance_odds_likel_prob=rf"{_AMOUNT} (?:\w+ )?(?:\w+ )?(?:{_RISK}|likely\b)",
        risk_chance_odds_likelihood_prob=rf"{_RISK}[^.!?\n]{{0,40}}? by (?:\w+ )?{_AMOUNT}",
        doubl_tripl_halv=rf"(?:doubl|tripl|halv)(?:es?|ed|ing) (?:the|your|their|a) {_RISK}",
        cut=rf"cut(?:s|ting)? (?:the|your|their|a) {_RISK} in half",
        ratio_relative=r"(?:relative risk|(?:risk|odds|hazard) ratio)s?\b",
    ),
)  # fmt: skip

_LINK_TARGET = re.compile(r"\]\([^)\n]*\)")
_MARKS = re.compile(r"[\[\]*`]")
_SOFT_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n\s#>|+-])(?!\d+[.)] )")
_SENTENCE = re.compile(r"(?:[^\n|.!?]|[.!?](?=[\w%]))+[.!?]*")
_CLAIM_CELL = re.compile(r"\|\s*\"[^\"|\n]*\"\s*(?=\|)")
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”")
_NEGATION = re.compile(
    r"\b(?:(?:not(?! only)|no(?! doubt| wonder| question)|never|none|nobody|neither|nor"
    r"|nothing(?! but)|cannot|without|unclear|unknown|unsure)\b|\w{2,8}n['’]t\b|can['’]t\b)",
)
_NEXT_CLAUSE = re.compile(r",(?! (?:or|nor)\b)|[;:]|\bbut\b")


def findings(text: str) -> list[Finding]:
    """Return every claim in a text, Markdown or not, that must be worded otherwise."""
    return _findings(plain := _plain(text), _suspects(plain))


def record_findings(
    schema: Schema, record: RecordData, language: str
) -> Iterator[tuple[str, int | None, Finding]]:
    """Yield each finding with its field, and its number where the field is a list."""
    if language not in LANGUAGES:
        return
    outcomes: list[tuple[str, int | None, str]] = []
    every = list(texts(schema, record))
    plains = [_plain(text) for *_, text in every]
    suspects = _suspects("\n".join(plains))
    for (field, number, part, text), plain in zip(every, plains, strict=True):
        for found in _findings(plain, suspects):
            name = f"{part}: {found.found}" if part else found.found
            yield field.name, number, found._replace(found=name)
        if any(item.name == "per" for item in field.items):
            outcomes.append((field.name, number, text))
    for index, words in not_of_100(enumerate(text for *_, text in outcomes)):
        name, number, _ = outcomes[index]
        yield name, number, Finding(1, f"text: {words!r}", f"{ONE}, on the whole page")


def _plain(text: str) -> str:
    """Return a text in lower case, without marks; lines stay where they are."""
    for pattern, kept in ((_LINK_TARGET, "]"), (_CLAIM_CELL, "|"), (_MARKS, "")):
        text = pattern.sub(kept, text)
    return text.lower()


def _suspects(plain: str) -> list[_Suspect]:
    """Return what may match in a text: most of what is looked for has no word in it."""
    return [
        (rule, words, pattern)
        for rule in _RULES
        for words, pattern in rule.patterns
        if any(word in plain for word in words)
    ]


def _findings(plain: str, suspects: list[_Suspect]) -> list[Finding]:
    flowing = _SOFT_BREAK.sub(" ", plain)
    mixed_counts = ((start, words, ONE) for start, words in mixed(flowing))
    found = [*_claims(flowing, suspects), *mixed_counts]
    return sorted(
        Finding(plain.count("\n", 0, start) + 1, words, allowed)
        for start, words, allowed in found
    )


def _claims(flowing: str, suspects: list[_Suspect]) -> Iterator[tuple[int, str, str]]:
    prose = _Prose(flowing)
    for rule, words, pattern in suspects:
        if any(word in flowing for word in words):
            for match in pattern.finditer(flowing):
                if prose.begins_word(match) and not prose.lifts(rule, match):
                    yield match.start(), repr(match.group()), rule.allowed


class _Prose:
    """A text whose sentences and quotations are found once, and only if needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SENTENCE.finditer(self.text)]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def begins_word(self, match: re.Match[str]) -> bool:
        return not match.start() or not self.text[match.start() - 1].isalnum()

    def lifts(self, rule: _Rule, match: re.Match[str]) -> bool:
        """Tell whether the words are no claim here."""
        if Lifted.QUOTED in rule.lifted and _around(self.quotations, match):
            return True
        sentence = _around(self.sentences, match)
        if sentence is None:
            return False
        if Lifted.ASKED in rule.lifted and self.text[sentence[1] - 1] == "?":
            return True
        clause = _NEXT_CLAUSE.split(self.text[sentence[0] : match.start()])[-1]
        return Lifted.DENIED in rule.lifted and _NEGATION.search(clause) is not None


def _around(
    spans: list[tuple[int, int]], match: re.Match[str]
) -> tuple[int, int] | None:
    """Return the one of these ordered spans that the match stands in."""
    index = bisect_right(spans, match.start(), key=itemgetter(0)) - 1
    return spans[index] if index >= 0 and match.end() <= spans[index][1] else None
