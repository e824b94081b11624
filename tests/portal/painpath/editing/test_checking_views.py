from __future__ import annotations

import pytest
from django.urls import reverse

from portal.clinic import roles
from portal.clinic.models import Clinic
from portal.painpath.live import current_path, current_wording
from portal.painpath.models import PathCases, PathRules, PathWording
from tests import factories
from tests.portal.painpath.published import draft, publish_small

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed():
    publish_small()
    return factories.staff(roles.EDITOR, "ed")


@pytest.fixture
def rita(client):
    rita = factories.staff(roles.REVIEWER, "rita")
    client.force_login(rita)
    return rita


def url(version):
    return reverse("admin:painpath_check", args=[version.pk])


def review(client, version):
    address = reverse("admin:pages_revision_review", args=[version.pk])
    return client.get(address).content.decode()


def test_a_version_is_proved_and_compared(client, ed, rita):
    version = draft(PathRules, ed, "at_least: 5", "at_least: 8")
    html = client.post(url(version)).content.decode()
    assert "It cannot be published like this:" in html
    assert "Every proof holds." in html
    assert "11 ways through the path, 48 outcomes and 3 cases" in html
    assert "<strong>Knee injection</strong>: listed → not yet" in html
    assert "<dt>Where?</dt><dd>Knee</dd>" in html


def test_proofs_that_fail_are_told(client, ed, rita):
    version = draft(PathRules, ed, "any_of: [much]", "any_of: [much, little, not_sure]")
    html = client.post(url(version)).content.decode()
    assert "It cannot be published like this:" in html
    version = draft(PathRules, ed, "any_of: [numb]", "any_of: [none]")
    html = client.post(url(version)).content.decode()
    assert "These proofs fail:" in html or "It cannot be published" in html


def test_a_version_that_decides_nothing_new(client, ed, rita):
    version = draft(PathWording, ed, "label: Knee,", "label: The knee,")
    html = client.post(url(version)).content.decode()
    assert "Nothing that decides is changed" in html


def test_a_version_that_cannot_be_read(client, ed, rita):
    version = draft(PathRules, ed, "kind: scale", "kind: skale")
    html = client.post(url(version)).content.decode()
    assert "It cannot be published like this:" in html
    assert "Compared with" not in html
    assert "its parts do not fit together yet" in review(client, version)


def test_what_belongs_together_is_published_in_one_step(client, ed, rita):
    rules = draft(PathRules, ed, "id: working", "id: resting")
    words = draft(PathWording, ed, "holds: {working", "holds: {resting")
    html = client.get(url(rules)).content.decode()
    assert f'name="also" value="{words.pk}"' in html
    html = client.post(url(rules), {"also": [words.pk]}).content.decode()
    assert "It cannot be published" not in html
    response = client.post(url(rules), {"also": [words.pk], "_publish": "1"})
    assert response["Location"] == reverse("admin:pages_review_queue")
    assert current_path().holds[0].id == "resting"
    assert "resting" in current_wording().wording.holds


def test_nothing_is_published_if_one_of_them_is_refused(client, ed, rita):
    rules = draft(PathRules, ed, "id: working", "id: resting")
    response = client.post(url(rules), {"_publish": "1"})
    assert "holds.resting: found nothing" in response.content.decode()
    words = draft(PathWording, rita, "holds: {working", "holds: {resting")
    response = client.post(url(rules), {"also": [words.pk], "_publish": "1"})
    assert "You wrote part of this version" in response.content.decode()
    assert current_path().holds[0].id == "working"


@pytest.mark.parametrize("alone", [True, False])
def test_only_what_waits_for_review_unless_one_person_does_everything(
    client, ed, rita, alone
):
    Clinic.objects.update_or_create(pk=1, defaults={"second_person_reviews": not alone})
    version = draft(PathRules, rita, "at_least: 5", "at_least: 4", state="draft")
    response = client.post(url(version), {"_publish": "1"})
    assert (response.status_code == 302) is alone
    assert (current_path().rules[0].ready_when[0].at_least == 4) is alone
    if not alone:
        assert "Only a version that waits for review" in response.content.decode()


def test_editors_check_and_do_not_publish(client, ed):
    client.force_login(ed)
    version = draft(PathRules, ed, "at_least: 5", "at_least: 4")
    html = client.get(url(version)).content.decode()
    assert "Check and publish</button>" not in html
    assert "Every proof holds." in client.post(url(version)).content.decode()
    assert client.post(url(version), {"_publish": "1"}).status_code == 403


def test_review_says_which_cases_change_and_what_waits_too(client, ed, rita):
    rules = draft(PathRules, ed, "at_least: 5", "at_least: 8")
    cases = draft(PathCases, ed, "score: 3", "score: 2")
    html = review(client, rules)
    assert "Of 3 cases, 2 come out otherwise:" in html
    assert "knee-injection: listed → not yet" in html
    assert "specialist: pain specialist → primary care" in html
    assert "Pain path: cases" in html
    assert "These rules as a table" in html
    html = review(client, cases)
    assert "All 3 cases come out as they do now." in html
    assert "These rules as a table" not in html
