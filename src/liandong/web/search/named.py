"""What a county's pack names, as a search finds it: units with their posts, and the parts of the mechanism.

It is the mechanism itself, which everybody signed in may read: no right is asked, and no matter is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from liandong.core.found_words import Wanted, plain
from liandong.core.rules import Pack, Procedure, Unit
from liandong.core.texts import Text
from liandong.packs import library
from liandong.web.mechanism_links import element_url, procedure_url

PACKS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that the pack names: its title, what kind of thing it is, where it stands, its page."""

    kind: Text
    title: Text
    about: Text
    url: str
    told: str  # what is searched, without regard to case and width

    def holds(self, pieces: Iterable[str]) -> bool:
        """Whether every word stands in it."""
        return all(piece in self.told for piece in pieces)


@dataclass(frozen=True, slots=True)
class UnitNamed:
    """A unit with its posts, each with the words it is searched by."""

    unit: Unit
    told: str
    posts: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit that was found, with the posts that hold a word of the search, else with none."""

    unit: Unit
    posts: tuple[Text, ...]


PROCEDURE = Text("程序", "Procedure")
STEP = Text("环节", "Step")
ENTRY = Text("提出方式", "Entry")
PAPER = Text("文书", "Paper")
FIELD = Text("填报内容", "Field")
ITEM = Text("高频事项", "Item")
SHARED = Text("共享信息", "Shared information")
LED = Text("分管领域", "Executive field")
GROUP = Text("领导小组和联席会议", "Group")
DUTY = Text("职责", "Duty")
READING = Text("理解", "Reading")


def units_found(county: str, what: Wanted) -> list[UnitFound]:
    """The units that hold every word, in their names or in a post; those named so by themselves first."""
    by_name, by_post = [], []
    for each in _units(*_key(county)):
        posts = tuple(title for title, told in each.posts if any(piece in told for piece in what.pieces))
        if all(piece in each.told for piece in what.pieces):
            by_name.append(UnitFound(each.unit, posts))
        elif all(piece in each.told or any(piece in told for _, told in each.posts) for piece in what.pieces):
            by_post.append(UnitFound(each.unit, posts))
    return by_name + by_post


def mechanism_found(county: str, what: Wanted) -> list[Named]:
    """What of the mechanism holds every word: what is called exactly so first, then in the order of its kinds."""
    found = [each for each in _named(*_key(county)) if each.holds(what.pieces)]
    asked = " ".join(what.pieces)
    return sorted(found, key=lambda each: asked not in (plain(each.title.zh), plain(each.title.en)))


def _key(county: str) -> tuple[str, str]:
    return county, library().ref(county).hash


@lru_cache(maxsize=PACKS_KEPT)
def _units(county: str, pack_hash: str) -> tuple[UnitNamed, ...]:
    pack = library().pack(county)
    return tuple(
        UnitNamed(
            unit,
            _told(unit.name, unit.legal_name, *unit.plates.values(), *(Text(name, "") for name in unit.aliases)),
            tuple((post.title, _told(post.title)) for post in unit.posts),
        )
        for unit in pack.units.values()
    )


@lru_cache(maxsize=PACKS_KEPT)
def _named(county: str, pack_hash: str) -> tuple[Named, ...]:
    """Everything the pack names, each title of a kind once: where several places share it, the first one is linked."""
    found: dict[tuple[str, str], Named] = {}
    for each in _every(library().pack(county)):
        found.setdefault((each.kind.en, each.title.zh), each)
    return tuple(found.values())


def _every(pack: Pack) -> Iterator[Named]:
    for procedure in pack.procedures.values():
        yield _one(PROCEDURE, procedure.title, pack.title, procedure_url(pack.county, procedure.name))
    for item in pack.items.values():
        url = reverse("mechanism.items", args=[pack.county]) + f"#item-{item.no}"
        lead = pack.units[item.lead.unit].name
        about = Text(f"第{item.no}项，牵头：{lead.zh}", f"No. {item.no}, lead: {lead.en}")
        yield Named(ITEM, item.name, about, url, f"{_told(item.name)}\n{plain(item.no)}")
    for procedure in pack.procedures.values():
        yield from _of_procedure(pack, procedure)
    yield from _lists(pack)


def _of_procedure(pack: Pack, procedure: Procedure) -> Iterator[Named]:
    def at(element: str) -> str:
        return element_url(pack.county, procedure.name, element)

    for entry in procedure.entries.values():
        yield _one(ENTRY, entry.title, procedure.title, at(entry.name))
    for step in procedure.steps.values():
        yield _one(STEP, step.title, procedure.title, at(step.name))
        about = Text(f"{procedure.title.zh} · {step.title.zh}", f"{procedure.title.en} · {step.title.en}")
        for paper in step.papers:
            yield _one(PAPER, Text(paper, paper), about, at(step.name))
    for field in procedure.fields.values():
        yield _one(FIELD, field.title, procedure.title, at(f"field-{field.name}"))


def _lists(pack: Pack) -> Iterator[Named]:
    def at(page: str, anchor: str) -> str:
        return f"{reverse(f'mechanism.{page}', args=[pack.county])}#{anchor}"

    for kind in pack.sharing.values():
        yield _one(SHARED, kind.title, kind.limit, at("sharing", kind.name))
    for field in pack.executive_fields.values():
        yield _one(LED, field.title, pack.title, at("executive_fields", field.name))
    for group in pack.groups.values():
        yield _one(GROUP, group.title, pack.title, at("units", f"group-{group.name}"))
    for duty in pack.duties.values():
        yield _one(DUTY, duty.words, pack.title, at("readings", f"duty-{duty.code}"))
    for reading in pack.readings.values():
        yield _one(READING, reading.words, pack.title, at("readings", f"reading-{reading.code}"))


def _one(kind: Text, title: Text, about: Text, url: str) -> Named:
    return Named(kind, title, about, url, _told(title))


def _told(*texts: Text) -> str:
    return plain("\n".join(said for text in texts for said in (text.zh, text.en)))
