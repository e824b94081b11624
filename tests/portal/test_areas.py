from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse

ROOT = Path(__file__).parent.parent.parent
LATE = {"PIL", "cryptography", "fido2", "portal.urls", "qrcode", "textstat"}
PATIENTS = """
import sys
from portal.wsgi import application

ENVIRON = {
    "HTTP_HOST": "localhost", "PATH_INFO": "/healthz", "REQUEST_METHOD": "GET",
    "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.input": sys.stdin.buffer,
    "wsgi.url_scheme": "http",
}
said = []
body = b"".join(application(ENVIRON, lambda status, headers: said.append(status)))
assert said == ["200 OK"], body

from django.conf import settings
from django.urls import reverse

reverse("home", settings.PUBLIC_URLCONF)
print(*sys.modules)
"""


def test_a_patients_request_knows_public_addresses_alone(client, db):
    request = client.get("/about/").wsgi_request
    assert request.urlconf == settings.PUBLIC_URLCONF
    with pytest.raises(NoReverseMatch):
        reverse("admin:index", request.urlconf)


@pytest.mark.parametrize("path", ["/admin", "/admin/", "/admin/account/login/"])
def test_staff_are_led_to_theirs(client, db, path):
    answer = client.get(path)
    assert not hasattr(answer.wsgi_request, "urlconf")
    assert answer.status_code in (200, 301, 302)


def test_an_address_that_only_begins_alike_is_public(client, db):
    answer = client.get("/administration/")
    assert answer.wsgi_request.urlconf == settings.PUBLIC_URLCONF
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/", "/search/", "/healthz", "/pain-path/"])
def test_public_addresses_are_the_same_for_staff(path):
    assert resolve(path).func is resolve(path, settings.PUBLIC_URLCONF).func


def test_a_process_for_patients_alone_loads_nothing_of_staff():
    done = subprocess.run(
        [sys.executable, "-c", PATIENTS],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    ours = ("portal.", "conditions.", "procedures.")
    forms = {name for name in loaded if name.startswith(ours) and "admin" in name}
    assert forms == {"portal.admin_app"}
    assert not loaded & LATE
