"""Words typed into search that may mean an emergency: the card comes before results.

It over-triages on purpose: who looks up "stroke" out of interest loses nothing by it.
The words stand here and not in the content, so that no edit can lose them. The signs
are those of `emergency_signs` in the pain path; what is said of each follows the
clinical facts, part A1.

A phrase stands for its words in this order, with or without others between them, and
each of them may end in -s, -es or -ness: "numb groin" is "numbness in my groin" too.
"Cant" is also cannot and can not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from .words import words_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of an emergency, as a card says it, and how people may type it."""

    id: str
    text: str | _StrPromise
    phrases: tuple[str, ...]


SELF_HARM: Final = "self_harm"
SIGNS: Final = (
    Sign(
        SELF_HARM,
        _("Thoughts of ending your life or of hurting yourself"),
        (
            *("want to die", "wanna die", "kill myself", "end my life", "end it all"),
            *("suicide", "suicidal", "hurt myself", "harm myself", "self harm"),
            *("kill my self", "hurt my self", "harm my self"),
            *("better off dead", "no reason to live", "dont want to live"),
            *("cant go on", "take my life", "overdose on purpose"),
            *("quiero morir", "matarme", "quitarme la vida", "suicidio", "suicidarme"),
            *("hacerme daño", "no quiero vivir", "acabar con mi vida"),
        ),
    ),
    Sign(
        "bladder_bowel",
        _(
            "New trouble with your bladder or bowels: hard to start, stop or feel "
            "urine, leaking, or loss of bowel control"
        ),
        (
            *("cant pee", "unable to pee", "trouble pee", "cant wee", "cant feel pee"),
            *("cant urinate", "unable to urinate", "trouble urinating"),
            *("cant empty bladder", "cant hold urine", "leaking urine", "cant poop"),
            *("pee myself", "peeing myself", "wet myself", "wetting myself"),
            *("pooping myself", "soiled myself", "cant poo"),
            *("lost control bladder", "loss control bladder", "no control bladder"),
            *("lost bladder control", "loss bladder control", "no bladder control"),
            *("lost control bowel", "loss control bowel", "no control bowel"),
            *("lost bowel control", "loss bowel control", "no bowel control"),
            *("cant control bladder", "cant control bowel", "cant control pee"),
            *("incontinence back pain", "back pain incontinence", "cauda equina"),
            *("no puedo orinar", "no puedo hacer pis", "perdí control vejiga"),
            *("no controlo orina", "no controlo vejiga", "me orino encima"),
            *("no puedo controlar orina", "no puedo controlar vejiga"),
            *("perdí control intestino", "perdí control esfínter"),
        ),
    ),
    Sign(
        "saddle_numbness",
        _(
            "New numbness or tingling around your genitals, back passage or inner "
            "thighs"
        ),
        (
            *("numb groin", "groin numb", "numb genital", "genital numb"),
            *("numb crotch", "crotch numb", "numb between legs", "numb private parts"),
            *("numb private", "private numb", "saddle numb", "saddle numbness"),
            *("saddle anesthesia", "saddle anaesthesia", "cant feel wiping"),
            *("numb penis", "numb vagina", "numb bottom", "numb buttocks"),
            *("entumecimiento genital", "entumecimiento ingle"),
            *("genitales dormidos", "entrepierna dormida"),
        ),
    ),
    Sign(
        "both_legs",
        _("New pain, numbness or weakness in both legs"),
        (
            *("both legs numb", "both legs weak", "numb both legs", "weak both legs"),
            *("both legs weakness", "both legs tingling", "legs numb", "legs weak"),
            *("numb legs", "weak legs", "cant feel legs", "no siento piernas"),
            *("both legs pain sudden", "piernas dormidas", "debilidad piernas"),
        ),
    ),
    Sign(
        "fast_weakness",
        _(
            "A leg or arm that gets weaker over hours or days, a foot that drops, or "
            "not being able to walk"
        ),
        (
            *("cant move leg", "cant move legs", "cant move arm", "cant move my"),
            *("cant walk", "unable to walk", "suddenly weak", "sudden weak"),
            *("paralyzed", "paralysed", "paralysis", "foot drop", "drop foot"),
            *(
                "legs gave way",
                "no puedo caminar",
                "no puedo mover",
                "paralizado",
                "pie caído",
            ),
        ),
    ),
    Sign(
        "chest_pain",
        _("Pain or pressure in your chest, sudden trouble breathing, or fainting"),
        (
            *("chest pain", "pain chest", "chest pressure"),
            *("chest tight", "heart attack"),
            *("tight chest", "cant breathe", "trouble breathing", "short of breath"),
            *("shortness of breath", "coughing blood", "passed out", "fainted"),
            *("dolor pecho", "dolor de pecho", "no puedo respirar", "infarto"),
        ),
    ),
    Sign(
        "sudden_severe_pain",
        _("Sudden, severe pain in your belly or back, above all if you feel faint"),
        (
            *("sudden severe pain", "sudden terrible pain", "aneurysm", "tearing pain"),
            *("ripping pain", "dolor repentino fuerte", "aneurisma"),
        ),
    ),
    Sign(
        "worst_headache",
        _("A sudden headache that is the worst of your life"),
        (
            *("worst headache", "thunderclap"),
            *("sudden headache", "sudden severe headache"),
            *("peor dolor de cabeza", "dolor de cabeza repentino"),
        ),
    ),
    Sign(
        "stroke_signs",
        _(
            "A drooping face, a weak arm, trouble speaking, or sudden loss of sight or "
            "balance"
        ),
        (
            *("stroke", "face droop", "face drooping", "slurred speech", "cant speak"),
            *("cant talk", "sudden blindness", "cant see"),
            *("lost vision", "loss of vision"),
            *("derrame cerebral", "ictus", "cara caída", "no puedo hablar"),
        ),
    ),
    Sign(
        "meningitis_signs",
        _("Fever with a stiff neck, a severe headache, drowsiness or a rash"),
        (
            *("meningitis", "sepsis", "stiff neck fever", "fever stiff neck"),
            *("rash stiff neck", "fiebre cuello rígido", "rigidez de cuello fiebre"),
        ),
    ),
    Sign(
        "major_injury",
        _("Pain after a serious accident, such as a car crash or a fall from a height"),
        (
            *("car crash", "car accident", "fell from", "hit by car", "broke my back"),
            *("broken back", "broken neck", "broke my neck"),
            *("accidente de coche", "choque de auto", "me caí de"),
        ),
    ),
    Sign(
        "after_injection",
        _(
            "After an injection near the spine: loss of sight, new numbness or "
            "weakness, a severe headache or a fit"
        ),
        (
            *("after injection numb", "after injection weak", "numb after injection"),
            *("weak after injection", "after injection headache"),
            *("after epidural numb", "after injection fever"),
            *("headache after injection", "headache after epidural"),
            *("fever after injection", "después de inyección", "seizure"),
        ),
    ),
    Sign(
        "cold_limb",
        _("A leg or arm that is suddenly cold, pale and painful"),
        (
            *("cold leg", "leg cold", "cold pale", "cold blue", "leg turned blue"),
            *("foot turned blue", "blue foot", "blue leg", "pierna fría"),
        ),
    ),
    Sign(
        "overdose",
        _("Someone who cannot be woken or breathes slowly after opioid medicine"),
        (
            *("overdose", "overdosed", "took too many pills", "too many painkillers"),
            *("wont wake up", "cant wake", "sobredosis"),
        ),
    ),
)


_PHRASES: Final = [[words_of(phrase) for phrase in sign.phrases] for sign in SIGNS]
_CANNOT: Final = re.compile(r"\bcan ?(?:not|t)\b")
_ENDINGS: Final = ("", "s", "es", "ness")


def signs_in(query: str) -> list[Sign]:
    """Return the signs that a query may be about, those of self-harm first."""
    words = words_of(_CANNOT.sub("cant", query.casefold()))
    return [
        sign
        for sign, phrases in zip(SIGNS, _PHRASES, strict=True)
        if any(_in_order(phrase, words) for phrase in phrases)
    ]


def _in_order(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether the phrase's words come in this order, others between them or not."""
    rest: Iterator[str] = iter(words)
    return all(any(_is_form_of(word, typed) for typed in rest) for word in phrase)


def _is_form_of(word: str, typed: str) -> bool:
    return typed.startswith(word) and typed[len(word) :] in _ENDINGS
