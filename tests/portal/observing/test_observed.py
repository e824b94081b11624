"""Who may see the metrics, and what they count."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception

from portal.observing import metrics
from portal.observing.observed import Observed, noting
from portal.pages.published import Watch, watch
from portal.pages.revisions import PublishedVersion
from tests.portal.serving.asking import ask

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8001"}


def django(environ, start_response):
    status = "404 Not Found" if "none" in environ["PATH_INFO"] else "200 OK"
    start_response(status, [("Content-Type", "text/plain")])
    return [b"Django"]


def memory(environ, start_response):
    if environ["PATH_INFO"] == "/kept/":
        start_response("200 OK", [])
        return [b"memory"]
    return noting(django)(environ, start_response)


@pytest.fixture
def site(counting):
    count, sums = counting
    return Observed(memory, behind_proxy=False, count=count, sums=sums)


def figures(site):
    """Return each metric's number by its name and labels."""
    text = ask(site, "/metrics", **HERE).text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (x.rpartition(" ") for x in lines)}


def difference(site, before, name):
    return figures(site).get(name, 0) - before.get(name, 0)


def test_metrics_count_answers_of_memory_and_of_django(site):
    before = figures(site)
    ask(site, "/kept/")
    ask(site, "/none/", "POST")
    for by, method, status in [("memory", "GET", "200"), ("django", "POST", "404")]:
        labels = f'{{by="{by}",method="{method}",status="{status}"}}'
        name = f"portal_request_seconds_count{labels}"
        assert difference(site, before, name) == 1


def test_metrics_count_made_up_methods_as_one(site):
    ask(site, "/kept/", "MADEUP")
    assert 'method="other"' in "".join(figures(site))
    assert "MADEUP" not in "".join(figures(site))


def test_metrics_count_errors_by_kind_without_words(site):
    before = figures(site)
    try:
        raise LookupError("words")
    except LookupError:
        got_request_exception.send(sender=None, request=None)
    assert difference(site, before, 'portal_errors_total{kind="LookupError"}') == 1
    assert "words" not in "".join(figures(site))


def test_metrics_count_publications(site):
    before = figures(site)
    for tell in watch.when_changed:
        tell()
    assert difference(site, before, "portal_publications_seen") == 1


def test_watch_tells_of_each_publication_and_not_of_its_first_look(db):
    heard, own = [], Watch()
    own.when_changed.append(lambda: heard.append("published"))
    PublishedVersion.lock()
    own.ask()
    assert heard == []
    PublishedVersion.advance()
    own.ask()
    own.ask()
    assert heard == ["published"]


def test_metrics_never_tell_where_somebody_was(site):
    ask(site, "/kept/?q=secret")
    ask(site, "/pain-path/none/secret/")
    assert "secret" not in "".join(figures(site))
    assert "pain" not in "".join(figures(site))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"REMOTE_ADDR": "192.0.2.7"}, id="another machine"),
        pytest.param({"REMOTE_ADDR": ""}, id="nobody knows who"),
        pytest.param({"HTTP_HOST": "pain.example.org"}, id="the site's own name"),
        pytest.param({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, id="through a proxy"),
        pytest.param({"HTTP_FORWARDED": "for=192.0.2.7"}, id="through another"),
    ],
)
def test_metrics_are_for_this_machine_only(site, changed):
    assert ask(site, "/metrics", **HERE | changed).text == "Django"


def test_metrics_are_off_without_a_folder():
    site = Observed(django, behind_proxy=False)
    assert ask(site, "/metrics", **HERE).text == "Django"


def test_metrics_refuse_a_folder_that_is_none(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="METRICS_DIR: .* Allowed: a folder"):
        metrics.start(str(tmp_path / "file" / "below"))


def test_observed_leaves_the_headers_of_a_page_alone():
    kept = [("Content-Type", "text/plain")]

    def page(environ, start_response):
        start_response("200 OK", kept)
        return [b""]

    answer = ask(Observed(page, behind_proxy=False), "/")
    assert len(answer.headers["X-Request-ID"]) == 32
    assert kept == [("Content-Type", "text/plain")]
