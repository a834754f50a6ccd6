"""What a county includes of the model pack: procedures, with the sources, duties and readings that bear on them.

The procedures are read against the county's own capacities, units and kinds; faults name the model's file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from liandong.core.check_rules.elements import elements, elements_of
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.seats import receivers
from liandong.core.rules import Capacity, Duty, Pack, PackStatus, Party, PartyKind, Procedure, Reading, Source
from liandong.core.texts import Text
from liandong.packs.cursor import Cursor, Findings, read_file
from liandong.packs.known import listed
from liandong.packs.read_catalogue import read_duties, read_readings, read_sources
from liandong.packs.read_county import read_not_carried

MODEL = "national"
"""The folder of the pack that nobody opens matters under: mechanisms/national."""


@dataclass(frozen=True, slots=True)
class Included:
    """A procedure that a county includes: its name, its file, and the place that names it in pack.yaml."""

    name: str
    path: Path
    at: Cursor


@dataclass(frozen=True, slots=True)
class Model:
    """What the model's files beside its procedures say, with elements by the paths that they get in the county."""

    sources: Mapping[str, Source]
    duties: Mapping[str, Duty]
    readings: Mapping[str, Reading]
    not_carried: Mapping[str, Text]
    capacities: Mapping[str, Capacity]
    findings: Findings


def model_folder(folder: Path) -> Path | None:
    """The model pack beside a county's folder (`mechanisms/PROVINCE/COUNTY` or, for tests, its neighbour)."""
    for place in (folder, folder.resolve()):
        for found in (place.parent.parent / MODEL, place.parent / MODEL):
            if (found / "pack.yaml").exists():
                return found
    return None


def read_includes(own: Cursor, folder: Path, names: list[str]) -> list[Included]:
    """The procedures that pack.yaml includes; `names` are those that the county has itself."""
    at = own.get("includes")
    if at is None:
        return []
    if folder.name == MODEL:
        at.fault("`includes` in the model itself", "`includes` in the counties' packs")
        return []
    at.shape((MODEL,))
    named_at, model = at.get(MODEL), model_folder(folder)
    if named_at is None:
        return []
    if model is None:
        named_at.fault(f"no pack mechanisms/{MODEL} to include from", "the model pack beside the counties")
        return []
    paths = {path.stem: path for path in sorted((model / "procedures").glob("*.yaml"))}
    named_at.strings_of(paths, f"the procedure of {MODEL}")
    for member in named_at.members():
        if member.string() in names:
            member.fault(f"`{member.string()}`, which the county has itself", "one of the two")
    wanted = {member.string(): member for member in named_at.members()}
    return [Included(name, paths[name], member) for name, member in wanted.items() if name in paths]


def read_model(folder: Path, county: str) -> Model:
    """The files of the model beside its procedures, read as if they were the county's."""
    aside = Findings()
    files = {
        name: read_file(folder / f"{name}.yaml", f"{county}/{name}", aside)
        for name in ("pack", "sources", "units", "duties", "readings")
        if name in ("pack", "sources", "units") or (folder / f"{name}.yaml").exists()
    }
    sources, duties, readings = (files.get(name) for name in ("sources", "duties", "readings"))
    own, units = files["pack"], files["units"]
    capacities = units.get("capacities") if units else None
    nobody = Text("", "")
    return Model(
        sources=read_sources(sources, county) if sources else {},
        duties=read_duties(duties, county) if duties else {},
        readings=read_readings(readings, county) if readings else {},
        not_carried=read_not_carried(own) if own else {},
        capacities={name: Capacity(name, nobody, "") for name, _ in capacities.pairs()} if capacities else {},
        findings=aside,
    )


def check_capacities(included: Included, procedure: Procedure, capacities: Mapping[str, Capacity]) -> None:
    """Say at the county's own line which capacities an included procedure needs and the county does not declare."""
    used = {party.name for party in _parties(procedure) if party.by is PartyKind.CAPACITY and party.name}
    received = [party for entry in procedure.entries.values() for party in receivers(entry)]
    used |= {party.name for party in received if party.by is PartyKind.CAPACITY}
    for name in sorted(used - set(capacities)):
        included.at.fault(f"no capacity `{name}`, which {procedure.name} needs", f"`{name}:` in units.yaml")


def _parties(procedure: Procedure) -> Iterator[Party]:
    for entry in procedure.entries.values():
        yield from (*entry.by, *entry.tells)
    for step in procedure.steps.values():
        yield from (line.party for line in (*step.by, *step.each))
        yield from [step.recorded_by] if step.recorded_by else []
        for outcome in step.outcomes.values():
            yield from outcome.tells


def with_model(pack: Pack, model: Model, line: Cursor) -> Pack:
    """The pack with the model's sources, duties and readings that bear on the procedures it includes.

    `line` is the `includes` line; codes that the county uses itself get the model's name before them.
    """
    names = pack.includes.get(MODEL, ())
    own, there = line.findings, model.findings
    own.faults.extend(there.faults)
    duties, named = dict(pack.duties), dict[str, str]()
    for code, duty in model.duties.items():
        places = _bearing(duty.shown_at, names)
        if places or any(code in pack.procedures[name].duties for name in names):
            named[code] = _free(code, pack.duties)
            duties[named[code]] = replace(duty, code=named[code], shown_at=places)
            _place(pack.county, "duties", code, named[code], there, own)
    readings = dict(pack.readings)
    for code, reading in model.readings.items():
        if places := _bearing(reading.at, names):
            free = _free(code, pack.readings)
            readings[free] = replace(reading, code=free, at=places)
            _place(pack.county, "readings", code, free, there, own)
    procedures = {
        name: replace(p, duties=tuple(named.get(code, code) for code in p.duties)) if name in names else p
        for name, p in pack.procedures.items()
    }
    found = replace(pack, duties=duties, readings=readings, procedures=procedures)
    return _with_sources(_with_reasons(found, model, own), model, line)


def _bearing(places: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(place for place in places if place.partition("#")[0] in names)


def _free(code: str, taken: Mapping[str, object]) -> str:
    return f"{MODEL}-{code}" if code in taken else code


def _place(county: str, file: str, code: str, free: str, there: Findings, own: Findings) -> None:
    """Let the element be found in the model's file."""
    old, new = f"{county}/{file}#{code}", f"{county}/{file}#{free}"
    for path, place in there.places.items():
        if path == old or path.startswith(f"{old}."):
            own.places.setdefault(new + path.removeprefix(old), place)


def _with_reasons(pack: Pack, model: Model, own: Findings) -> Pack:
    carried = {rule for element in elements(pack) for rule in element.rules}
    brought = {rule: why for rule, why in model.not_carried.items() if rule not in carried}
    for rule in brought:
        _place(pack.county, "pack", f"not_carried.{rule}", f"not_carried.{rule}", model.findings, own)
    return replace(pack, not_carried={**brought, **pack.not_carried})


def _with_sources(pack: Pack, model: Model, line: Cursor) -> Pack:
    cited = _cited(pack, model)
    sources = dict(pack.sources)
    for code, source in model.sources.items():
        if not any(cite.startswith(code) for cite in cited):
            continue
        same = sources.setdefault(code, source)
        if (same.title.zh, same.issued) != (source.title.zh, source.issued):
            line.fault(f"the source `{code}`, another document than that of {MODEL}", "another code in sources.yaml")
        sources[code] = replace(same, articles=tuple(dict.fromkeys((*same.articles, *source.articles))))
        _place(pack.county, "sources", code, code, model.findings, line.findings)
    return replace(pack, sources=sources)


def _cited(pack: Pack, model: Model) -> set[str]:
    """What the included procedures, and the duties and readings that came with them, cite."""
    codes = {*model.duties, *model.readings, *(f"{MODEL}-{code}" for code in (*model.duties, *model.readings))}
    cited = {cite for code, duty in pack.duties.items() if code in codes for cite in duty.cites}
    cited |= {cite for code, reading in pack.readings.items() if code in codes for cite in reading.cites}
    for name in pack.includes.get(MODEL, ()):
        cited |= {cite for element in elements_of(pack.procedures[name], pack.county) for cite in element.cites}
    return cited


def model_problems(pack: Pack) -> Iterator[Problem]:
    """What a model pack must be beside what every pack must."""
    if (pack.status is PackStatus.MODEL) != (pack.county == MODEL):
        at = f"{pack.county}/pack#status"
        yield Problem(at, f"the status `{pack.status}` in {pack.county}", f"`model` for mechanisms/{MODEL} alone")
    if pack.status is not PackStatus.MODEL:
        return
    for element in elements(pack):
        for cite in element.cites:
            if not cite.startswith(tuple(pack.sources)):
                right = f"the code of a source before it, for counties include it: {listed(pack.sources)}"
                yield Problem(element.path, f"the citation {cite} without the code of its source", right)
