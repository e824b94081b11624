from __future__ import annotations

import pytest
from django.db import OperationalError
from django.utils import translation

from portal.pages.publishing import publish, withdraw
from portal.painpath import live
from portal.painpath.models import PathRules, PathWording
from portal.painpath.shipped import shipped_path
from tests import factories
from tests.portal.painpath.paths import SMALL, SMALL_WORDING, replaced
from tests.portal.painpath.published import publish_small, version

pytestmark = pytest.mark.django_db


def sooner(text=SMALL):
    return replaced(text, "at_least: 5", "at_least: 4")


def threshold():
    return live.current_path().rules[0].ready_when[0].at_least


def test_current_path_is_the_folders_as_long_as_nothing_is_published():
    assert live.current_path() is shipped_path()
    assert live.current_wording().language == "en"
    assert live.published() is None


def test_current_path_is_what_was_published_last():
    publish_small()
    assert threshold() == 5
    assert live.current_path() is live.current_path()
    publish([version("pain-path", sooner())])
    assert threshold() == 4


def test_current_path_is_not_read_again_for_a_page():
    publish_small()
    path = live.current_path()
    factories.page("guide")
    assert live.current_path() is path


def test_current_path_goes_back_when_nothing_is_published_any_more():
    publish_small()
    withdraw(PathRules.objects.all())
    assert live.current_path() is shipped_path()


def test_current_path_stays_the_same_through_a_request():
    publish_small()
    with live.one_version():
        assert threshold() == 5
        publish([version("pain-path", sooner())])
        assert threshold() == 5
    assert threshold() == 4


def test_current_path_asks_once_a_request(django_assert_num_queries):
    publish_small()
    live.current_path()
    with live.one_version(), django_assert_num_queries(1):
        live.current_path()
        live.current_wording()
    with django_assert_num_queries(0), live.one_version():
        pass


@pytest.mark.parametrize("known", [True, False])
def test_current_path_without_the_database(known, monkeypatch, caplog):
    monkeypatch.setattr(live, "_known", None)
    if known:
        publish_small()
        assert threshold() == 5

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(live, "published_token", away)
    assert (live.current_path() is shipped_path()) is not known
    said = [record.levelname for record in caplog.records]
    assert said == (["WARNING"] if known else [])


def test_current_path_goes_on_if_what_is_published_is_not_whole(caplog):
    publish_small()
    assert threshold() == 5
    publish([version("pain-path", "procedures: []")])
    assert threshold() == 5
    assert threshold() == 5
    assert len([r for r in caplog.records if r.levelname == "ERROR"]) == 1


def test_current_path_without_its_wording_stays_as_it_was(caplog):
    publish_small()
    assert threshold() == 5
    withdraw(PathWording.objects.all())
    assert threshold() == 5
    assert "pain-path.yaml:1: file: found no such file" in caplog.text


def test_current_wording_is_the_languages_or_the_first_ones():
    publish_small()
    with translation.override("es"):
        assert live.current_wording().language == "en"
        text = replaced(SMALL_WORDING, "legend: Where?", "legend: ¿Dónde?")
        publish([version("pain-path-wording", text, "es")])
        spoken = live.current_wording()
    assert spoken.language == "es"
    assert spoken.wording.questions["site"].legend.me == "¿Dónde?"
    assert live.current_wording().wording.questions["site"].legend.me == "Where?"


def test_a_publication_counts_from_the_next_request_on(client):
    publish_small()
    assert "Do you have a sign?" in client.get("/pain-path/paper/").content.decode()
    text = replaced(SMALL_WORDING, "legend: Where?", "legend: Where is it?")
    publish([version("pain-path-wording", text)])
    assert "Where is it?" in client.get("/pain-path/paper/").content.decode()
