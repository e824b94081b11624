"""Settings as `wagtail start` writes them, with its page cache if CACHED says so."""

from __future__ import annotations

import os
from pathlib import Path

CACHED = bool(os.environ.get("CACHED"))
NAME = "bench.baselines.wagtail_site"

SECRET_KEY = "only-for-this-benchmark"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = f"{NAME}.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["DATABASE"],
    }
}
WAGTAIL = (
    "contrib.forms contrib.redirects embeds sites users snippets documents images "
    "search admin"
)
DJANGO = "admin auth contenttypes sessions messages staticfiles"
INSTALLED_APPS = [
    NAME,
    *(f"wagtail.{name}" for name in WAGTAIL.split()),
    "wagtail",
    "modelcluster",
    "taggit",
    *(f"django.contrib.{name}" for name in DJANGO.split()),
]
MIDDLEWARE = [
    *(["django.middleware.cache.UpdateCacheMiddleware"] if CACHED else []),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    *(["django.middleware.cache.FetchFromCacheMiddleware"] if CACHED else []),
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
USE_TZ = True
WAGTAIL_SITE_NAME = "bench"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
