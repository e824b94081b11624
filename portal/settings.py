"""Settings, all read from the environment; `docs/deploying.md` lists them."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvValidationError, validate

from portal.mail_url import mail_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env(eager=False)  # collect every fault, then name them all in seal()

DEBUG = env.bool("DEBUG", False)
if DEBUG:
    SECRET_KEY = env.str("SECRET_KEY", "only-for-development-" + "x" * 32)
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
else:
    SECRET_KEY = env.str("SECRET_KEY")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
HTTPS = env.bool("HTTPS", not DEBUG)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
CONTENT_DIR = env.path("CONTENT_DIR", BASE_DIR / "content")
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
LOG_LEVEL = env.log_level("LOG_LEVEL", logging.INFO)
LOG_FORMAT = env.str(
    "LOG_FORMAT",
    "plain" if DEBUG else "json",
    validate=validate.OneOf(["json", "plain"]),
)
METRICS_DIR = env.str("METRICS_DIR", "")
SITE_URL = env.str("SITE_URL", "http://localhost:8000" if DEBUG else "").rstrip("/")
EMAIL_URL = env.str("EMAIL_URL", "console:" if DEBUG else "smtp://localhost:25")
PAGES_IN_MEMORY = env.int("PAGES_IN_MEMORY", 0 if DEBUG else 64)  # MB each process
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "webmaster@localhost")
SECOND_FACTOR = env.str(
    "SECOND_FACTOR",
    "publishers" if DEBUG else "all",
    validate=validate.OneOf(["all", "publishers"]),
)
SESSION_IDLE_MINUTES = env.int(
    "SESSION_IDLE_MINUTES", 60, validate=validate.Range(min=1)
)
SEARCHES_A_MINUTE = env.int(
    "SEARCHES_A_MINUTE", 300, validate=validate.Range(min=0)
)  # of one visitor in each process; 0: as many as they like
SESSION_HOURS = env.int("SESSION_HOURS", 12, validate=validate.Range(min=1))

try:
    env.seal()
    DATABASES: dict[str, Any] = {"default": dj_database_url.parse(DATABASE_URL)}
except EnvValidationError as error:
    found: dict[str, list[str]] = dict(error.error_messages)  # type: ignore[arg-type]
    faults = "\n".join(f"{name}: {' '.join(found[name])}" for name in sorted(found))
    raise ImproperlyConfigured(
        f"{faults}\nSet it in the environment; docs/deploying.md says how."
    ) from None
except (ValueError, dj_database_url.ParseError) as error:
    raise ImproperlyConfigured(
        f"DATABASE_URL: {error}. Allowed: sqlite:///path/to/file or "
        "postgres://user:password@host:port/name; docs/deploying.md says how."
    ) from None

if SITE_URL and not re.fullmatch(r"https?://[^\s/?#]+", SITE_URL):
    raise ImproperlyConfigured(
        f"SITE_URL: found {SITE_URL}, allowed https://host without a path"
    )
try:
    globals().update(mail_settings(EMAIL_URL))  # EMAIL_BACKEND, EMAIL_HOST, …
except ValueError as error:
    raise ImproperlyConfigured(f"EMAIL_URL: {error}") from None

match DATABASES["default"].get("ENGINE"):
    case "django.db.backends.sqlite3":
        VAR_DIR.mkdir(exist_ok=True)
        # WAL lets readers go on while a load writes; IMMEDIATE takes the write
        # lock at the start, so that no transaction fails half-way for it.
        DATABASES["default"]["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    case "django.db.backends.postgresql":
        # Nobody waits long for a server that is away, nor the pool to try it again.
        DATABASES["default"]["OPTIONS"] = {
            "connect_timeout": 3,  # seconds
            "tcp_user_timeout": 5_000,  # milliseconds
            "keepalives_idle": 10,
            **DATABASES["default"].get("OPTIONS", {}),
            "pool": {
                "min_size": 1,
                "max_size": 8,
                "timeout": 3,
                "reconnect_timeout": 3,
            },
        }
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    case other:
        raise ImproperlyConfigured(
            f"DATABASE_URL: found {other}, allowed sqlite:///… or postgres://…"
        )

INSTALLED_APPS = [
    "conditions",
    "procedures",
    "portal.painpath",
    "portal.clinic",
    "portal.pages",
    "portal.backups",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "portal.staff",
    "crispy_forms",
    "crispy_bootstrap5",
    "modelsearch",
    "csp",
    "portal.admin_app.PortalAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "portal.static_files.PortalStaticFiles",
]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")  # no other needs its driver, 9 MB

MIDDLEWARE = [
    # Headers first, so that redirects to HTTPS and static files have them as well.
    "portal.serving.headers.AreaHeaders",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "portal.limits.refuse_excess",
    "portal.areas.public_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.squeezing.squeeze",
    "portal.clinic.middleware.ClinicMiddleware",
    "portal.serving.database_away.DatabaseAway",
    "allauth.account.middleware.AccountMiddleware",
    "portal.staff.middleware.StaffMiddleware",
]

ROOT_URLCONF = "portal.urls"
PUBLIC_URLCONF = "portal.public_urls"  # a patient's request knows no others
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.clinic.context.clinic",
                "portal.pages.context.languages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# No stemming, as one table holds every language and SQLite has none.
MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"}
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

AUTHENTICATION_BACKENDS = ["portal.staff.backend.StaffBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of earlier releases
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "portal.staff.adapters.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by staff, who know the address
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/900s/ip,5/900s/key",  # a name that nobody has is a key as well
}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "portal.staff.adapters.FactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# What is counted of attempts must be the same in every process; nothing else is here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "staff_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes come from inside
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = "/admin/"  # public pages never see a cookie
SESSION_ENGINE = "portal.staff.sessions"
SESSION_COOKIE_AGE = SESSION_IDLE_MINUTES * 60
SESSION_LONGEST = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_PATH = "/admin/"
FEEDBACK_FASTEST = 3  # seconds; nobody reads the form and writes more quickly
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a page's form has one for each part of a claim
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# What a page could ask a browser for. Newer names are left out: a browser that does not
# know one complains of it on every page.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "clipboard-read",
        "clipboard-write",
        "compute-pressure",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gamepad",
        "geolocation",
        "gyroscope",
        "hid",
        "identity-credentials-get",
        "idle-detection",
        "keyboard-map",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "otp-credentials",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "serial",
        "storage-access",
        "sync-xhr",
        "usb",
        "window-management",
        "xr-spatial-tracking",
    )
} | {
    "publickey-credentials-create": ["self"],  # staff's passkeys
    "publickey-credentials-get": ["self"],
}

DEFAULT_EXCEPTION_REPORTER_FILTER = "portal.error_reports.ScrubbedReports"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "portal.observing.log_lines.JsonLines", "quotes": DEBUG},
        "plain": {"()": "portal.observing.log_lines.PlainLines", "quotes": DEBUG},
    },
    "filters": {"secrets": {"()": "portal.error_reports.WithoutSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["secrets"],
        }
    },
    "loggers": {
        "django.request": {"filters": ["secrets"]},
        "fido2": {"level": "WARNING"},  # else it tells which passkey was used
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
