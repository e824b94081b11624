from __future__ import annotations

import threading

import brotli
import pytest

from portal.clinic.models import Clinic
from portal.pages import published
from portal.pages.publishing import withdraw
from tests import factories
from tests.portal.serving.asking import Counting, ask, connected, front

pytestmark = pytest.mark.django_db
PATH = "/conditions/sciatica/"
OURS = {"ETag", "Last-Modified", "Cache-Control", "Vary"}


@pytest.fixture(autouse=True)
def page():
    return factories.page("condition")


@pytest.fixture
def memory():
    """The memory after the first request has told it what is published."""
    made = front()
    ask(made, "/privacy/")
    made._application.asked.clear()
    return made


def asked(memory):
    return memory._application.asked


@pytest.mark.parametrize(
    "path",
    [
        "/",
        PATH,
        "/es" + PATH,
        "/conditions/",
        "/conditions/?by=area",
        "/procedures/compare/",
        "/glossary/",
        "/sources/",
        "/a-to-z/",
        "/site-map/",
        "/about/",
        "/contact/",
        "/sitemap.xml",
        "/robots.txt",
    ],
)
def test_a_kept_answer_is_the_one_that_django_gives(memory, path):
    first, again = ask(memory, path), ask(memory, path)
    assert len(asked(memory)) == 1
    django = ask(Counting(), path)
    assert again == first
    assert (again.status, again.body) == (200, django.body)
    others = {name: value for name, value in again.headers.items() if name not in OURS}
    assert others == {k: v for k, v in django.headers.items() if k not in OURS}
    assert "Set-Cookie" not in others
    assert again.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=pain",
        "/search/suggest/?q=pain",
        "/pain-path/",
        "/feedback/",
        "/admin/login/",
        "/healthz",
        "/favicon.ico",
        "/conditions/unknown/",
        "/unknown/",
        "/conditions/?by=unknown",
        PATH + "?q=a-view-that-does-not-read-it",
        "/procedures/compare/?option=unknown",
    ],
)
def test_what_is_not_for_everybody_is_asked_of_django_each_time(memory, path):
    django = ask(Counting(), path)
    for _ in range(2):
        found = ask(memory, path)
        assert found.status == django.status
    assert len(asked(memory)) == 2
    assert (len(memory.memory), len(memory.side)) == (1, 0)


def test_a_withdrawn_page_is_gone_and_not_kept(memory, page):
    ask(memory, PATH)
    withdraw([page])
    memory._watch.ask()
    assert [ask(memory, PATH).status for _ in range(2)] == [410, 410]


def test_a_publication_is_seen_at_once_after_it_was_heard_of(memory):
    before = ask(memory, PATH)
    factories.page("cause")
    memory._watch.ask()
    after = ask(memory, PATH)
    assert asked(memory) == [PATH, PATH]
    assert after.headers["ETag"] != before.headers["ETag"]  # it links to the cause now
    assert ask(memory, PATH) == after


def test_a_change_of_the_clinic_is_a_publication(memory):
    ask(memory, PATH)
    Clinic.objects.create(pk=1, name="Harbor Clinic", phone="555 0100")
    memory._watch.ask()
    assert "Harbor Clinic" in ask(memory, PATH).text


def test_a_page_made_meanwhile_tells_of_the_publication_too(memory):
    """Nobody goes back in time: from then on no older page is shown."""
    ask(memory, PATH)
    factories.page("cause")
    assert "nerve-damage" in ask(memory, "/causes/").text
    assert "nerve-damage" in ask(memory, PATH).text


@pytest.fixture
def watched(memory, monkeypatch):
    """The memory of a process that hears of publications, with time to make pages anew."""
    monkeypatch.setattr(published, "GRACE", 600)
    memory._watch.running = True
    return memory


def renew(memory, *first):
    with connected():
        memory.renew(first)


def test_pages_are_renewed_while_all_are_shown_as_before(watched):
    before = ask(watched, PATH)
    factories.page("cause")
    watched._watch.ask()
    assert ask(watched, PATH) == before
    asked(watched).clear()
    renew(watched)
    assert asked(watched) == [PATH, "/privacy/"]
    asked(watched).clear()
    assert "nerve-damage" in ask(watched, PATH).text
    assert asked(watched) == []


def test_pages_that_were_published_are_renewed_first(watched):
    ask(watched, PATH)
    ask(watched, "/about/")
    factories.page("cause")
    watched._watch.ask()
    asked(watched).clear()
    renew(watched, "/privacy/")
    assert asked(watched) == ["/privacy/", "/about/", PATH]


def test_who_saw_a_new_page_sees_no_older_one(watched):
    ask(watched, PATH)
    factories.page("cause")
    watched._watch.ask()
    assert "nerve-damage" in ask(watched, "/causes/").text
    assert "nerve-damage" in ask(watched, PATH).text


def test_pages_from_before_the_version_before_are_shown_no_more(watched):
    ask(watched, PATH)
    for slug in ("first", "second"):
        factories.page("cause", slug, title=f"The {slug}")
        watched._watch.ask()
    assert "The second" in ask(watched, "/causes/").text


def test_pages_from_before_are_shown_for_a_moment_only(watched, monkeypatch):
    monkeypatch.setattr(published, "GRACE", 0)
    ask(watched, PATH)
    factories.page("cause")
    watched._watch.ask()
    assert "nerve-damage" in ask(watched, PATH).text


def test_a_page_withdrawn_is_not_renewed(watched, page):
    ask(watched, PATH)
    withdraw([page])
    watched._watch.ask()
    assert ask(watched, PATH).status == 200
    renew(watched)
    assert ask(watched, PATH).status == 410


def test_nothing_is_kept_before_the_first_publication(page):
    from portal.pages.revisions import PublishedVersion

    PublishedVersion.objects.all().delete()
    memory = front()
    assert [ask(memory, PATH).status for _ in range(2)] == [200, 200]
    assert len(memory.memory) == 0


def test_staff_who_are_signed_in_are_asked_of_django(memory):
    ask(memory, PATH)
    ask(memory, PATH, HTTP_COOKIE="a=b; sessionid=c")
    assert len(asked(memory)) == 2


def test_unknown_parameters_change_nothing(memory):
    first = ask(memory, PATH)
    assert ask(memory, PATH + "?utm_source=mail") == first
    assert asked(memory) == [PATH]


def test_addresses_that_anybody_can_make_up_push_no_page_out():
    memory = front(limit=400_000)
    ask(memory, "/about/")
    ask(memory, PATH)
    for number in range(10):
        ask(memory, f"/conditions/?by=area&by=title&by={'area&by=' * number}title")
        ask(memory, PATH, HTTP_HOST=f"testserver:{number + 1000}")
    memory._application.asked.clear()
    ask(memory, PATH)
    assert asked(memory) == []
    assert 0 < memory.side.size <= memory.side.limit


def test_head_makes_the_page_that_get_finds(memory):
    head = ask(memory, PATH, "HEAD")
    get = ask(memory, PATH)
    assert asked(memory) == [PATH]
    assert (head.status, head.headers, head.body) == (200, get.headers, b"")
    assert ask(memory, "/conditions/unknown/", "HEAD").body == b""


def test_encodings_and_304(memory):
    plain = ask(memory, PATH)
    packed = ask(memory, PATH, HTTP_ACCEPT_ENCODING="br")
    assert brotli.decompress(packed.body) == plain.body
    tag = packed.headers["ETag"]
    found = ask(memory, PATH, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=tag)
    assert (found.status, found.body) == (304, b"")
    assert asked(memory) == [PATH]


def test_what_one_reader_sends_changes_no_other_answer(memory):
    sent = {
        "HTTP_ACCEPT_LANGUAGE": "es",
        "HTTP_COOKIE": "django_language=es; csrftoken=x",
        "HTTP_RANGE": "bytes=0-9",
        "HTTP_IF_NONE_MATCH": '"x"',
        "HTTP_USER_AGENT": "curious",
    }
    found = ask(memory, PATH, **sent)
    assert found.body == ask(Counting(), PATH).body


def test_a_wrong_host_is_refused(memory):
    ask(memory, PATH)
    assert ask(memory, PATH, HTTP_HOST="evil.example").status == 400


def test_each_host_gets_its_own_links(memory, settings):
    settings.ALLOWED_HOSTS = ["testserver", "pain.example.org"]
    ask(memory, PATH)
    found = ask(memory, PATH, HTTP_HOST="pain.example.org")
    assert f"http://pain.example.org{PATH}" in found.text


def test_plain_http_is_led_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    memory = front()
    secure = {"wsgi.url_scheme": "https"}
    for _ in range(2):
        found = ask(memory, PATH, **secure)
        assert found.headers["Strict-Transport-Security"] == "max-age=60"
        assert f"https://testserver{PATH}" in found.text
        led = ask(memory, PATH + "?utm_source=mail")
        assert led.status == 301
        assert led.headers["Location"] == f"https://testserver{PATH}?utm_source=mail"


def test_a_moved_page_leads_on_with_the_whole_query(memory):
    found = ask(memory, PATH[:-1] + "?utm_source=mail")
    assert found.headers["Location"] == PATH + "?utm_source=mail"


def test_many_at_once_make_a_page_once(memory):
    django, found = memory._application, []
    others = [
        threading.Thread(target=lambda: found.append(ask(memory, PATH)))
        for _ in range(3)
    ]

    def busy(environ, start_response):
        for other in others:
            other.start()
        return django(environ, start_response)

    memory._application = busy
    first = ask(memory, PATH)
    for other in others:
        other.join()
    assert django.asked == [PATH]
    assert found == [first] * 3
