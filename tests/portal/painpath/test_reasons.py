from __future__ import annotations

from portal.painpath.outcome import Finding
from portal.painpath.questionnaire import Criterion
from portal.painpath.reasons import Reasons
from portal.painpath.replay import replay
from tests.portal.painpath.paths import small_answers


def test_matched_puts_the_hits_of_one_question_together_in_its_order(small):
    known = replay(small, small_answers(site=["hip", "knee"])).known
    tests = [
        Criterion(question="site", any_of=frozenset({"hip"})),
        Criterion(question="site", any_of=frozenset({"knee"})),
    ]
    assert Reasons(small, known).matched(tests) == (
        Finding(question="site", answered=("knee", "hip")),
    )


def test_answered_gives_each_question_once(small):
    known = replay(small, small_answers()).known
    test = Criterion(question="site", any_of=frozenset({"hip"}))
    assert Reasons(small, known).answered([test, test]) == (
        Finding(question="site", answered=("knee",)),
    )
