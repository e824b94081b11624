"""The forms of a sign-off: who is asked, and what they answer."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import validate_printable
from portal.pages.open_forms import LinesField

from .models import SignOffLink
from .sign_off import LONGEST, USUAL, Answer

SIGN, CHANGE = "sign", "change"


class LinkForm(forms.Form):
    """Whom staff ask to sign, and for how long."""

    name = forms.CharField(
        label=_("Name and profession"),
        max_length=120,
        validators=[validate_printable],
        help_text=_("For example “Dr Ada Lovelace, pain specialist”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    days = forms.IntegerField(
        label=_("Valid for how many days"),
        min_value=1,
        max_value=LONGEST,
        initial=USUAL,
        help_text=_("After that nobody can answer by this link. At most 30."),
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("You may leave it empty and hand the link over yourself."),
        widget=forms.EmailInput(attrs={"class": "vTextField"}),
    )
    send = forms.BooleanField(
        label=_("Send the link to this address now"), label_suffix="", required=False
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("send") and not self.cleaned_data.get("email"):
            self.add_error("email", _("Where should the link be sent?"))


class AnswerForm(forms.Form):
    """What a clinician says of the page that they were asked to read."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (SIGN, _("I have read the whole page and sign it")),
            (CHANGE, _("Please change it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    comment = LinesField(
        label=_("Your comment"),
        help_text=_("Needed if something is to be changed: what, and why."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Your name and profession"),
        help_text=_("As it should stand under your answer."),
        max_length=120,
        validators=[validate_printable],
    )

    def __init__(self, link: SignOffLink, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"name": link.name}, auto_id="sign-off-%s")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # see open_forms.py
        self.helper.layout = Layout("answer", "comment", "name")

    def clean(self) -> dict[str, Any]:
        wants_change = self.cleaned_data.get("answer") == CHANGE
        if wants_change and self.cleaned_data.get("comment") == "":
            self.add_error("comment", _("Say what should be changed."))
        return self.cleaned_data

    @property
    def given(self) -> Answer:
        """Return a valid form's answer."""
        return Answer(
            name=self.cleaned_data["name"],
            approves=self.cleaned_data["answer"] == SIGN,
            comment=self.cleaned_data["comment"],
        )
