"""The form that asks what readers think of a page."""

from __future__ import annotations

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.pages.open_forms import LinesField

from .feedback import Feedback
from .feedback_seal import Seal

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w")
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b{_YEAR}[-/.]\d\d?[-/.]\d\d?\b|\b\d\d?[-/.]\d\d?[-/.]{_YEAR}\b"
    rf"|\b{_YEAR}\s?[-–/]\s?{_YEAR}\b"
)
_PHONE = re.compile(r"(?:\d[\s()./–-]{0,3}){7,}")


class FeedbackForm(forms.Form):
    """Was it clear, and what is missing; nothing about the person."""

    clear = forms.ChoiceField(
        label=_("Was this page clear?"),
        choices=Feedback.Clear,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    text = LinesField(
        label=_("What is missing or not clear?"),
        help_text=_("You may leave this empty. At most 1,000 characters."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    website = forms.CharField(required=False)  # people never see it; see the template

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        about: str,
        clear: str = "",
        seal: Seal | None = None,
    ) -> None:
        super().__init__(data, initial={"clear": clear}, auto_id="feedback-%s")
        self._seal = seal
        if not about:
            self.fields["clear"].label = _("Is this site clear?")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # see open_forms.py
        self.helper.layout = Layout("clear", "text")

    @property
    def is_trapped(self) -> bool:
        """Tell whether the field was filled in that only a machine finds."""
        return bool(self.cleaned_data.get("website"))

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if looks_personal(text):
            raise forms.ValidationError(
                _(
                    "This looks like an e-mail address or a phone number. Please take "
                    "it out: nobody can answer you here, and we do not want to keep it."
                )
            )
        return text

    def clean(self) -> None:
        if self._seal and self._seal.is_stale:
            raise forms.ValidationError(
                _("This form was open for a long time. Please send it once more.")
            )
        if self._seal and self._seal.is_hasty:
            raise forms.ValidationError(
                _("That was very quick. Please wait a moment and send it once more.")
            )


def looks_personal(text: str) -> bool:
    """Tell whether a text seems to hold an e-mail address or a phone number."""
    return bool(_EMAIL.search(text) or _PHONE.search(_DATE.sub(" … ", text)))
