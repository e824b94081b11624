"""The portal's content folder: which kinds, languages and files belong in it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from .content_files import Content, find_files
from .records import record_models, schema_of

ELSEWHERE = ("coverage.yaml",)
"""Files in a content folder that are not records."""


def find_content(root: Path) -> Content:
    """Return the record files below `root`, with what is wrong with them."""
    schemas = [schema_of(model) for model in record_models().values()]
    return find_files(
        root, schemas, [code for code, _ in settings.LANGUAGES], ELSEWHERE
    )
