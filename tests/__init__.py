"""A package of its own name: some dependency installs one called `tests` too."""

from __future__ import annotations
