"""One screen of the path as a form; it accepts what `read_answer` accepts."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.safestring import SafeString

from .answers import Mistake, Problem, read_answer
from .navigation import START
from .questionnaire import Answers, Kind, Question
from .replay import Screen, replay
from .speaker import Speaker


class ScreenForm(forms.Form):
    """The questions of one screen, filled in with what was answered before."""

    def __init__(
        self, speaker: Speaker, screen: Screen, answers: Answers, data: Any = None
    ) -> None:
        super().__init__(data, auto_id="%s")
        self._speaker = speaker
        self._screen = screen
        self._before = answers
        for question in screen.questions:
            chosen = answers.get(question.id, frozenset())
            self.fields[question.id] = _field(question, speaker, chosen)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # see private.py
        alone = len(screen.questions) == 1 and screen.step != START
        new = next((q.id for q in screen.questions if q.id not in answers), None)
        self.helper.layout = Layout(
            *(
                Asked(question, speaker, alone=alone, is_new=question.id == new)
                for question in screen.questions
            )
        )

    @property
    def answers(self) -> Answers:
        """Return all answers: those before, and those of this screen that are valid."""
        given = {
            question.id: self.cleaned_data[question.id]
            for question in self._screen.questions
            if question.id in self.cleaned_data
        }
        return {**self._before, **given}

    def clean(self) -> None:
        """Forgive what is missing where a new answer made the question pointless."""
        state = replay(self._speaker.path, self.answers)
        screen = state.screen(self._screen.step)
        asked = {question.id for question in screen.questions} if screen else set()
        for name in set(self.errors) - asked:
            del self.errors[name]


def _field(
    question: Question, speaker: Speaker, chosen: frozenset[str]
) -> forms.ChoiceField:
    choices = [
        (choice, speaker.label(question.id, choice)) for choice in question.allowed
    ]
    if question.kind is Kind.MANY:
        return ManyField(question, speaker, choices=choices, initial=sorted(chosen))
    return OneField(
        question, speaker, choices=choices, initial=next(iter(chosen), None)
    )


class Asked(Field):  # type: ignore[misc]  # crispy has no types
    """A question as it stands on the screen, with its legend, hint and reason."""

    template = "painpath/_question.html"

    def __init__(
        self, question: Question, speaker: Speaker, *, alone: bool, is_new: bool
    ) -> None:
        super().__init__(question.id)
        wording = speaker.wording.questions[question.id]
        scale = wording.scale
        self._context = {
            "alone": alone,
            "is_new": is_new,
            "legend": speaker.say(wording.legend),
            "hint": speaker.say(wording.hint),
            "why": speaker.say(wording.why),
            "scale": [speaker.say(scale.low), speaker.say(scale.high)]
            if scale
            else None,
        }

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        rendered: SafeString = super().render(
            *args, **kwargs, extra_context=dict(self._context)
        )
        return rendered


class _AnswerField(forms.ChoiceField):
    """A field that is read as the command line reads an answer."""

    def __init__(self, question: Question, speaker: Speaker, **kwargs: Any) -> None:
        super().__init__(required=False, label=question.id, **kwargs)
        self._question = question
        self._speaker = speaker

    def clean(self, value: Any) -> frozenset[str]:
        given = value if isinstance(value, list) else [value] if value else []
        chosen = read_answer(self._question, given)
        if isinstance(chosen, Problem):
            raise forms.ValidationError(
                error_text(chosen, self._question, self._speaker)
            )
        return chosen


class OneField(_AnswerField):
    """Radio buttons."""

    widget = forms.RadioSelect


class ManyField(_AnswerField):
    """Checkboxes."""

    widget = forms.CheckboxSelectMultiple


def error_text(problem: Problem, question: Question, speaker: Speaker) -> str:
    """Say what is wrong with an answer, in the path's own words."""
    errors = speaker.wording.errors
    match problem.kind:
        case Mistake.NOTHING:
            return speaker.say(speaker.wording.questions[question.id].error)
        case Mistake.TOO_MANY:
            return speaker.say(errors.too_many, number=str(question.at_most))
        case Mistake.NOT_TOGETHER:
            alone = problem.allowed.removesuffix(" only alone").split(" or ")[0]
            choice = speaker.label(question.id, alone)
            return speaker.say(errors.not_together, choice=choice)
        case _:
            return speaker.say(errors.unknown)
