"""Fuzz one target with libFuzzer, which keeps what reaches new code: `make fuzz`.

Needs Atheris, which has wheels for Linux on x86-64 only; without it the seeds are read.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

LONGEST = 1_000_000
"""Bytes of a grown input: as much as a content file may have."""
MOST_SECONDS = 20.0
"""Of processor time for one input, instrumented as it is."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--grow", action="store_true", help="repeat inputs up to 1 MB")
    parser.add_argument("--seed", type=int, default=1, help="0: another each time")
    parser.add_argument("--found", type=Path, default=Path("var"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fuzz(asked, Path(folder))


def fuzz(asked: argparse.Namespace, folder: Path) -> None:
    """Run the target; libFuzzer ends the process."""
    if asked.target == "faulty":
        target, seeds, words = faulty, [b"x"], ("fault",)
    else:
        targets = imported()
        target, words = targets.TARGETS[asked.target], targets.WORDS
        seeds = list(targets.seeds(asked.target))
    target = bounded(target, grow=asked.grow)
    if find_spec("atheris"):
        guided(asked, folder, target, seeds, words)
    else:
        for seed in seeds:
            target(seed)
        sys.stdout.write(f"No Atheris for this machine: read {len(seeds)} seeds\n")


def guided(asked, folder: Path, target, seeds, words) -> None:
    import atheris

    corpus, dictionary = folder / "corpus", folder / "words"
    corpus.mkdir()
    before = b"\x01\x10" if asked.grow else b""
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(before + seed)
    dictionary.write_text("".join(f'"{word}"\n' for word in words))
    options = {
        "artifact_prefix": f"{asked.found.absolute()}/fuzz-",
        "dict": dictionary,
        "max_len": 4_000 if asked.grow else 20_000,
        "max_total_time": asked.seconds,
        "print_final_stats": 1,
        "rss_limit_mb": 3_000,
        "seed": asked.seed,
        "timeout": 300,
    }
    arguments = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], target)
    atheris.Fuzz()


def faulty(data: bytes) -> None:
    """Fail for some input, so that a test can see that failures are found."""
    if b"x" in data:
        raise LookupError("found")


def imported():
    """Return the targets, whose modules count the branches that they take."""
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    if find_spec("atheris"):
        import atheris

        with atheris.instrument_imports(include=INSTRUMENTED):
            django.setup()
            from tests.portal.fuzz import targets
    else:
        django.setup()
        from tests.portal.fuzz import targets
    return targets


PAGES = ("content_files", "faults", "page_file", "record_values", "strict_yaml")
PAIN_PATH = (
    *("answers", "build", "cases", "check", "check_use", "cookie", "navigation"),
    *("parse", "read_wording", "replay"),
)
INSTRUMENTED = [
    *(f"portal.pages.{module}" for module in PAGES),
    *(f"portal.painpath.{module}" for module in PAIN_PATH),
    *("yaml.constructor", "yaml.resolver"),
]
"""Counting the branches of a module takes a second when it is imported."""


def bounded(target, *, grow: bool):
    """Refuse what takes too long; with `grow`, read each input at its full length."""

    def run(data: bytes) -> None:
        data = grown(data) if grow else data
        began = time.process_time()
        target(data)
        took = time.process_time() - began
        assert took < MOST_SECONDS, f"{took:.1f} s for {len(data):,} bytes"

    return run


def grown(data: bytes) -> bytes:
    """Repeat a piece of the input, which its first two bytes name, up to the limit."""
    if len(data) < 4:
        return data
    start, length, text = data[0], data[1] % 60 + 1, data[2:]
    piece = text[start : start + length] or text[1:]
    times = (LONGEST - len(text)) // len(piece)
    return text[:start] + piece * times + text[start:]


if __name__ == "__main__":
    main()
