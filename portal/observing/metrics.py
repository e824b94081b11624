"""What is counted, for whoever runs the site: requests, errors, seconds, publications.

Never where somebody was on the site, and never anything of an answer. The processes of
a server count in files of one folder (`METRICS_DIR`), so that each can tell the sums.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception

from portal.pages.published import watch

SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15)
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Count(Protocol):
    """Notes one answer: its method, its status, who made it, and how long it took."""

    def __call__(
        self, method: str, status: str, of_django: bool, seconds: float
    ) -> None: ...


def start(folder: str) -> tuple[Count, Callable[[], bytes]]:
    """Begin to count in this folder; return what counts, and what tells the sums."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, f".{os.getpid()}").touch()
        Path(folder, f".{os.getpid()}").unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"METRICS_DIR: {error.strerror} in {folder}. Allowed: a folder that the "
            "server may write in; docs/deploying.md says how."
        ) from None
    # The library decides where to count when it is first imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    import prometheus_client as prometheus
    from prometheus_client import multiprocess

    collector: Any = multiprocess.MultiProcessCollector  # it has no annotations

    answers = prometheus.Histogram(
        "portal_request_seconds",
        "How long answers took, by who made them (memory or Django) and their status.",
        ["by", "method", "status"],
        buckets=SECONDS,
    )
    errors = prometheus.Counter(
        "portal_errors", "Errors that no view caught, by their kind.", ["kind"]
    )
    publications = prometheus.Gauge(
        "portal_publications_seen",
        "Publications and other changes of what patients read, since the server began.",
        multiprocess_mode="max",
    )
    answers_of = lru_cache(maxsize=256)(answers.labels)

    def count(method: str, status: str, of_django: bool, seconds: float) -> None:
        known = method if method in METHODS else "other"
        answers_of("django" if of_django else "memory", known, status).observe(seconds)

    def note_error(sender: object, **_: Any) -> None:
        kind = sys.exc_info()[0]
        errors.labels(kind.__name__ if kind else "unknown").inc()

    def sums() -> bytes:
        registry = prometheus.CollectorRegistry()
        collector(registry, folder)
        return prometheus.generate_latest(registry)

    got_request_exception.connect(note_error, weak=False)
    watch.when_changed.append(publications.inc)
    return count, sums
