from __future__ import annotations

import pytest

from portal.mail_url import mail_settings


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://mail.example.org:2525", 2525, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("smtp+ssl://mail.example.org", 465, False, True),
    ],
)
def test_mail_settings(url, port, tls, ssl):
    found = mail_settings(url)
    assert found["EMAIL_HOST"] == "mail.example.org"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (port, tls)
    assert found["EMAIL_USE_SSL"] == ssl
    assert found["EMAIL_TIMEOUT"]
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("", "")


def test_mail_settings_decode_name_and_password():
    found = mail_settings("smtp+tls://web%40example.org:a%2Fb%3Ac@host:587")
    assert found["EMAIL_HOST_USER"] == "web@example.org"
    assert found["EMAIL_HOST_PASSWORD"] == "a/b:c"


def test_mail_settings_console():
    assert mail_settings("console:") == {
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"
    }


@pytest.mark.parametrize("url", ["", "smtp:", "smtp://", "imap://host", "smtp://h:x"])
def test_mail_settings_refuse(url):
    with pytest.raises(ValueError, match="allowed console:"):
        mail_settings(url)
