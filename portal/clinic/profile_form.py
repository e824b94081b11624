"""The form of the clinic's profile: its colors, and the file of its logo."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .logo_picture import LogoError, LogoPicture, read_logo
from .models import Clinic, Logo


class ProfileForm(forms.ModelForm):
    """The profile, with a logo that is read and checked before it is kept."""

    new_logo = forms.FileField(
        required=False,
        label=_("New logo"),
        widget=forms.FileInput(attrs={"accept": ".png,.webp,.jpg,.jpeg"}),
        help_text=_(
            "PNG, WebP or JPEG, 400 KB at most. It is shown 52 pixels high. On dark "
            "screens it stands on a light ground."
        ),
    )
    remove_logo = forms.BooleanField(required=False, label=_("Remove the logo"))

    def clean_new_logo(self) -> LogoPicture | None:
        upload: UploadedFile | None = self.cleaned_data["new_logo"]
        if upload is None:
            return None
        try:
            return read_logo(upload.read())
        except LogoError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        new, remove = cleaned.get("new_logo"), cleaned.get("remove_logo")
        if new and remove:
            self.add_error(
                "remove_logo", _("Choose a new logo or remove it, not both.")
            )
        has_logo = new or (self.instance.logo_id and not remove)
        if has_logo and cleaned.get("logo_has_name") and not cleaned.get("logo_alt"):
            message = _(
                "Write the clinic's name here: nothing else on the page says it."
            )
            self.add_error("logo_alt", message)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if picture := self.cleaned_data["new_logo"]:
            self.instance.logo = _keep(picture)
        elif self.cleaned_data["remove_logo"]:
            self.instance.logo = None
        return super().save(commit)


def _keep(picture: LogoPicture) -> Logo:
    """Keep a logo, and of others only the one before: pages already sent ask for it."""
    before = Clinic.objects.values_list("logo_id", flat=True)
    logo, _made = Logo.objects.get_or_create(
        digest=picture.digest,
        defaults={
            "data": picture.data,
            "width": picture.width,
            "height": picture.height,
        },
    )
    Logo.objects.exclude(pk__in=[logo.pk, *filter(None, before)]).delete()
    return logo
