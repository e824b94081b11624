"""What is wrong with a file, said so that an editor can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One thing to mend: where it is, what was found, what is allowed."""

    file: str
    line: int = 1
    field: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.field}: "
            f"found {self.found}, allowed {self.allowed}"
        )


class ContentError(Exception):
    """Every fault found in one run, in file and line order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def shown(value: object) -> str:
    """Return a short, printable picture of a value for a fault."""
    text = ascii(value) if isinstance(value, bytes) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
