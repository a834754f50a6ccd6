"""What a start checks. In production each fault stops it and says what to set; Django's own checks run beside these."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name

from liandong.act.failpoints import VARIABLE as FAILPOINT
from liandong.config.secrets import faults_of_key
from liandong.config.sqlite_driver import is_safe_with_wal, version_in_use
from liandong.core.signed_notes import Malformed
from liandong.record.log.keys import key_in

DEMO_LOG = "liandong.demo/"

type_of_apps = Sequence[AppConfig] | None


@register(Tags.security)
def production_is_closed(app_configs: type_of_apps, **options: Any) -> list[CheckMessage]:
    """A production start with an open door is refused."""
    if not settings.IS_PRODUCTION:
        return []
    return [
        *_debug_faults(),
        *_key_faults(),
        *_host_faults(),
        *_origin_faults(),
        *_failpoint_faults(),
        *_log_key_faults(),
        *_witness_faults(),
        *_timestamp_faults(),
    ]


def _debug_faults() -> list[CheckMessage]:
    if not settings.DEBUG:
        return []
    return [Error("Debug pages show secrets.", hint="Unset LIANDONG_DEBUG.", id="house.E001")]


def _key_faults() -> list[CheckMessage]:
    faults = faults_of_key(settings.ENVIRONMENT.secret_key)
    hint = "Set LIANDONG_SECRET_KEY; `python3 -c 'import secrets; print(secrets.token_urlsafe(50))'` makes one."
    return [Error(f"LIANDONG_SECRET_KEY: {'; '.join(faults)}.", hint=hint, id="house.E002")] if faults else []


def _host_faults() -> list[CheckMessage]:
    hosts = settings.ENVIRONMENT.hosts
    if hosts and "*" not in hosts:
        return []
    found = "names every host" if hosts else "is not set"
    hint = "Set LIANDONG_HOSTS to the names this site is reached by, with commas between."
    return [Error(f"LIANDONG_HOSTS {found}.", hint=hint, id="house.E003")]


def _origin_faults() -> list[CheckMessage]:
    plain = [origin for origin in settings.ENVIRONMENT.origins if not origin.startswith("https://")]
    hint = "A session that travels unencrypted can be taken over; write https:// in LIANDONG_ORIGINS."
    return [Error(f"LIANDONG_ORIGINS names {', '.join(plain)}.", hint=hint, id="house.E004")] if plain else []


def _failpoint_faults() -> list[CheckMessage]:
    if FAILPOINT not in os.environ:
        return []
    return [Error(f"{FAILPOINT} makes this process die on purpose.", hint=f"Unset {FAILPOINT}.", id="house.E005")]


def _log_key_faults() -> list[CheckMessage]:
    try:
        key = key_in(settings.LOG_KEY)
    except (OSError, Malformed) as fault:
        hint = (
            "Draw one with `liandong record new-key --to FILE`, name the file in LIANDONG_LOG_KEY, and keep a copy "
            "where no backup of the database lies."
        )
        return [Error(f"LIANDONG_LOG_KEY: no key to sign checkpoints ({fault}).", hint=hint, id="house.E006")]
    if key.public.name.startswith(DEMO_LOG):
        return [Error("LIANDONG_LOG_KEY was made for a demonstration.", hint="Draw another.", id="house.E006")]
    return []


def _witness_faults() -> list[CheckMessage]:
    if bool(settings.WITNESS_URL) == bool(settings.WITNESS_KEY):
        return []
    hint = "Set LIANDONG_WITNESS_URL and LIANDONG_WITNESS_KEY, both or neither; `liandong witness` prints its key."
    return [Error("A witness needs an address and a key.", hint=hint, id="house.E007")]


def _timestamp_faults() -> list[CheckMessage]:
    if not settings.TIMESTAMP_URL and settings.TIMESTAMP_CA is None:
        return []
    hint = "Set LIANDONG_TIMESTAMP_URL, and LIANDONG_TIMESTAMP_CA to a file of certificates; both or neither."
    if not settings.TIMESTAMP_URL or settings.TIMESTAMP_CA is None or not settings.TIMESTAMP_CA.is_file():
        return [Error("Time-stamps need an authority and its certificates.", hint=hint, id="house.E008")]
    if find_spec("rfc3161_client") is None:
        hint = "pip install --require-hashes -r requirements-timestamps.lock"
        return [Error("Time-stamps need a package that is not installed.", hint=hint, id="house.E008")]
    return []


@register(Tags.security)
def the_log_has_places_outside(app_configs: type_of_apps, **options: Any) -> list[CheckMessage]:
    """Without a place outside, whoever has every right here can cut the record off together with its checkpoints."""
    if not settings.IS_PRODUCTION or settings.ANCHOR_FILE or settings.WITNESS_URL:
        return []
    hint = "Set LIANDONG_ANCHOR_FILE to a file on another host, LIANDONG_WITNESS_URL to a witness, best both."
    return [Warning("No place outside holds the checkpoints of the record.", hint=hint, id="house.W003")]


@register(Tags.security)
def citizens_are_told_apart(app_configs: type_of_apps, **options: Any) -> list[CheckMessage]:
    """Behind a proxy that is not named every citizen has its address, and all of them share the limit of one."""
    if not settings.ENVIRONMENT.behind_tls_proxy or settings.ENVIRONMENT.trusted_proxies:
        return []
    hint = "Set LIANDONG_TRUSTED_PROXIES to the addresses of the server in front, which must set X-Forwarded-For."
    return [Warning("All citizens seem to come from the server in front.", hint=hint, id="house.W002")]


@register(Tags.database)
def sqlite_is_repaired(app_configs: type_of_apps, **options: Any) -> list[CheckMessage]:
    """A SQLite that could corrupt a WAL is used without one, and says so."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3" or is_safe_with_wal(version_in_use()):
        return []
    version = ".".join(map(str, version_in_use()))
    hint = "Install the locked requirements (pysqlite3 among them), then start again."
    return [Warning(f"SQLite {version} is unsafe with WAL; running slower without it.", hint=hint, id="house.W001")]
