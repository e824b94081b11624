"""Prove what the pain path promises, by enumeration instead of by sample.

Every answer that can make a difference is tried, in parts that do not influence one
another. A path that fails a proof must not be published.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from .prove_doors import prove_doors, prove_referrals, prove_signs, prove_undeciding
from .prove_rules import prove_rule
from .prove_walks import prove_walks
from .questionnaire import Path
from .tally import Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was proved; `failures` is empty when all of it holds."""

    failures: tuple[str, ...]
    paths: int  # complete walks from the first screen to the end
    outcomes: int  # evaluations of the engine
    seconds: float

    def __str__(self) -> str:
        verdict = "\n".join(self.failures) or "All proofs of the pain path hold."
        figures = f"{self.paths:,} paths, {self.outcomes:,} outcomes"
        return f"{verdict}\n{figures}, {self.seconds:.1f} seconds."


def prove(path: Path) -> Report:
    """Try everything; a failure never stops the other proofs."""
    started = time.perf_counter()
    tally = Tally()
    proved = [prove_rule(path, rule, tally) for rule in path.rules]
    examples = [example for example in proved if example]
    prove_walks(path, tally)
    prove_doors(path, examples, tally)
    prove_undeciding(path, examples, tally)
    prove_referrals(path, tally)
    for example in examples[:1]:
        prove_signs(path, example, tally)
    return Report(
        failures=tally.failures,
        paths=tally.paths,
        outcomes=tally.outcomes,
        seconds=time.perf_counter() - started,
    )
