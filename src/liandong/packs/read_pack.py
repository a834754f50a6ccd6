"""A county's folder -> one `Pack`. All faults of all its files are reported together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from liandong.core.check_rules.problems import Problem
from liandong.core.rules import Duty, Pack, PackRef, PackStatus, Procedure
from liandong.packs.canonical import canonical
from liandong.packs.cursor import KEBAB, Cursor, Findings, read_file, text_at
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.includes import (
    MODEL,
    Included,
    Model,
    check_capacities,
    model_problems,
    read_includes,
    read_model,
    with_model,
)
from liandong.packs.known import Known
from liandong.packs.read_appraisal import read_appraisal
from liandong.packs.read_archive import model_archive, read_archive, with_model_archive
from liandong.packs.read_bodies import read_executive_fields, read_groups
from liandong.packs.read_catalogue import read_duties, read_items, read_readings, read_sharing, read_sources
from liandong.packs.read_county import in_force, matching, pack_rules, read_clock, read_lamps, read_not_carried
from liandong.packs.read_map import read_map
from liandong.packs.read_papers import model_papers, read_papers, with_model_papers
from liandong.packs.read_procedure import read_procedure
from liandong.packs.read_units import read_capacities, read_kinds, read_units

REQUIRED = ("pack", "sources", "units")
OPTIONAL = ("items", "executive-fields", "sharing", "duties", "readings", "appraisal", "map", "papers", "archive")
PARTS = frozenset({*REQUIRED, *OPTIONAL, "kinds", "post_sets", "capacities", "groups"})
"""Names that stand between the county and an element in element paths, and so are no names of procedures."""
AREA_CODE, PREFIX = re.compile(r"[0-9]{6}"), re.compile(r"\S+")
PACK_KEYS = (
    *("county", "name", "title", "area_code", "version", "in_force", "status", "number_prefix", "clock"),
    *("includes", "lamps"),
)


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
    files = {name: read_file(folder / f"{name}.yaml", f"{county}/{name}", findings) for name in REQUIRED}
    for name in OPTIONAL:
        if (folder / f"{name}.yaml").exists():
            files[name] = read_file(folder / f"{name}.yaml", f"{county}/{name}", findings)
    known = _known(county, files)
    duties_at, own = files.get("duties"), files["pack"]
    duties = read_duties(duties_at, county) if duties_at else {}
    paths = {path.stem: path for path in sorted((folder / "procedures").glob("*.yaml"))}
    includes = read_includes(own, folder, list(paths)) if own else []
    known = replace(known, procedures=(*paths, *(each.name for each in includes)))
    _check_names(folder, paths, findings)
    model = read_model(includes[0].path.parents[1], county) if includes else None
    procedures = _procedures(paths, known, tuple(duties), findings)
    procedures |= _included(includes, model, known, findings) if model else {}
    for judge in known.later:
        judge(procedures)
    pack = _pack(own, files, known, procedures, duties) if own else None
    if pack and model and own:
        pack = _with_model(pack, includes, procedures, model, own)
        pack = with_model_papers(pack, model_papers(includes[0].path.parents[1], known, model, findings))
    if pack:
        pack = read_archive(files.get("archive"), known, pack)
    if pack and model:
        folder_of_model = includes[0].path.parents[1]
        pack = with_model_archive(pack, model_archive(folder_of_model, known, model, findings), model)
    if pack and not findings.faults:
        findings.faults += LoadedPack(pack, folder, findings.places).faults(model_problems(pack))
    if findings.faults or pack is None:
        raise PackErrors(findings.faults)
    return LoadedPack(pack, folder, findings.places)


def _known(county: str, files: Mapping[str, Cursor | None]) -> Known:
    """What units.yaml, executive-fields.yaml and sharing.yaml declare."""
    units_at, fields_at, sharing_at = (files.get(name) for name in ("units", "executive-fields", "sharing"))
    kinds = read_kinds(units_at, county) if units_at else {}
    units = read_units(units_at, county, kinds) if units_at else {}
    known = Known(
        county=county,
        kinds=kinds,
        units=units,
        capacities=read_capacities(units_at, county, units) if units_at else {},
        groups=read_groups(units_at, county, units) if units_at else {},
        executive_fields=read_executive_fields(fields_at, county, units) if fields_at else {},
    )
    if units_at:
        units_at.shape(("kinds", "post_sets", "units", "capacities", "groups"))
    return replace(known, sharing=read_sharing(sharing_at, known)) if sharing_at else known


def _check_names(folder: Path, paths: Mapping[str, Path], findings: Findings) -> None:
    if not paths:
        place = Place(str(folder / "procedures"), 1)
        findings.faults.append(PackFault(place, "no procedure", "at least one procedures/NAME.yaml"))
    for name, path in paths.items():
        place = Place(str(path), 1)
        if not KEBAB.fullmatch(name):
            findings.faults.append(PackFault(place, f"the file name {path.name}", "a name in kebab-case"))
        if name in PARTS:
            right = "a name that the format does not use itself"
            findings.faults.append(PackFault(place, f"the file name {path.name}", right))


def _procedures(
    paths: Mapping[str, Path], known: Known, duties: Iterable[str], findings: Findings
) -> dict[str, Procedure]:
    read: dict[str, Procedure] = {}
    for name, path in paths.items():
        file = read_file(path, f"{known.county}/{name}", findings)
        if file:
            read[name] = read_procedure(file, name, known, duties)
    return read


def _included(includes: list[Included], model: Model, known: Known, findings: Findings) -> dict[str, Procedure]:
    # A capacity that only the model declares is missed at the county's own line, once, and not wherever it is named.
    lent = replace(known, capacities={**model.capacities, **known.capacities})
    read = _procedures({each.name: each.path for each in includes}, lent, model.duties, findings)
    for each in includes:
        if each.name in read:
            check_capacities(each, read[each.name], known.capacities)
    return read


def _with_model(
    pack: Pack, includes: list[Included], procedures: Mapping[str, Procedure], model: Model, own: Cursor
) -> Pack:
    names = tuple(each.name for each in includes if each.name in procedures)
    return with_model(replace(pack, includes={MODEL: names}), model, own.get("includes") or own)


def _pack(
    own: Cursor,
    files: Mapping[str, Cursor | None],
    known: Known,
    procedures: Mapping[str, Procedure],
    duties: Mapping[str, Duty],
) -> Pack:
    county, (first, last) = known.county, in_force(own)
    parts = ("sources", "items", "readings", "appraisal", "map")
    sources_at, items_at, readings_at, appraisal_at, map_at = (files.get(name) for name in parts)
    version = own.shape((*PACK_KEYS, "rules", "not_carried")).need("version")
    return Pack(
        county=_county(own, county),
        name=text_at(own, "name"),
        title=text_at(own, "title"),
        area_code=matching(own, "area_code", AREA_CODE, "six digits of GB/T 2260"),
        version=version.string() if version else "",
        in_force_from=first,
        in_force_to=last,
        status=_status(own),
        number_prefix=matching(own, "number_prefix", PREFIX, "the short name of the county"),
        sources=read_sources(sources_at, county) if sources_at else {},
        kinds=known.kinds,
        units=known.units,
        capacities=known.capacities,
        items=read_items(items_at, county, known.units, known.kinds) if items_at else {},
        procedures=procedures,
        duties=duties,
        readings=read_readings(readings_at, county) if readings_at else {},
        clock=read_clock(own.need("clock")),
        not_carried=read_not_carried(own),
        rules=pack_rules(own, PACK_KEYS),
        groups=known.groups,
        executive_fields=known.executive_fields,
        sharing=known.sharing,
        lamps=read_lamps(own),
        appraisal=read_appraisal(appraisal_at, known) if appraisal_at else None,
        map=read_map(map_at, known, procedures) if map_at else None,
        papers=read_papers(files.get("papers"), known, procedures),
    )


def _status(own: Cursor) -> PackStatus:
    at, words = own.need("status"), {status.value: status for status in PackStatus}
    return words.get(at.one_of(words, "the status") if at else "", PackStatus.IN_FORCE)


def _county(own: Cursor, county: str) -> str:
    at = own.need("county")
    if at and at.string() != county:
        at.fault(f"the county `{at.string()}` in the folder {county}", "the folder's name")
    return county
