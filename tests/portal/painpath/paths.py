"""A small path to break, and what tests need to break it."""

from __future__ import annotations

from pathlib import Path as File

import pytest

from portal.pages.faults import ContentError
from portal.painpath.parse import parse_path
from portal.painpath.read_wording import parse_wording

CONTENT = File(__file__).parents[3] / "content"

SMALL = """\
procedures: [knee-injection]
steps:
  - id: danger
    questions:
      - {id: signs, kind: many, choices: [numb, none]}
  - id: pain
    questions:
      - id: site
        kind: many
        choices: [knee, hip, all_over, not_sure]
        for_summary: [hip]
      - id: side
        kind: one
        choices: [left, right]
        asked_when: [{question: site, any_of: [knee]}]
        summary_only: true
      - {id: score, kind: scale}
      - {id: helped, kind: one, choices: [much, little, not_sure]}
      - {id: health, kind: many, choices: [thinner, none], for_summary: [thinner]}
      - {id: care, kind: many, choices: [exercise, none]}
      - {id: wishes, kind: many, choices: [sleep, work], summary_only: true, optional: true, at_most: 1}
care: {question: care, conventional: [exercise], pages: {exercise: moving}}
tell_specialist: health
doors:
  - id: emergency
    urgency: emergency
    specialist: emergency
    when: [{question: signs, any_of: [numb]}]
    sources: [red-flags]
  - id: all-over
    urgency: routine
    specialist: primary_care
    when: [{question: site, any_of: [all_over]}]
    sources: [red-flags]
holds:
  - id: working
    when: [{question: helped, any_of: [much]}]
    sources: [guideline]
rules:
  - id: knee
    offers: knee-injection
    specialist: pain_specialist
    fits_when: [{question: site, any_of: [knee]}]
    ready_when:
      - {question: score, at_least: 5}
      - {question: care, any_of: [exercise]}
    sources: [guideline]
consult:
  first: [{specialist: spine_surgeon, when: [{question: score, at_least: 10}]}]
  several: pain_specialist
  nothing_listed: []
  otherwise: primary_care
questions_to_ask:
  - {id: source}
  - {id: sleep, when: [{question: wishes, any_of: [sleep]}]}
"""

SMALL_WORDING = """\
words:
  you: {me: you, someone_else: they}
steps: {danger: Danger, pain: Pain}
questions:
  signs:
    legend: Do {you} have a sign?
    hint: h
    why: w
    error: Choose one
    choices:
      numb: {label: Numb, said: "{you} are numb"}
      none: {label: None, said: "{you} have no sign"}
  site:
    legend: Where?
    hint: h
    why: w
    error: e
    choices:
      knee: {label: Knee, said: it is the knee}
      hip: {label: Hip, said: it is the hip}
      all_over: {label: All over, said: it is all over}
      not_sure: {label: I'm not sure, said: you were not sure where}
  side:
    legend: Which side?
    hint: h
    why: w
    error: e
    choices:
      left: {label: Left, said: it is left}
      right: {label: Right, said: it is right}
  score:
    legend: How strong?
    hint: h
    why: w
    error: e
    scale: {low: None, high: Worst, said: "{you} rated it {number}"}
  helped:
    legend: Did care help?
    hint: h
    why: w
    error: e
    choices:
      much: {label: Much, said: it helped much}
      little: {label: Little, said: it helped little}
      not_sure: {label: I'm not sure, said: you were not sure if care helped}
  health:
    legend: Health?
    hint: h
    why: w
    error: e
    choices:
      thinner: {label: Blood thinner, said: "{you} take one"}
      none: {label: None of these, said: nothing applies}
  care:
    legend: What was tried?
    hint: h
    why: w
    error: e
    choices:
      exercise: {label: Exercise, short: exercise, said: exercise was tried}
      none: {label: Nothing, said: nothing was tried}
  wishes:
    legend: What matters?
    hint: h
    why: w
    error: e
    choices:
      sleep: {label: Sleep, said: sleep matters}
      work: {label: Work, said: work matters}
errors:
  not_together: "{choice} goes alone"
  too_many: Up to {number}
  unknown: Choose one shown
result:
  safety: Call {emergency_number}
  listed: Worth asking about
  not_yet: Not yet
  not_listed: Not listed
  nothing_listed: Nothing
  unsure: A clear answer where you said that {said}.
  unanswered: there is no answer to {question}
  either: "{most} or {last}"
cards:
  numb:
    heading: Now
    text: {me: "Call {emergency_number}", someone_else: "Call {emergency_number} for them"}
doors:
  emergency: {title: t, text: x, how_soon: now}
  all-over: {title: t, text: x, how_soon: soon}
holds: {working: "What {you} do works"}
needs: {score: "{first} or more", care: "Try {choices}"}
procedures:
  knee-injection: {name: Knee injection, aimed_at: a, evidence: e, experts: x, still_needed: s}
specialists:
  emergency: {title: t, text: x, how_soon: now}
  pain_specialist: {title: Pain specialist, text: x, how_soon: soon}
  primary_care: {title: Primary care, text: x, how_soon: soon}
  spine_surgeon: {title: Surgeon, text: x, how_soon: soon}
tell: {thinner: Say which}
ask: {source: What is it?, sleep: "Will {you} sleep?"}
bring: [A list]
cannot_tell: ["It cannot examine {you}"]
"""


def small_path(text=SMALL):
    return parse_path(
        text,
        file="path.yaml",
        procedures={"knee-injection"},
        sources={"red-flags", "guideline"},
    )


def small_wording(text=SMALL_WORDING):
    return parse_wording(text, small_path(), file="wording.yaml")


def messages(read, *args, **kwargs):
    """Return what a refused file is told, one line for each fault."""
    with pytest.raises(ContentError) as caught:
        read(*args, **kwargs)
    return str(caught.value).splitlines()


def replaced(text, old, new):
    """Replace a piece that must be there once, so that no test tests nothing."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def line_of(piece, text=SMALL):
    """Return the number of the first line that holds this piece."""
    return text[: text.index(piece)].count("\n") + 1


def answers(**chosen):
    """Make answers from single choices or lists of them."""
    return {
        question: frozenset([value] if isinstance(value, str) else value)
        for question, value in chosen.items()
    }


LISTED = {
    "signs": "none",
    "site": "knee",
    "side": "left",
    "score": "7",
    "helped": "little",
    "health": "none",
    "care": "exercise",
}


def small_answers(**changed):
    """Return answers that list the knee injection, with these changed or dropped."""
    merged = {**LISTED, **changed}
    return answers(**{name: value for name, value in merged.items() if value})


PROCEDURES = (
    "epidural-steroid-injection",
    "facet-joint-injection",
    "sacroiliac-joint-injection",
    "radiofrequency-ablation",
    "spinal-cord-stimulation",
    "nerve-block",
    "dorsal-root-ganglion-stimulation",
    "vertebroplasty-kyphoplasty",
    "joint-injection",
    "trigger-point-injection",
)
