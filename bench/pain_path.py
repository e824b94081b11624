"""Time the pain path: its engine, and each screen against a content page.

    python bench/pain_path.py [SECONDS]

The engine is one core's evaluations a second over the clinicians' cases and over random
answers. A screen is timed in the server, from request to rendered page; as machines
differ, it is shown as a ratio to a content page timed in the same run. SECONDS is how
long each measurement goes on.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

if TYPE_CHECKING:
    from portal.painpath.questionnaire import Answers, Question
    from portal.painpath.questionnaire import Path as PainPath

CONTENT_PAGE = "/conditions/sciatica/"
ROUNDS = 5  # the best of these counts: what else the machine does only slows


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DEBUG", "false")
        os.environ.setdefault("HTTPS", "false")
        os.environ.setdefault("ALLOWED_HOSTS", "testserver")
        os.environ.setdefault("SECRET_KEY", "only-for-this-benchmark-" + "x" * 32)
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        measure(seconds / ROUNDS)


def measure(seconds: float) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from tests import factories

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    for kind in factories.SLUGS:
        factories.page(kind)
    measure_engine(seconds)
    measure_screens(seconds)


def measure_engine(seconds: float) -> None:
    from portal.painpath.engine import outcome
    from portal.painpath.shipped import read_shipped_cases, shipped_path

    path = shipped_path()
    cases = [case.answers for case in read_shipped_cases()]
    print(f"{'outcomes a second, one core':34}")
    for name, answers in (("cases", cases), ("random", random_answers(path, 2_000))):
        turn = turns(answers, lambda given: outcome(path, given))
        print(f"  {name:32}{1 / best(turn, seconds):10,.0f}")


def measure_screens(seconds: float) -> None:
    from django.test import Client

    from tests.portal.painpath.walking import SCIATICA, STEPS, Visitor, address, carry

    reader, visitor = Client(), Visitor()
    carry(visitor, SCIATICA)
    page = best(lambda: check(reader.get(CONTENT_PAGE), 200), seconds)
    print(f"\n{'':34}{'ms':>10}{'of a page':>12}")
    show(f"content page {CONTENT_PAGE}", page, page)
    for name in (*STEPS, "check", "result", "specialist", "paper"):
        place = address(name)
        taken = best(lambda place=place: check(visitor.get(place), 200), seconds)
        show(f"GET {place}", taken, page)
    for name, sent in (
        ("where", ("pain_area", "worst_pain")),
        ("feel", ("pain_feel",)),
    ):
        place, form = address(name), {field: SCIATICA[field] for field in sent}
        taken = best(
            lambda place=place, form=form: check(visitor.post(place, form), 302),
            seconds,
        )
        show(f"POST {place}", taken, page)


def check(response: object, status: int) -> None:
    if getattr(response, "status_code", None) != status:
        raise SystemExit(f"found {response}, expected {status}")


def show(name: str, taken: float, page: float) -> None:
    print(f"  {name:32}{taken * 1000:10.2f}{taken / page:12.2f}")


def turns(
    items: Sequence[Answers], work: Callable[[Answers], object]
) -> Callable[[], object]:
    """Return work on the next item, and the first again after the last."""
    position = 0

    def turn() -> object:
        nonlocal position
        position = (position + 1) % len(items)
        return work(items[position])

    return turn


def best(work: Callable[[], object], seconds: float) -> float:
    """Return the seconds that one call takes, in the best of some rounds."""
    work()
    return min(one_round(work, seconds) for _ in range(ROUNDS))


def one_round(work: Callable[[], object], seconds: float) -> float:
    start, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - start) < seconds or not done:
        work()
        done += 1
    return passed / done


def random_answers(path: PainPath, number: int) -> list[Mapping[str, frozenset[str]]]:
    """Return answers to every question, with no sign of danger in most of them."""
    chance = random.Random(7)
    return [
        {q.id: random_answer(q, chance) for q in path.questions.values()}
        for _ in range(number)
    ]


def random_answer(question: Question, chance: random.Random) -> frozenset[str]:
    if question.id.endswith("_signs") and chance.random() < 0.95:
        return frozenset({"none"})
    many = question.kind == "many"
    most = question.at_most or 4
    alone = {"none", "not_sure"}
    chosen = chance.sample(question.allowed, chance.randint(1, most) if many else 1)
    return frozenset(chosen[:1] if alone & set(chosen) else chosen)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.5)
