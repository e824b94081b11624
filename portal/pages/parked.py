"""Values that wait in a temporary file until their turn, so that memory stays flat."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, MutableMapping
from tempfile import SpooledTemporaryFile
from typing import Final, TypeVar
from weakref import finalize

K = TypeVar("K")
V = TypeVar("V")

IN_MEMORY: Final = 4_000_000
"""Bytes up to which there is no file: a usual load needs none."""


class Parked(MutableMapping[K, V]):
    """A mapping whose values are written away; each look at one makes it anew.

    A value that is changed after it was put here stays here as it was.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        finalize(self, self._file.close)  # a plan is handed on, nobody knows how far
        self._places: dict[K, int] = {}  # where each begins

    def __setitem__(self, key: K, value: V) -> None:
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._places[key] = self._file.seek(0, os.SEEK_END)
        self._file.write(data)

    def __getitem__(self, key: K) -> V:
        self._file.seek(self._places[key])
        value: V = pickle.load(self._file)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __delitem__(self, key: K) -> None:
        del self._places[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
