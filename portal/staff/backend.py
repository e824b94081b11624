"""Who may sign in: staff, and nobody else."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """Let in who is active and staff; whoever is no longer is out at once."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user) and user.is_staff)
