from __future__ import annotations

from portal.painpath.questionnaire import Criterion


def test_criterion_at_least_names_the_numbers_from_there():
    assert Criterion(question="score", at_least=8).choices == {"8", "9", "10"}


def test_path_finds_questions_in_the_order_they_are_asked(small):
    assert list(small.questions)[:3] == ["signs", "site", "side"]


def test_path_finds_doors_where_their_last_question_is_asked(small):
    doors = {step: [d.id for d in ds] for step, ds in small.doors_by_step.items()}
    assert doors == {"danger": ["emergency"], "pain": ["all-over"]}
