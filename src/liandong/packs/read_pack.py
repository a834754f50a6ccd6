"""A county's folder -> one `Pack`. All faults of all its files are reported together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from liandong.core.check_rules.problems import Problem
from liandong.core.rules import Pack, PackRef, PackStatus, Procedure
from liandong.packs.canonical import canonical
from liandong.packs.cursor import KEBAB, Cursor, Findings, text_at
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.read_catalogue import read_duties, read_items, read_readings, read_sources
from liandong.packs.read_county import in_force, matching, pack_rules, read_clock, read_not_carried
from liandong.packs.read_fields import Known
from liandong.packs.read_procedure import read_procedure
from liandong.packs.read_units import read_capacities, read_kinds, read_units
from liandong.packs.tree import MapNode, read_tree

REQUIRED = ("pack.yaml", "sources.yaml", "units.yaml")
PACK_KEYS = ("county", "name", "title", "area_code", "version", "in_force", "status", "number_prefix", "clock")


@dataclass(frozen=True)
class LoadedPack:
    """A pack as read from its folder, with the place of each element."""

    pack: Pack
    folder: Path
    places: Mapping[str, Place]

    @cached_property
    def canonical(self) -> bytes:
        """The canonical bytes, which `ref.hash` names."""
        return canonical(self.pack)

    @cached_property
    def ref(self) -> PackRef:
        """County, version and hash."""
        return PackRef(self.pack.county, self.pack.version, sha256(self.canonical).hexdigest())

    def faults(self, problems: Iterable[Problem]) -> list[PackFault]:
        """Problems of the pack as faults with file and line."""
        return [PackFault(self.place(p.at), p.found, p.right, p.at) for p in problems]

    def place(self, element: str) -> Place:
        """Where an element (or the nearest thing around it) stands."""
        while element not in self.places:
            shorter = re.sub(r"[.#/]?[^.#/]*$", "", element)
            if shorter == element or not shorter:
                return Place(str(self.folder / "pack.yaml"), 1)
            element = shorter
        return self.places[element]


def load_pack(folder: Path) -> LoadedPack:
    """Read the folder of a county. Raises PackErrors with every fault of form; the sense is judged by `check`."""
    findings = Findings()
    county = folder.name
    files = {name: _file(folder / name, f"{county}/{name.removesuffix('.yaml')}", findings) for name in REQUIRED}
    for name in ("items.yaml", "duties.yaml", "readings.yaml"):
        if (folder / name).exists():
            files[name] = _file(folder / name, f"{county}/{name.removesuffix('.yaml')}", findings)
    pack = _pack(folder, county, files, findings)
    if findings.faults or pack is None:
        raise PackErrors(findings.faults)
    return LoadedPack(pack, folder, findings.places)


def _file(path: Path, element: str, findings: Findings) -> Cursor | None:
    place = Place(str(path), 1)
    try:
        node = read_tree(path)
    except PackErrors as errors:
        findings.faults.extend(errors.faults)
        return None
    except OSError as error:
        findings.faults.append(PackFault(place, f"the file cannot be read ({error.strerror})", "a readable file"))
        return None
    if not isinstance(node, MapNode):
        findings.faults.append(PackFault(place, "not a mapping" if node else "an empty file", "a mapping"))
        return None
    findings.places[element] = place
    return Cursor(node, element, findings, place)


def _pack(folder: Path, county: str, files: Mapping[str, Cursor | None], findings: Findings) -> Pack | None:
    own, sources_at, units_at = files["pack.yaml"], files["sources.yaml"], files["units.yaml"]
    kinds = read_kinds(units_at, county) if units_at else {}
    units = read_units(units_at, county, kinds) if units_at else {}
    capacities = read_capacities(units_at, county, units) if units_at else {}
    if units_at:
        units_at.shape(("kinds", "post_sets", "units", "capacities"))
    items_at, duties_at, readings_at = (files.get(n) for n in ("items.yaml", "duties.yaml", "readings.yaml"))
    duties = read_duties(duties_at, county) if duties_at else {}
    known = Known(county, kinds, units, capacities, (), {})
    procedures = _procedures(folder, known, tuple(duties), findings)
    sources = read_sources(sources_at, county) if sources_at else {}
    if own is None:
        return None
    first, last = in_force(own)
    status, version = own.shape((*PACK_KEYS, "rules", "not_carried")).need("status"), own.need("version")
    word = status.one_of([s.value for s in PackStatus], "the status") if status else ""
    return Pack(
        county=_county(own, county),
        name=text_at(own, "name"),
        title=text_at(own, "title"),
        area_code=matching(own, "area_code", re.compile(r"[0-9]{6}"), "six digits of GB/T 2260"),
        version=version.string() if version else "",
        in_force_from=first,
        in_force_to=last,
        status=PackStatus(word) if word in {s.value for s in PackStatus} else PackStatus.IN_FORCE,
        number_prefix=matching(own, "number_prefix", re.compile(r"\S+"), "the short name of the county"),
        sources=sources,
        kinds=kinds,
        units=units,
        capacities=capacities,
        items=read_items(items_at, county, units, kinds) if items_at else {},
        procedures=procedures,
        duties=duties,
        readings=read_readings(readings_at, county) if readings_at else {},
        clock=read_clock(own.need("clock")),
        not_carried=read_not_carried(own),
        rules=pack_rules(own, PACK_KEYS),
    )


def _county(own: Cursor, county: str) -> str:
    at = own.need("county")
    if at and at.string() != county:
        at.fault(f"the county `{at.string()}` in the folder {county}", "the folder's name")
    return county


def _procedures(folder: Path, known: Known, duties: tuple[str, ...], findings: Findings) -> dict[str, Procedure]:
    paths = sorted((folder / "procedures").glob("*.yaml"))
    if not paths:
        place = Place(str(folder / "procedures"), 1)
        findings.faults.append(PackFault(place, "no procedure", "at least one procedures/NAME.yaml"))
    known = replace(known, procedures=tuple(path.stem for path in paths))
    read: dict[str, Procedure] = {}
    for path in paths:
        file = _file(path, f"{known.county}/{path.stem}", findings)
        if not KEBAB.fullmatch(path.stem):
            findings.faults.append(PackFault(Place(str(path), 1), f"the file name {path.name}", "a name in kebab-case"))
        if file:
            read[path.stem] = read_procedure(file, path.stem, known, duties)
    return read
