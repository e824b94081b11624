"""Putting the memory in front of Django, as the settings have it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from portal.pages.kept import READ
from portal.pages.published import watch

from .address import Reader
from .filling import Filler, Site
from .front import PagesFromMemory
from .making import Application
from .renewing import Renewer
from .watching import Watcher

MEGABYTE = 1_000_000


def serve(application: Application) -> Application:
    """Answer public pages from memory, and start what keeps that true."""
    if not settings.PAGES_IN_MEMORY:
        return application
    front = PagesFromMemory(
        application,
        limit=settings.PAGES_IN_MEMORY * MEGABYTE,
        reader=reader(),
        watch=watch,
    )
    Renewer(front, watch).start()
    Watcher(watch).start()
    Filler(front, watch, site()).start()
    return front


def reader() -> Reader:
    """Return what reads addresses as the settings have them."""
    named = {host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))}
    known = site()
    return Reader(
        known=READ,
        session_cookie=settings.SESSION_COOKIE_NAME,
        hosts=frozenset(named | ({known[1]} if known else set())),
        secure_header=settings.SECURE_PROXY_SSL_HEADER,
    )


def site() -> Site | None:
    """Return scheme and host that readers use, as far as the settings say."""
    address = urlsplit(settings.SITE_URL)
    return (address.scheme == "https", address.netloc) if address.netloc else None
