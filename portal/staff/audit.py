"""Write down who did what, when and from which network."""

from __future__ import annotations

import ipaddress
from typing import Any, Final

from allauth.core import context
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from portal.pages.rate_limit import client_address

from .models import AuditEntry

Action = AuditEntry.Action
_KEPT_BITS: Final = {4: 24, 6: 48}


def note(
    action: AuditEntry.Action,
    *,
    by: Any = None,
    about: object = "",
    detail: object = "",
    request: HttpRequest | None = None,
) -> None:
    """Add an entry, in the site's own language, whatever language the person reads.

    Without `by` it is whoever is signed in; without a request it was a command.
    """
    request = request or context.request
    user: Any = by or getattr(request, "user", None)
    known = bool(user and user.is_authenticated)
    with translation.override(settings.LANGUAGE_CODE):
        AuditEntry.objects.create(
            action=action,
            who=_cut(name_of(user) if known else "", 320),
            account=user.pk if known else None,
            about=_cut(about, 320),
            detail=_cut(detail, 500),
            address=network_of(client_address(request)) if request else "",
        )


def name_of(user: Any) -> str:
    """Return a person's name, and the one that they sign in with."""
    full, short = user.get_full_name(), user.get_username()
    return f"{full} ({short})" if full else short


def network_of(address: str) -> str:
    """Return the network of an address: IPv4 without its last part, IPv6's first 48 bits.

    What is no address, such as a Unix socket's name, is left out.
    """
    try:
        found = ipaddress.ip_network(address, strict=False)
    except ValueError:
        return ""
    kept = _KEPT_BITS[found.version]
    return str(found.supernet(new_prefix=kept) if found.prefixlen > kept else found)


def _cut(text: object, most: int) -> str:
    return str(text)[:most]
