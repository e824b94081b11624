"""What the pages tell whoever listens, apart from the work itself."""

from __future__ import annotations

from django.dispatch import Signal

content_loaded = Signal()
"""Sent after a load that changed something, with the `count` of records it wrote."""
