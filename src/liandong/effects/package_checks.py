"""Sealed packages read again: whether each still is what the record says. What it came to is kept for the list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from liandong.core.texts import Text
from liandong.effects.models import PackageCheck
from liandong.projections.case_file_work import KeptPackage, kept_packages


class Found(StrEnum):
    """What a package was found to be."""

    WHOLE = "whole"
    CHANGED = "changed"
    GONE = "gone"


WORDS: Mapping[Found, Text] = {
    Found.WHOLE: Text("完好", "Whole"),
    Found.CHANGED: Text("与记录的校验值不符", "Not what was recorded"),
    Found.GONE: Text("文件不在", "Gone"),
}


@dataclass
class Checked:
    """What a check of all packages came to."""

    packages: int = 0
    size: int = 0
    wrong: list[tuple[KeptPackage, Found]] = field(default_factory=list)


def check_packages(now: datetime, county: str = "", told: Callable[[int], None] | None = None) -> Checked:
    """Read every sealed package and compare its SHA-256 with the record."""
    checked = Checked()
    for package in kept_packages(county):
        found = _found(package)
        checked.packages += 1
        checked.size += package.size
        if found is not Found.WHOLE:
            checked.wrong.append((package, found))
        said = {"county": package.county, "checked_at": now, "found": found.value}
        PackageCheck.objects.update_or_create(matter=package.matter, defaults=said)
        if told:
            told(checked.packages)
    return checked


def checks_of(matters: Collection[str]) -> Mapping[str, tuple[datetime, Found]]:
    """When the packages of these matters were last read, and what they were found to be."""
    rows = PackageCheck.objects.filter(matter__in=matters).values_list("matter", "checked_at", "found")
    return {matter: (at, Found(found)) for matter, at, found in rows}


def _found(package: KeptPackage) -> Found:
    try:
        with (settings.ARCHIVE / package.file).open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == package.sha256
    except FileNotFoundError:
        return Found.GONE
    return Found.WHOLE if same else Found.CHANGED
