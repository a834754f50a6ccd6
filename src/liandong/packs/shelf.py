"""The library: every county's pack of one folder of mechanisms, read once, and the model that they include from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from liandong.core.check_rules import standing_problems
from liandong.core.rules import Pack, PackRef
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.includes import MODEL
from liandong.packs.read_pack import LoadedPack, load_pack

NOT_PROVINCES = frozenset({"calendar", MODEL})


def mechanisms_folder() -> Path:
    """Where the mechanisms stand: LIANDONG_MECHANISMS, else `mechanisms/` of this checkout or the working folder."""
    named = os.environ.get("LIANDONG_MECHANISMS", "")
    if named:
        return Path(named)
    beside = Path(__file__).resolve().parents[3] / "mechanisms"
    return beside if beside.is_dir() else Path.cwd() / "mechanisms"


def county_folders(root: Path) -> list[Path]:
    """The folders of counties under `mechanisms/<province>/<county>/`, in order."""
    found = (path.parent for path in root.glob("*/*/pack.yaml"))
    return sorted(each for each in found if each.parent.name not in NOT_PROVINCES and each.name != MODEL)


def pack_folders(root: Path) -> list[Path]:
    """The folders of counties, and the model's, which is no county: nobody opens a matter under it."""
    model = root / MODEL
    return [*county_folders(root), *([model] if (model / "pack.yaml").exists() else [])]


@dataclass(frozen=True)
class Library:
    """All packs by county, the calendar, and the model pack that counties include procedures of, if there is one."""

    folder: Path
    loaded: Mapping[str, LoadedPack]
    the_calendar: Calendar
    model: LoadedPack | None = None

    @property
    def packs(self) -> Mapping[str, Pack]:
        """The packs by county."""
        return {county: loaded.pack for county, loaded in self.loaded.items()}

    def of(self, county: str) -> LoadedPack:
        """The pack of a county with its places; KeyError names the counties there are."""
        try:
            return self.loaded[county]
        except KeyError:
            raise KeyError(f"no pack for {county!r}; there are: {', '.join(self.loaded) or 'none'}") from None

    def pack(self, county: str) -> Pack:
        """The pack of a county."""
        return self.of(county).pack

    def ref(self, county: str) -> PackRef:
        """County, version and hash of the pack, as matters are pinned to it."""
        return self.of(county).ref

    def canonical(self, county: str) -> bytes:
        """The canonical bytes of the pack, for the record to keep."""
        return self.of(county).canonical

    def calendar(self) -> Calendar:
        """The State Council's working days, with the years not announced yet presumed."""
        return self.the_calendar


def read_library(root: Path) -> Library:
    """Read every county under `root`, and the model. Raises PackErrors with the faults of all of them.

    Where every way of a procedure leads is not explored here, for it may take long: `liandong mechanism check` does.
    """
    loaded: dict[str, LoadedPack] = {}
    seen: dict[str, Path] = {}
    faults: list[PackFault] = []
    for folder in pack_folders(root):
        other = seen.setdefault(folder.name, folder)
        if other != folder:
            place = Place(str(folder / "pack.yaml"), 1)
            faults.append(PackFault(place, f"a second county {folder.name} (also {other})", "each county once"))
        try:
            loaded[folder.name] = load_pack(folder)
        except PackErrors as errors:
            faults.extend(errors.faults)
        else:
            faults += loaded[folder.name].faults(standing_problems(loaded[folder.name].pack))
    if faults:
        raise PackErrors(faults)
    model = loaded.pop(MODEL, None)
    return Library(root, MappingProxyType(loaded), load_calendar(root / "calendar"), model)


@cache
def library() -> Library:
    """The library of this installation, read once; `library.cache_clear()` lets it be read again."""
    return read_library(mechanisms_folder())
