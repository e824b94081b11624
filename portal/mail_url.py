"""How e-mail is sent, from one address such as smtp+tls://user:word@host:587."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote, urlsplit

ALLOWED: Final = (
    "console:, smtp://host:25, smtp+tls://user:password@host:587 or "
    "smtp+ssl://user:password@host:465"
)
_PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
_BACKENDS: Final = "django.core.mail.backends"


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for this address; raise ValueError for another.

    The message never repeats the address: it may hold a password.
    """
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"allowed {ALLOWED}")
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"the port is no number; allowed {ALLOWED}") from None
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": 20,
    }
