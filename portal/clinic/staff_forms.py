"""The forms of a staff account, in plain words."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from .roles import EDITOR, MANAGER, REVIEWER

_ABOUT: Final = {
    EDITOR: _("writes pages and sends them for review"),
    REVIEWER: _("does that too, and reviews, publishes and unpublishes"),
    MANAGER: _("does all that, and looks after staff and the clinic's profile"),
}
_LABELS: Final[dict[str, Any]] = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail"),
    "username": _("Username"),
    "is_active": _("May sign in"),
    "is_superuser": _("Superuser"),
    "groups": _("Role"),
}
_HELP: Final[dict[str, Any]] = {
    "first_name": _("Colleagues see the name beside every version."),
    "last_name": "",
    "email": _("Reminders of reviews go here."),
    "username": _("What they type to sign in. Letters, digits and @ . + - _ only."),
    "is_active": _("Untick it when somebody leaves. What they wrote stays."),
    "is_superuser": _("Has every right, without any role. Hardly anybody should."),
    "groups": _("What they may do here."),
}


class RoleField(forms.ModelMultipleChoiceField):
    """One role among few, though Django's model could hold several."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}: {_ABOUT[obj.name]}" if obj.name in _ABOUT else obj.name

    def prepare_value(self, value: Any) -> Any:
        """Show the role that reaches furthest, should there be several."""
        if not isinstance(value, list) or not all(isinstance(g, Group) for g in value):
            return super().prepare_value(value)
        held = [group.pk for group in self.queryset or () if group in value]
        return held[-1] if held else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def clean(self, value: Any) -> Any:
        return super().clean([value] if value else [])


class _Plain(forms.ModelForm):
    """Words and duties that both forms share."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = _LABELS.get(name, field.label)
            field.help_text = _HELP.get(name, field.help_text)
        for name in ("first_name", "email"):
            if name in self.fields:
                self.fields[name].required = True


class StaffForm(_Plain):
    """An account that is there."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active")
        field_classes = {"username": UsernameField}


class NewStaffForm(_Plain, UserCreationForm):
    """A new account, whole in one step."""

    class Meta(UserCreationForm.Meta):
        fields = ("username", "first_name", "last_name", "email")
