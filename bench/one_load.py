"""Load pages that `pages.py` wrote into the database of DATABASE_URL; print seconds.

    python bench/one_load.py FOLDER

The shipped pages, which the others link to, are loaded before anything is timed.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def main(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from portal.pages.loading import load_content

    call_command("migrate", verbosity=0)
    load_content(folder / "portal-before")
    root = folder / "portal"
    fresh = seconds(lambda: load_content(root))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    unchanged = seconds(lambda: load_content(root))
    page = max((root / "en/conditions").glob("*-*.md"))
    text = page.read_text().replace("nerve", "nerve root", 1).replace("pain", "ache", 1)
    page.write_text(text)
    changed = seconds(lambda: load_content(root))
    found = {
        "fresh": fresh,
        "unchanged": unchanged,
        "changed": changed,
        "memory": memory,
    }
    print(json.dumps(found))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
