"""What a site sets from outside, read once, with one report of everything that is wrong."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from liandong.config.databases import AddressError, database_at
from liandong.core.signed_notes import NAME, key_from

ROOT = Path(__file__).resolve().parents[3]


class Mode(StrEnum):
    """What this installation is for."""

    DEMO = "demo"  # one account a post, known passwords, never real matters
    PRODUCTION = "production"


class ConfigurationError(SystemExit):
    """The environment cannot be used: each fault on its own line. Ends the program without a traceback."""


class Environment(BaseSettings):
    """Every variable that the program reads. Names begin with LIANDONG_, but for DATABASE_URL and PORT."""

    model_config = SettingsConfigDict(env_prefix="LIANDONG_", extra="ignore", frozen=True, populate_by_name=True)

    mode: Mode = Mode.DEMO
    debug: bool = False
    secret_key: str = ""
    hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    origins: Annotated[list[str], NoDecode] = Field(default_factory=list)
    behind_tls_proxy: bool = False
    trusted_proxies: Annotated[list[str], NoDecode] = Field(default_factory=list)
    bind: str = "127.0.0.1"
    idle_minutes: int = Field(default=30, ge=1, le=720)
    lapse_warning_days: int = Field(default=90, ge=1, le=730)  # how early a text that lapses is told
    worker_silent_seconds: int = Field(default=60, ge=5, le=3600)  # a worker that was not heard of for so long is down
    citizen_files: int = Field(default=10, ge=1, le=10_000)  # an hour, from one address
    citizen_files_in_all: int = Field(default=600, ge=1, le=1_000_000)  # an hour, in one county
    citizen_busy: int = Field(default=60, ge=0, le=1_000_000)  # from so many an hour in a county on, a sum is asked
    citizen_look_ups: int = Field(default=60, ge=1, le=10_000)  # an hour, from one address
    citizen_look_ups_in_all: int = Field(default=6_000, ge=1, le=1_000_000)  # an hour, on the whole site
    citizen_form_minutes: int = Field(default=120, ge=5, le=1_440)  # a form that was open for longer is drawn anew
    citizen_fill_seconds: int = Field(default=3, ge=0, le=60)  # nobody fills a form in faster
    citizen_photos: int = Field(default=6, ge=0, le=30)  # of one complaint; 0 takes none
    citizen_photo_megabytes: int = Field(default=20, ge=1)  # of one photo
    citizen_photos_an_hour: int = Field(default=60, ge=1, le=10_000)  # from one address
    citizen_photos_in_all_megabytes: int = Field(default=5_000, ge=1)  # of one county, of complaints not filed yet
    citizen_photo_hours: int = Field(default=24, ge=1, le=192)  # one whose complaint was not filed goes
    log_level: str = "INFO"
    record_hash: Literal["sha256", "sm3"] = "sha256"
    log_key: Path | None = None  # the file with the key that signs checkpoints; a demonstration draws its own
    log_name: str = ""  # how the log calls itself in its checkpoints; the first host and /record, where not set
    anchor_file: Path | None = None  # in a folder of another host: every checkpoint becomes a line of it
    anchor_hours: int = Field(default=4, ge=1, le=48)  # a place outside that was not reached for so long is told
    witness_url: str = ""
    witness_key: str = ""  # the public key under which the witness signs
    timestamp_url: str = ""  # of an authority that puts a time-stamp (RFC 3161) on each checkpoint
    timestamp_ca: Path | None = None  # the certificates (PEM) that its time-stamps must lead to
    evidence: Path | None = None  # the folder of files; beside the SQLite file, or in the var folder, where not set
    evidence_file_megabytes: int = Field(default=2_200, ge=1)  # of one file
    evidence_county_gigabytes: int = Field(default=200, ge=1)  # of all files of a county
    evidence_grace_days: int = Field(
        default=8, ge=1
    )  # an upload that no matter names; a draft keeps its own for a week
    evidence_s3_bucket: str = ""  # complete files stand there instead of in the folder
    evidence_s3_endpoint: str = ""  # the address of the store; "" = the one of the region
    evidence_s3_region: str = ""
    evidence_s3_access_key: str = ""
    evidence_s3_secret_key: str = ""
    archive: Path | None = None  # the folder of sealed packages; beside the SQLite file, or in the var folder
    clamav: str = ""  # unix:/run/clamav/clamd.ctl or host:3310
    fonts: Path | None = None  # the site's own fonts of papers (小标宋, 仿宋_GB2312), before those of set-up
    print_hours: int = Field(default=24, ge=1, le=720)  # for so long a printed file waits to be fetched
    var: Path = ROOT / "var"
    mechanisms: Path = ROOT / "mechanisms"  # `packs` reads the same variable; here it is only checked
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")

    @field_validator("hosts", "origins", "trusted_proxies", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        """Lists are written with commas: LIANDONG_HOSTS=a.example,b.example"""
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("origins")
    @classmethod
    def _check_origins(cls, value: list[str]) -> list[str]:
        for origin in value:
            if not origin.startswith(("http://", "https://")):
                raise ValueError(f"{origin!r} has no scheme; write https://{origin}")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, value: list[str]) -> list[str]:
        for network in value:
            try:
                ip_network(network)
            except ValueError as wrong:
                raise ValueError(f"{network!r} is no address and no network, such as 10.0.0.0/8") from wrong
        return value

    @field_validator("log_level")
    @classmethod
    def _check_log_level(cls, value: str) -> str:
        level = value.upper()
        if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError(f"{value!r} is none of DEBUG, INFO, WARNING, ERROR")
        return level

    @field_validator("log_name")
    @classmethod
    def _check_log_name(cls, value: str) -> str:
        if value and not NAME.fullmatch(value):
            raise ValueError(f"{value!r} has a blank or a plus; write it like county.example/record")
        return value

    @field_validator("witness_url", "timestamp_url")
    @classmethod
    def _check_witness(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f"{value!r} has no scheme; write https://{value}")
        return value

    @field_validator("witness_key")
    @classmethod
    def _check_witness_key(cls, value: str) -> str:
        if value:
            key_from(value)
        return value

    @field_validator("clamav")
    @classmethod
    def _check_clamav(cls, value: str) -> str:
        kind, _, rest = value.partition(":")
        if value and not (rest.startswith("/") if kind == "unix" else kind and rest.isdecimal()):
            raise ValueError(f"{value!r} is neither unix:/path nor host:port")
        return value

    @field_validator("var")
    @classmethod
    def _place_under_root(cls, value: Path) -> Path:
        return value if value.is_absolute() else ROOT / value

    @field_validator("mechanisms")
    @classmethod
    def _check_mechanisms(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("is no folder; name the one that holds calendar/ and the provinces")
        return value

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        if value:
            try:
                database_at(value, ROOT)
            except AddressError as wrong:
                raise ValueError(str(wrong)) from wrong
        return value

    @property
    def evidence_folder(self) -> Path:
        """Where files are kept: as set, else beside the SQLite file of the database, else in the var folder."""
        if self.evidence is not None:
            return self.evidence if self.evidence.is_absolute() else ROOT / self.evidence
        return self._beside_database("evidence")

    @property
    def archive_folder(self) -> Path:
        """Where the sealed packages of archived matters are kept: as set, else as the files of evidence by default."""
        if self.archive is not None:
            return self.archive if self.archive.is_absolute() else ROOT / self.archive
        return self._beside_database("archive")

    @property
    def log_key_file(self) -> Path:
        """Where the key stands that signs checkpoints: as set, else beside the files of evidence by default."""
        if self.log_key is not None:
            return self.log_key if self.log_key.is_absolute() else ROOT / self.log_key
        return self._beside_database("log-key")

    def _beside_database(self, what: str) -> Path:
        found = database_at(self.database_address, ROOT)
        file = Path(found["NAME"]) if found["ENGINE"].endswith("sqlite3") else self.var / "liandong"
        return file.with_name(f"{file.stem}-{what}")

    @property
    def evidence_s3(self) -> dict[str, object]:
        """How the S3 store of files is reached, as django-storages asks it; empty where there is none."""
        if not self.evidence_s3_bucket:
            return {}
        return {
            "bucket_name": self.evidence_s3_bucket,
            "endpoint_url": self.evidence_s3_endpoint or None,
            "region_name": self.evidence_s3_region or None,
            "access_key": self.evidence_s3_access_key or None,
            "secret_key": self.evidence_s3_secret_key or None,
            "addressing_style": "path",
            "file_overwrite": False,
            "default_acl": None,
        }

    @property
    def database_address(self) -> str:
        """DATABASE_URL, or the SQLite file in the var folder."""
        return self.database_url or f"sqlite:///{quote(str(self.var / 'liandong.sqlite3'))}"


def read_environment() -> Environment:
    """The environment of this process. Raises ConfigurationError with one report of all faults."""
    try:
        return Environment()
    except ValidationError as wrong:
        raise ConfigurationError(report(wrong)) from None


def report(wrong: ValidationError) -> str:
    """All faults at once: the variable, what stands there, what would be right."""
    lines = [_line(fault["loc"], fault["msg"], fault.get("input")) for fault in wrong.errors()]
    return "The configuration cannot be used:\n" + "\n".join(f"  {line}" for line in lines)


def _line(loc: tuple[int | str, ...], message: str, found: object) -> str:
    name = str(loc[0])
    variable = name if name.isupper() else f"LIANDONG_{name.upper()}"
    shown = "" if name in ("secret_key", "database_url", "DATABASE_URL") else f" (found {found!r})"
    return f"{variable}: {message.removeprefix('Value error, ')}{shown}"
