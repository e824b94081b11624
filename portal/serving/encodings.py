"""Which encoding a browser wants an answer in (RFC 9110, 12.5.3)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

IDENTITY: Final = "identity"
OFFERED: Final = ("br", "gzip", IDENTITY)
"""What we can answer in; the first of those that are wanted alike."""

LEAST: Final = 0.0005
"""What no encoding weighs if nothing is said of it: it comes after every named one."""

_ALIASES: Final = {"x-gzip": "gzip"}


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """Return the encoding to answer in.

    Who refuses every encoding, even none, gets the plain bytes: everybody can read them.
    """
    weights = _weights(accepted)
    rest = weights.get("*", 0.0)
    wanted = {name: weights.get(name, rest) for name in OFFERED}
    if not weights.keys() & {IDENTITY, "*"}:
        wanted[IDENTITY] = LEAST
    best = max(wanted.values())
    if best == 0:
        return IDENTITY
    return next(name for name in OFFERED if wanted[name] == best)


def _weights(accepted: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name:
            weights[_ALIASES.get(name, name)] = _weight(parameters)
    return weights


def _weight(parameters: list[str]) -> float:
    """Return the `q` of an item; one that is no number refuses it."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
