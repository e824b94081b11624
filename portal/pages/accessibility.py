"""What the accessibility statement says was tested; `tests/browser/` holds it to that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Tested:
    """How pages are checked by programs at every change of the software.

    Widths and targets are in CSS pixels, `text` is in per cent.
    """

    looked_at: dt.date  # when people last read this statement against the site
    browser: str
    phone: int
    desk: int
    narrowest: int
    text: int
    target: int
    path_target: int


TESTED = Tested(
    looked_at=dt.date(2026, 11, 21),
    browser="Chromium",
    phone=390,
    desk=1280,
    narrowest=320,
    text=200,
    target=24,
    path_target=44,
)
