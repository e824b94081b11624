from __future__ import annotations

import datetime as dt

import pytest

from portal.clinic import roles
from portal.pages.editorial.checking import faults_of, row_of
from portal.pages.editorial.workflow import (
    RefusedError,
    publish_due,
    publish_reviewed,
    schedule,
)
from portal.pages.faults import Fault
from portal.pages.publishing import publish, withdraw
from portal.painpath import publication
from portal.painpath.live import current_path
from portal.painpath.models import PathCases, PathRules, PathWording
from portal.painpath.publication import beside, in_words, said
from portal.painpath.texts import PATH_FILE
from tests import factories
from tests.portal.painpath.paths import SMALL, small_path
from tests.portal.painpath.published import draft, publish_small

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed():
    publish_small()
    return factories.staff(roles.EDITOR, "ed")


@pytest.fixture
def rita():
    return factories.staff(roles.REVIEWER, "rita")


def refused(version, rita):
    with pytest.raises(RefusedError) as caught:
        publish_reviewed(version, by=rita, review=None, allow_own=False)
    return caught.value.reasons


def test_a_good_change_is_published_and_walked(ed, rita):
    version = draft(PathRules, ed, "any_of: [much]", "any_of: [little]")
    reasons = refused(version, rita)
    assert reasons == (
        "Case “A knee that hurts”: listed: expected knee-injection, found nothing",
        "Case “A knee that hurts”: not yet: expected nothing, found knee-injection",
        "Case “A knee without a side”: listed: expected knee-injection, found nothing",
    )
    version = draft(PathRules, ed, "any_of: [little]", "any_of: [much, not_sure]")
    publish_reviewed(version, by=rita, review=None, allow_own=False)
    assert current_path().holds[0].when[0].any_of == {"much", "not_sure"}


def test_a_path_that_breaks_a_proof_is_refused(ed, rita):
    again = SMALL[SMALL.index("  - id: knee\n") : SMALL.index("consult:")]
    version = draft(
        PathRules,
        ed,
        "consult:\n",
        again.replace("id: knee", "id: shadow") + "consult:\n",
    )
    assert faults_of(version, quick=True) == []
    assert refused(version, rita) == (
        "Proof: shadow: no answers make it the one that is listed",
        "Proof: shadow: no answers make it the one that is not_yet",
    )
    assert current_path() == small_path()


def test_a_text_that_needs_another_is_refused_alone(ed, rita):
    rules = draft(PathRules, ed, "id: working", "id: resting")
    assert refused(rules, rita) == (
        "Wording, line 1: holds.resting: found nothing, allowed a text: the path has it",
        "Wording, line 90: holds.working: found a text, allowed only resting",
    )
    words = draft(PathWording, ed, "holds: {working", "holds: {resting")
    assert refused(words, rita)
    with beside((rules, words)):
        publish_reviewed(rules, by=rita, review=None, allow_own=False)
        publish_reviewed(words, by=rita, review=None, allow_own=False)
    assert current_path().holds[0].id == "resting"


def test_wording_may_claim_nothing(ed):
    version = draft(
        PathWording,
        ed,
        "hint: h\n    why: w\n    error: Choose one",
        "hint: It cures all pain\n    why: w\n    error: Choose one",
    )
    (fault,) = faults_of(version)
    assert fault.startswith("Wording, line ")
    assert "questions.signs.hint: found " in fault


def test_rules_that_cannot_be_read_are_told_by_line(ed):
    version = draft(PathRules, ed, "tell_specialist: health", "tell_specialist: soul")
    (fault,) = faults_of(version)
    assert fault.startswith("Rules, line 1: tell_specialist: found 'soul', allowed ")


def test_what_every_path_needs_is_told(ed):
    version = draft(PathRules, ed, "at_least: 5", "at_least: 4")
    withdraw(PathWording.objects.all())
    assert faults_of(version) == [
        "Wording, line 1: file: found no such file, allowed the wording of the pain path"
    ]


def test_a_scheduled_version_is_checked_again_when_it_comes_due(ed, rita):
    version = draft(PathRules, ed, "at_least: 5", "at_least: 6")
    day = dt.date.today() + dt.timedelta(3)
    schedule(version, by=rita, review=None, allow_own=False, on=day)
    publish([draft(PathCases, ed, "score: 7", "score: 5")])
    (due,) = publish_due(day)
    assert due.refused.startswith("Case “A knee that hurts”: listed: expected")


def test_proofs_run_once_for_a_text(ed, rita, monkeypatch):
    ran = []
    real = publication.prove
    monkeypatch.setattr(
        publication, "prove", lambda path: ran.append(path) or real(path)
    )
    version = draft(PathRules, ed, "at_least: 5", "at_least: 3")
    cases = draft(PathCases, ed, "score: 3", "score: 2")
    words = draft(PathWording, ed, "label: Knee,", "label: The knee,")
    assert faults_of(words) == []
    assert ran == []  # what is proved is published already
    assert faults_of(version, quick=True)
    with beside((version, cases)):
        assert faults_of(version) == faults_of(version) == faults_of(cases) == []
    assert len(ran) == 1


def test_proof_faults_are_quiet_where_there_is_nothing_to_prove():
    assert publication.shape_faults({}) == []
    assert publication.proof_faults({}) == []
    assert publication.proof_faults({("pain-path", "", "path"): "["}) == []


def test_words_of_a_fault():
    fault = Fault(file=PATH_FILE, line=3, field="a", found="b", allowed="c")
    assert in_words(fault) == "Rules, line 3: a: found b, allowed c"
    assert (said(("a", "b")), said(()), said("x")) == ("a, b", "nothing", "x")


def test_a_row_says_what_it_is(ed):
    version = draft(PathWording, ed, "label: Knee,", "label: The knee,")
    row = row_of(version)
    assert str(row) == row.title == "Pain path: wording (English)"
    assert row.get_absolute_url() == "/pain-path/"
    assert str(PathRules.objects.get()) == "Pain path: rules"
