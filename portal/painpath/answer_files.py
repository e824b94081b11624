"""Answers in YAML files, as the command line takes them."""

from __future__ import annotations

from portal.pages.faults import ContentError, Fault, shown
from portal.pages.strict_yaml import Node, read_documents

from .answers import read_answers
from .questionnaire import Answers, Path


def read_answer_documents(text: str, path: Path, *, file: str) -> list[Answers]:
    """Return the answers of each YAML document; raise ContentError otherwise.

    Nothing is guessed: one unknown id or impossible answer refuses the whole file.
    """
    faults: list[Fault] = []
    documents = read_documents(text, file=file, faults=faults)
    if not documents and not faults:
        faults.append(_fault(file, 1, "answers", "nothing", "question: choice lines"))
    answers = [_answers(node, path, file, faults) for node in documents]
    if faults:
        raise ContentError(faults)
    return answers


def _answers(node: Node, path: Path, file: str, faults: list[Fault]) -> Answers:
    if not isinstance(node.value, dict):
        allowed = "question: choice lines"
        faults.append(_fault(file, node.line, "answers", shown(node.plain()), allowed))
        return {}
    given = {name: value.plain() for name, value in node.value.items()}
    reading = read_answers(path, given)
    for problem in reading.problems:
        line = node.value[problem.question].line
        faults.append(
            _fault(file, line, problem.question, problem.found, problem.allowed)
        )
    return reading.answers


def _fault(file: str, line: int, field: str, found: str, allowed: str) -> Fault:
    return Fault(file=file, line=line, field=field, found=found, allowed=allowed)
