"""WhiteNoise with the files of one folder, and nothing behind it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from whitenoise import WhiteNoise


def nothing(environ: dict[str, Any], respond: Callable[..., Any]) -> Iterable[bytes]:
    respond("404 Not Found", [("Content-Length", "0")])
    return [b""]


application = WhiteNoise(nothing, root=os.environ["FILES"], prefix="/static/")
