"""Words as search compares them: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’ʼ`"


def words_of(text: str) -> tuple[str, ...]:
    """Return a text's words: "Can’t feel Sciática!" gives cant, feel, sciatica."""
    return tuple(_WORD.findall(folded(text)))


def folded(text: str) -> str:
    """Return the text without case, accents and apostrophes."""
    plain = text.casefold()
    for apostrophe in _APOSTROPHES:
        plain = plain.replace(apostrophe, "")
    if plain.isascii():  # most texts are, and it takes a hundredth of the time
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
