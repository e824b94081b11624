"""What allauth's pages are called here."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

TITLES: Final = {
    "account_login": _("Sign in"),
    "account_reauthenticate": _("Is it you?"),
    "mfa_authenticate": _("Your second step"),
    "mfa_reauthenticate": _("Is it you?"),
    "mfa_reauthenticate_webauthn": _("Is it you?"),
    "mfa_index": _("Signing in"),
    "mfa_activate_totp": _("Set up an authenticator app"),
    "mfa_deactivate_totp": _("Remove the authenticator app"),
    "mfa_list_webauthn": _("Your passkeys"),
    "mfa_add_webauthn": _("Add a passkey"),
    "mfa_edit_webauthn": _("Rename a passkey"),
    "mfa_remove_webauthn": _("Remove a passkey"),
    "mfa_view_recovery_codes": _("Your recovery codes"),
    "mfa_generate_recovery_codes": _("New recovery codes"),
}
"""By the name of their address."""
