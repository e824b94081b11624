"""Time the loader: fresh, unchanged, and with one changed file.

    python bench/loading.py [PAGES]

Prints seconds, pages a second and the largest memory, on a database of its own.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def main(pages: int) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        measure(Path(folder) / "content", pages)


def measure(root: Path, pages: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from portal.pages.loading import load_content
    from tests import factories

    call_command("migrate", verbosity=0)
    factories.write_content(root)
    for number in range(pages):
        text = factories.page_text(
            "condition",
            title=f"Condition number {number}",
            synonyms=[f"lay name {number}"],
            what_it_is="A paragraph of plain words about it. " * 40,
        )
        (root / "en/conditions" / f"condition-{number}.md").write_text(text)
    print(f"{pages:,} pages")
    timed("fresh load", pages, lambda: load_content(root))
    timed("unchanged reload", pages, lambda: load_content(root))
    changed = root / "en/conditions/condition-0.md"
    changed.write_text(changed.read_text().replace("plain words", "other words"))
    timed("one file changed", pages, lambda: load_content(root))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'largest memory':20}{peak:8.0f} MB")


def timed(what: str, pages: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{what:20}{seconds:8.2f} s {pages / seconds:10,.0f} pages/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
