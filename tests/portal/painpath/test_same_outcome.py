"""Two doors, one function: the web pages say what the command line says."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.painpath.answer_files import read_answer_documents
from portal.painpath.engine import outcome
from portal.painpath.live import current_path
from portal.painpath.questionnaire import EXCLUSIVE, Kind
from tests.portal.painpath.walking import (
    SCIATICA,
    STEPS,
    Seen,
    Visitor,
    address,
    carried,
    walk,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
GARBAGE = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "none", "not_sure", "\x00", "-1", "11", "1e1", "<b>", "me"]),
)


@st.composite
def whole_answers(draw):
    """A possible answer to every question: any, or near those that list something."""
    questions = current_path().questions
    near = st.sets(st.sampled_from(sorted(questions)), max_size=3)
    drawn = draw(st.one_of(st.just(set(questions)), near)) | set(questions) - set(
        SCIATICA
    )
    return SCIATICA | {name: draw(_answer(questions[name])) for name in sorted(drawn)}


def _answer(question):
    if question.kind is not Kind.MANY:
        return st.sampled_from(question.allowed)
    alone = [[choice] for choice in question.choices if choice in EXCLUSIVE]
    others = [choice for choice in question.choices if choice not in EXCLUSIVE]
    least = 0 if question.optional else 1
    many = st.lists(
        st.sampled_from(others), unique=True, min_size=least, max_size=question.at_most
    )
    if question.id.endswith("_signs"):
        return st.one_of(*[st.just(["none"])] * 9, many)
    return st.one_of(many, st.sampled_from(alone)) if alone else many


@st.composite
def forms(draw):
    """A screen, what is sent to it, and whether it was Back or a change."""
    step = draw(st.sampled_from([*STEPS, "clear", "nothing-like-it"]))
    known = {s.id: s.questions for s in current_path().steps}
    sent = {}
    for question in known.get(step, ()):
        wrong = st.lists(
            st.one_of(GARBAGE, st.sampled_from(question.allowed)), max_size=4
        )
        sent[question.id] = draw(st.one_of(_answer(question), _answer(question), wrong))
    for name in ("back", "return", "csrfmiddlewaretoken", "shoe_size"):
        if draw(st.integers(0, 5)) == 0:
            sent[name] = draw(st.one_of(st.just("check"), GARBAGE))
    return step, sent


def by_command_line(answers):
    """Return the outcome as `manage.py pain_path` reads and judges these answers."""
    text = yaml.safe_dump(answers)
    (read,) = read_answer_documents(text, current_path(), file="answers.yaml")
    return outcome(current_path(), read).as_dict()


def assert_pages_say(visitor, found, wording):
    """Hold the pages that end this visitor's path against an outcome."""
    last = visitor.get(address("result"))
    if found["urgency"] != "routine":
        assert last.url == address("specialist")
    else:
        page = Seen(last)
        for name in ("listed", "not_yet", "not_listed"):
            title = getattr(wording.result, name).me
            wanted = [item["procedure"] for item in found[name]]
            assert page.under(title, "procedures") == wanted, name
    page = Seen(visitor.get(address("specialist")))
    titles = {id_: words.title.me for id_, words in wording.specialists.items()}
    said = {id_ for id_, title in titles.items() if title in page.texts}
    assert said == {found["specialist"]}


@FEW
@given(answers=whole_answers())
def test_whole_paths_end_as_on_the_command_line(wording, answers):
    visitor = Visitor()
    walk(visitor, answers)
    found = by_command_line(answers)
    assert found == by_command_line(carried(visitor))
    assert_pages_say(visitor, found, wording)


@FEW
@given(sent=st.lists(forms(), max_size=25), answers=whole_answers())
def test_any_forms_in_any_order_end_as_on_the_command_line(wording, sent, answers):
    """Whatever is sent first, the path can be walked to its end afterwards."""
    visitor = Visitor()
    visitor.get(address("start"))
    for step, form in sent:
        response = visitor.post(address(step), form)
        assert response.status_code in (200, 302), (step, form)
        assert visitor.get(address("check")).status_code in (200, 302)
    walk(visitor, answers)
    assert_pages_say(visitor, by_command_line(carried(visitor)), wording)


@FEW
@given(
    value=st.text(st.characters(codec="ascii"), max_size=40),
    query=st.dictionaries(st.sampled_from(["return", "lost", "cleared"]), GARBAGE),
    place=st.sampled_from([*STEPS, "check", "result", "specialist", "paper"]),
)
def test_any_cookie_and_query_is_no_500(value, query, place):
    visitor = Visitor()
    visitor.cookies["pain_path_en"] = value
    visitor.cookies["pain_path_en"]["path"] = "/pain-path/"
    assert visitor.get(address(place), query).status_code in (200, 302)
