"""An opening before it is sent: what its entry asks, filled in from the item or from the matter it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404, QueryDict

from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter.commands import OpenMatter, Origin, Plain
from liandong.core.matter.decide.clocks import deadline_for, is_late, line_of
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.opening import may_enter
from liandong.core.matter.fields import filled
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter
from liandong.core.rules import Ask, Entry, FieldType, Item, Pack, PartyKind, Procedure
from liandong.core.texts import Text
from liandong.core.time_limits import Deadline
from liandong.packs import library
from liandong.projections.matters import matter_line
from liandong.record import read
from liandong.web import dates
from liandong.web.fields.controls import Sheet
from liandong.web.fields.warned import Warnings
from liandong.web.foreseen.seen import FollowsSeen, Foreseer
from liandong.web.operations.beside import laid_over, warnings_of
from liandong.web.request import Seated

ORIGIN_KINDS = ("related", "reapplication")


@dataclass(frozen=True)
class Opening:
    """One opening in the making."""

    procedure: Procedure
    entry: Entry
    actor: Actor
    now: datetime
    law: Law
    origin: Origin | None
    old: Matter | None
    values: Mapping[str, Plain]
    more: str = ""

    @property
    def pack(self) -> Pack:
        """The pack in force."""
        return self.law.pack

    def draft(self) -> Draft:
        """The entry with what was typed, as the core looks at it before the matter exists."""
        fields = {path: value for path, value in self.values.items() if "." not in path}
        links = ({"matter": self.origin.matter, "kind": "origin"},) if self.origin else ()
        unopened = Matter(
            county=self.pack.county,
            procedure=self.procedure.name,
            entry=self.entry.name,
            opened_by=self.actor.seat.unit,
            fields=fields,
            parties=(self.actor.seat.unit,),
            links=links,
        )
        return Draft(unopened, self.law, self.actor, self.now)

    @property
    def filed_against(self) -> Deadline | None:
        """The limit that a filing now would be judged by, None where there is none or its anchor is not typed yet."""
        draft = self.draft()
        line = line_of(self.entry.within, draft.lookup())
        try:
            return deadline_for(draft, line, f"{self.pack.county}/{self.procedure.name}#{self.entry.name}", self.now)
        except Refusal:  # the anchor holds no moment yet; the field says so when the form is sent
            return None

    @property
    def is_late(self) -> bool:
        """Whether a filing now would be late."""
        return is_late(self.filed_against, self.now)

    def asks(self) -> tuple[Ask, ...]:
        """What the entry asks now; a late filing asks for its reason as well."""
        line = line_of(self.entry.within, self.draft().lookup())
        if line is not None and line.late_asks and self.is_late:
            return (*self.entry.asks, Ask(line.late_asks, cites=line.cites, rules=line.rules))
        return self.entry.asks

    def sheet(self) -> Sheet:
        """The form's fields with what was typed."""
        anchors = tuple((line.before or line.anchor).partition(".")[0] for line in self.entry.within)
        return Sheet(self.procedure, self.pack, self.asks(), self.values, self.more, self.actor.seat.unit, anchors)

    def hides(self, name: str) -> bool:
        """Whether a field is asked only for items with a member of the place, and the chosen one has none."""
        item = self.item()
        if self.values.get(name) or (item is not None and item.place_kinds):
            return False
        return any(field.place == name for field in self.procedure.fields.values())

    def item(self) -> Item | None:
        """The item chosen, if any."""
        for name, field in self.procedure.fields.items():
            if field.type is FieldType.ITEM and field.fills:
                return self.pack.items.get(str(self.values.get(name, "")))
        return None

    @property
    def needs_basis(self) -> bool:
        """Whether the text has lapsed, so that only a successor basis can carry the opening."""
        today = dates.local(self.now).date()
        lapsed = self.pack.in_force_to is not None and today > self.pack.in_force_to
        return lapsed and not self.procedure.never_lapses

    def warnings(self) -> Warnings:
        """What stands beside the operation that is typed."""
        typed = laid_over(Matter(procedure=self.procedure.name, links=self.draft().state.links), self.values)
        return warnings_of(typed, self.procedure, self.actor, self.now)

    def command(self, basis: str) -> OpenMatter:
        """What the form asks for as it stands; `basis` is the successor basis that was typed."""
        fields = self.sheet().answers(self.values, self.draft().lookup(self.values))
        return OpenMatter(self.procedure.name, self.entry.name, fields, self.origin, basis=basis)

    def follows(self, basis: str) -> FollowsSeen:
        """What would follow if the form were sent as it stands."""
        return Foreseer(Matter(), self.law, self.actor, self.now).seen(self.command(basis))

    def may_enter(self) -> bool:
        """Whether this seat may use the entry."""
        return may_enter(self.entry, self.actor, self.pack)


def begin(request: Seated, procedure: str, entry: str) -> Opening:
    """The opening that the address names, empty or as the form was sent; 404 for an entry that the pack has not."""
    pack = request.pack
    found = pack.procedures.get(procedure)
    entered = found.entries.get(entry) if found else None
    if found is None or entered is None:
        raise Http404
    origin, old = _origin(request)
    related = {old.id: old} if old else {}
    law = Law(pack=pack, ref=library().ref(pack.county), calendar=library().calendar(), related=related)
    opening = Opening(found, entered, request.actor, request.now, law, origin, old, {})
    if request.method == "POST":
        return _typed(opening, request.POST)
    if origin and origin.kind == "reapplication":
        return replace(opening, values=_from_old(opening))
    return _typed(opening, request.GET)  # an address may fill in what stands on the page that leads here


def _origin(request: Seated) -> tuple[Origin | None, Matter | None]:
    """The matter that this one comes from; 404 if the reader may not see it."""
    matter = request.POST.get("from") or request.GET.get("from") or ""
    kind = request.POST.get("kind") or request.GET.get("kind") or "related"
    if not matter:
        return None, None
    old = read.state(matter) if matter_line(request.actor, matter) else None
    if old is None or kind not in ORIGIN_KINDS:
        raise Http404
    return Origin(matter, kind), old


def _typed(opening: Opening, post: QueryDict) -> Opening:
    every = (*opening.entry.asks, *(Ask(line.late_asks) for line in opening.entry.within if line.late_asks))
    values = Sheet(opening.procedure, opening.pack, every).typed(post)
    more = post.get("more", "")
    changed = post.get("changed", "") or more
    field = opening.procedure.fields.get(changed)
    if field is not None and field.type in (FieldType.ITEM, FieldType.INFORMATION):
        kept = {path: value for path, value in values.items() if path not in field.fills}
        values = filled(opening.procedure, opening.pack, kept, opening.actor.seat.unit)
    elif any(each.place == changed for each in opening.procedure.fields.values()):
        values = filled(opening.procedure, opening.pack, values, opening.actor.seat.unit)
    return replace(opening, values=values, more=more)


def _from_old(opening: Opening) -> dict[str, Plain]:
    asked = {path for path, _ in Sheet(opening.procedure, opening.pack, opening.entry.asks).fields()}
    return {path: value for path, value in opening.old.fields.items() if path in asked} if opening.old else {}


def who_may(entry: Entry, pack: Pack) -> Text:
    """Who may use an entry, in words."""
    titles = []
    for party in entry.by:
        if party.by is PartyKind.KIND:
            titles.append(pack.kinds[party.name])
        elif party.by is PartyKind.CAPACITY:
            titles.append(pack.capacities[party.name].title)
        elif party.by is PartyKind.GROUP:
            titles.append(pack.groups[party.name].title)
        else:
            titles.append(Text("县内各单位", "any unit of the county"))
    return Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
