"""Time search and its suggestions on many pages, made up from the shipped words.

    python bench/search.py [PAGES]

Prints p50 and p95 of a request, in milliseconds, for what people type: titles, other
names, both with a wrong letter, words of texts, single common words; and of a page that
searches nothing, to judge the machine by. The goal is a p95 below 30 ms at 10,000 pages.
Runs on the database of DATABASE_URL, else on SQLite; tests/with_postgres.py gives it a
PostgreSQL.
"""

from __future__ import annotations

import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parent.parent))

SHIPPED = Path(__file__).parent.parent / "content/en"
EACH = 100
"""Queries of each sort."""

GOAL = 30
KINDS = ("condition", "symptom", "cause", "guide")


def main(pages: int) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ |= {
            "ALLOWED_HOSTS": "testserver",
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "HTTPS": "false",
            "SECRET_KEY": "only-for-this-benchmark-" + "x" * 32,
            "SEARCHES_A_MINUTE": "0",
            "STATIC_ROOT": f"{folder}/static",
        }
        measure(Path(folder) / "content", pages)


def measure(root: Path, pages: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from portal.pages.loading import load_content
    from portal.pages.published import watch
    from portal.serving.watching import Watcher

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    chance = random.Random(7)
    names = made_up(root, pages, chance)
    load_content(root)
    print(f"{connection.vendor}, {pages:,} pages{'p50':>15}{'p95':>9}{'most':>9}  ms")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as its autovacuum does after a while
            cursor.execute("VACUUM ANALYZE")
    Watcher(watch).start()  # as in a server's process
    before = memory()
    time_all(sorts(names, chance))
    print(f"  {'largest memory grew by':32}{memory() - before:5.0f} MB")


def made_up(root: Path, pages: int, chance: random.Random) -> list[tuple[str, ...]]:
    """Write content files; return the names of each page, its title first."""
    from portal.pages.records import record_models, schema_of
    from tests import factories

    factories.write_content(root)
    words, sentences = shipped_words()
    seen: set[str] = set()
    made = []
    for number in range(pages):
        kind = KINDS[number % len(KINDS)]
        names = tuple(fresh_name(words, seen, chance) for _ in range(4))
        text = factories.page_text(
            kind,
            title=names[0].capitalize(),
            synonyms=list(names[1:]),
            summary=chance.choice(sentences),
            **{
                section.name: " ".join(chance.sample(sentences, 6))
                for section in schema_of(record_models()[kind]).sections
            },
        )
        folder = root / "en" / schema_of(record_models()[kind]).folder
        (folder / f"made-up-{number}.md").write_text(text, encoding="utf-8")
        made.append(names)
    return made


def shipped_words() -> tuple[list[str], list[str]]:
    """Return the words of shipped pages as often as they stand there, and sentences."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*.md"))]
    plain = "\n".join(text.split("\n---\n")[-1] for text in texts)
    words = re.findall(r"\b[a-z]{4,14}\b", plain)
    sentences = re.findall(r"^[A-Z][a-z ,]{40,160}\.$", plain, re.MULTILINE)
    return words, sorted(set(sentences))


def fresh_name(words: list[str], seen: set[str], chance: random.Random) -> str:
    """Return a name that no page has yet and that claims nothing."""
    from portal.pages.lint import findings

    while True:
        name = " ".join(chance.sample(words, chance.randint(2, 4)))
        if name not in seen and not findings(name):
            seen.add(name)
            return name


def sorts(
    names: list[tuple[str, ...]], chance: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """Yield what people type, by sort."""
    words, sentences = shipped_words()
    titles = [name[0] for name in chance.sample(names, EACH)]
    others = [name[1] for name in chance.sample(names, EACH)]
    yield "titles", titles
    yield "other names", others
    yield "misspelt", [misspelt(name, chance) for name in titles]
    yield "words of texts", [typed(chance.choice(sentences)) for _ in range(EACH)]
    yield "one word", chance.sample(sorted(set(words)), EACH)
    yield "nothing like it", [misspelt(misspelt(w, chance), chance) for w in others]


def misspelt(name: str, chance: random.Random) -> str:
    """Return the name with two neighbouring letters of its longest word swapped."""
    word = max(name.split(), key=len)
    place = chance.randrange(1, len(word) - 1)
    wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return name.replace(word, wrong, 1)


def typed(sentence: str) -> str:
    """Return the three longest words of a sentence, in its order."""
    words = re.findall(r"\w+", sentence)
    longest = sorted(words, key=len)[-3:]
    return " ".join(word for word in words if word in longest)


def time_all(queries: Iterator[tuple[str, list[str]]]) -> None:
    from django.test import Client

    client = Client()
    client.get("/search/?q=warm")  # makes the vocabulary and compiles templates
    client.get("/search/suggest/?q=warm")
    show("/about/, for scale", [timed(client.get, "/about/", "") for _ in range(EACH)])
    for sort, asked in queries:
        show(sort, [timed(client.get, "/search/", query) for query in asked])
        begun = [query[: max(3, len(query) // 2)] for query in asked]
        found = [timed(client.get, "/search/suggest/", query) for query in begun]
        show("  suggestions while typing", found)


def timed(get: Callable, path: str, query: str) -> float:
    """Return the milliseconds from a request to its answer."""
    start = time.perf_counter()
    response = get(path, {"q": query})
    assert response.status_code == 200
    return (time.perf_counter() - start) * 1000


def show(sort: str, taken: list[float]) -> None:
    p95 = quantiles(taken, n=20)[-1]
    p50 = quantiles(taken, n=2)[0]
    over = f"  over {GOAL} ms" if p95 > GOAL else ""
    print(f"  {sort:32}{p50:6.1f}{p95:9.1f}{max(taken):9.1f}{over}")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
