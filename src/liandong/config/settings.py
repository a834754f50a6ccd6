"""Django's settings. What a site may change comes from `environment`; the rest is decided here, with its reason."""

from __future__ import annotations

from datetime import timedelta

from csp.constants import NONE, SELF

from liandong.config.databases import database_at
from liandong.config.environment import ROOT, Mode, read_environment
from liandong.config.log_lines import logging_to_standard_output
from liandong.config.secrets import signing_key
from liandong.config.sqlite_driver import prefer_bundled_sqlite

prefer_bundled_sqlite()
ENVIRONMENT = read_environment()
IS_PRODUCTION = ENVIRONMENT.mode is Mode.PRODUCTION
IDLE = timedelta(minutes=ENVIRONMENT.idle_minutes)
LAPSE_WARNING = timedelta(days=ENVIRONMENT.lapse_warning_days)
WORKER_SILENT = timedelta(seconds=ENVIRONMENT.worker_silent_seconds)
VAR = ENVIRONMENT.var
EVIDENCE = ENVIRONMENT.evidence_folder
ARCHIVE = ENVIRONMENT.archive_folder
EVIDENCE_S3 = ENVIRONMENT.evidence_s3
CLAMAV = ENVIRONMENT.clamav
EVIDENCE_FILE_BYTES = ENVIRONMENT.evidence_file_megabytes * 1_000_000
EVIDENCE_COUNTY_BYTES = ENVIRONMENT.evidence_county_gigabytes * 1_000_000_000
EVIDENCE_GRACE = timedelta(days=ENVIRONMENT.evidence_grace_days)
LOG_KEY = ENVIRONMENT.log_key_file
LOG_NAME = ENVIRONMENT.log_name or f"{(ENVIRONMENT.hosts or ['liandong.demo'])[0].lstrip('.')}/record"
ANCHOR_FILE = ENVIRONMENT.anchor_file
ANCHOR_SILENT = timedelta(hours=ENVIRONMENT.anchor_hours)
WITNESS_URL, WITNESS_KEY = ENVIRONMENT.witness_url, ENVIRONMENT.witness_key
TIMESTAMP_URL, TIMESTAMP_CA = ENVIRONMENT.timestamp_url, ENVIRONMENT.timestamp_ca
PAPER_FONTS = ENVIRONMENT.fonts
PRINT_KEPT = timedelta(hours=ENVIRONMENT.print_hours)
SITE_ADDRESS = ENVIRONMENT.origins[0].rstrip("/") if ENVIRONMENT.origins else ""  # where papers send who checks them
VAR.mkdir(parents=True, exist_ok=True)  # SQLite makes a file, never its folder

# --- the program ------------------------------------------------------------------------------------------------------

DEBUG = ENVIRONMENT.debug
SECRET_KEY = signing_key(ENVIRONMENT) or "none"  # Django will not load without one; `checks` refuses this start
ROOT_URLCONF = "liandong.config.urls"
WSGI_APPLICATION = "liandong.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_htmx",
    "django_q",
    "liandong.config",
    "liandong.people",
    "liandong.citizens",
    "liandong.maps",
    "liandong.record",
    "liandong.projections",
    "liandong.evidence",
    "liandong.papers",
    "liandong.effects",
    "liandong.worker",
    "liandong.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random padding, so that lengths tell nothing of what is secret
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "liandong.config.idle.IdleSession",
    "django.middleware.locale.LocaleMiddleware",
    "liandong.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liandong.web.request.SeatMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "liandong.web.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
]

# --- where things are kept --------------------------------------------------------------------------------------------

DATABASES = {"default": database_at(ENVIRONMENT.database_address, ROOT)}

# --- time and language ------------------------------------------------------------------------------------------------

USE_TZ = True  # UTC in storage
TIME_ZONE = "Asia/Shanghai"  # at the edges
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = int(timedelta(weeks=52).total_seconds())
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- who may come in --------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

# A name from one address is locked, not the name from everywhere: else anyone could lock out an officer.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # for the audit administrator: AXES_RESET_ON_SUCCESS empties the counters
AXES_LOCKOUT_CALLABLE = "liandong.web.sign_in.views.locked_out"

SESSION_COOKIE_AGE = int(IDLE.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "liandong.web.errors.views.forbidden"
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.origins
ALLOWED_HOSTS = ENVIRONMENT.hosts or ([] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])

# --- what a browser may do with a page --------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler's form controls carry their marks as data
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^ready$"]  # asked from this machine, and says nothing
SECURE_HSTS_SECONDS = int(timedelta(weeks=52).total_seconds()) if IS_PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_tls_proxy else None

# --- files of the pages -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
FRONT_END = ("@tabler/core/dist/css", "@tabler/core/dist/js", "htmx.org/dist")
STATICFILES_DIRS = [
    (f"vendor/{folder}", str(ROOT / "node_modules" / folder))
    for folder in FRONT_END
    if (ROOT / "node_modules" / folder).is_dir()
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = int(timedelta(weeks=52).total_seconds())  # their addresses change with them

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "liandong.web.evidence.multipart.BoundedUploads",
]

# --- citizens ---------------------------------------------------------------------------------------------------------

# By the hour: from one address (a village or an office may share one), and in all of a county or of the site.
CITIZEN_LIMITS = {
    "file": ENVIRONMENT.citizen_files,
    "file-in-all": ENVIRONMENT.citizen_files_in_all,
    "photo": ENVIRONMENT.citizen_photos_an_hour,
    "busy": ENVIRONMENT.citizen_busy,
    "look-up": ENVIRONMENT.citizen_look_ups,
    "look-up-in-all": ENVIRONMENT.citizen_look_ups_in_all,
}
CITIZEN_FORM_AGE = timedelta(minutes=ENVIRONMENT.citizen_form_minutes)
CITIZEN_FILLS_IN = timedelta(seconds=ENVIRONMENT.citizen_fill_seconds)
CITIZEN_PHOTOS = ENVIRONMENT.citizen_photos
CITIZEN_PHOTO_BYTES = ENVIRONMENT.citizen_photo_megabytes * 1_000_000
CITIZEN_PHOTOS_BYTES = ENVIRONMENT.citizen_photos_in_all_megabytes * 1_000_000
CITIZEN_PHOTO_GRACE = timedelta(hours=ENVIRONMENT.citizen_photo_hours)
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies

# --- heavy jobs -------------------------------------------------------------------------------------------------------

# Rendering and exports only. Clocks are rows that the worker sweeps, never messages here.
Q_CLUSTER = {
    "name": "liandong",
    "orm": "default",
    "workers": 1,
    "timeout": 300,
    "retry": 600,  # longer than timeout: a job is given again only when nobody can still be doing it
    "max_attempts": 5,
    "ack_failures": False,
    "catch_up": False,
    "poll": 1,
    "save_limit": 1000,
    "label": "Liandong",
}

# Each event names its algorithm: a site may change its mind, and what stands on record still verifies.
RECORD_HASH = ENVIRONMENT.record_hash

LOGGING = logging_to_standard_output(ENVIRONMENT.log_level)
