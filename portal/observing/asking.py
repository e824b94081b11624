"""The request that a thread is answering, as far as log lines may tell of it."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from random import getrandbits
from typing import Any, Final

PROXY_HEADER: Final = "HTTP_X_REQUEST_ID"
"""Where a proxy writes the id that its own log has."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(slots=True)
class Asking:
    """One request: what finds its lines in the log again, and whether it says anything."""

    id: str
    brings: bool
    """Whether it has a query, a form or a cookie, which no log line may quote."""
    of_django: bool = False  # whether memory did not have the answer


now: Final[ContextVar[Asking | None]] = ContextVar("asking", default=None)


def asking_of(environ: dict[str, Any], *, behind_proxy: bool) -> Asking:
    """Read a request; its id is the proxy's, if there is one and it is well-formed."""
    sent = environ.get(PROXY_HEADER, "") if behind_proxy else ""
    brings = bool(
        environ.get("QUERY_STRING")
        or environ.get("HTTP_COOKIE")
        or environ["REQUEST_METHOD"] not in ("GET", "HEAD")
    )
    return Asking(sent if _ID.fullmatch(sent) else _new_id(), brings)


def _new_id() -> str:
    return f"{getrandbits(128):032x}"  # no secret: it only tells lines apart
