"""Words typed into search that may mean an emergency: the card comes before results.

It over-triages on purpose: who looks up "stroke" out of interest loses nothing by it.
The words stand here and not in the content, so that no edit can lose them. The signs
are those of `emergency_signs` in the pain path; what is said of each follows the
clinical facts, part A1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
            *("cant pee", "cannot pee", "can not pee", "unable to pee", "trouble pee"),
            *(
                "cant urinate",
                "cannot urinate",
                "unable to urinate",
                "trouble urinating",
            ),
            *("cant wee", "cannot wee", "cant empty bladder", "cant feel pee"),
            *("peeing myself", "wet myself", "pooping myself", "soiled myself"),
            *("lost control bladder", "loss bladder control", "lost bladder control"),
            *("lost control bowel", "loss bowel control", "lost bowel control"),
            *("incontinence back pain", "back pain incontinence", "cauda equina"),
            *("cant poop", "no control bowels", "no control bladder"),
            *("no puedo orinar", "no puedo hacer pis", "perdí control vejiga"),
            *("no controlo orina", "me orino encima", "cauda equina"),
        ),
    ),
    Sign(
        "saddle_numbness",
        _(
            "New numbness or tingling around your genitals, back passage or inner "
            "thighs"
        ),
        (
            *("numb groin", "groin numb", "numb genitals", "genitals numb"),
            *("numb crotch", "crotch numb", "numb between legs", "numb private parts"),
            *("numb private", "private numb", "saddle numb", "saddle numbness"),
            *("saddle anesthesia", "saddle anaesthesia", "cant feel wiping"),
            *("numb penis", "numb vagina", "numb bottom", "numb buttocks"),
            *("entumecimiento genital", "genitales dormidos", "entrepierna dormida"),
        ),
    ),
    Sign(
        "both_legs",
        _("New pain, numbness or weakness in both legs"),
        (
            *("both legs numb", "both legs weak", "numb both legs", "weak both legs"),
            *("both legs weakness", "both legs tingling", "legs numb", "legs weak"),
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
            *("cannot move leg", "cannot move legs", "cannot move arm", "cant walk"),
            *("cannot walk", "unable to walk", "suddenly weak", "paralyzed"),
            *("paralysed", "paralysis", "foot drop", "drop foot", "legs gave way"),
            *("no puedo caminar", "no puedo mover", "paralizado", "pie caído"),
        ),
    ),
    Sign(
        "chest_pain",
        _("Pain or pressure in your chest, sudden trouble breathing, or fainting"),
        (
            *(
                "chest pain",
                "pain chest",
                "chest pressure",
                "chest tight",
                "heart attack",
            ),
            *("cant breathe", "cannot breathe", "trouble breathing", "short of breath"),
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
            *(
                "worst headache",
                "thunderclap",
                "sudden headache",
                "sudden severe headache",
            ),
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
            *(
                "cant talk",
                "sudden blindness",
                "cant see",
                "lost vision",
                "loss of vision",
            ),
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
            *(
                "weak after injection",
                "after injection headache",
                "after epidural numb",
            ),
            *(
                "headache after injection",
                "headache after epidural",
                "after injection fever",
            ),
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
            *("wont wake up", "cant wake", "cannot wake", "sobredosis"),
        ),
    ),
)


def signs_in(query: str) -> list[Sign]:
    """Return the signs that a query may be about, those of self-harm first."""
    words = words_of(query)
    return [
        sign
        for sign in SIGNS
        if any(_in_order(words_of(phrase), words) for phrase in sign.phrases)
    ]


def _in_order(phrase: Iterable[str], words: Iterable[str]) -> bool:
    """Tell whether the phrase's words come in this order, others between them or not."""
    rest: Iterator[str] = iter(words)
    return all(word in rest for word in phrase)
