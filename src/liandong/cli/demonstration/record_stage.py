"""A stage of scenarios that is the real thing: each act through `act.execute`, by an account that holds the seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from liandong.act import execute
from liandong.cli.demonstration.pictures import with_pictures
from liandong.core.actors import Actor, Role, Seat
from liandong.core.matter import recurring
from liandong.core.matter.commands import Command, OpenMatter
from liandong.core.matter.events import Event
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.core.scenarios.stage import NO_NAMES, name_of
from liandong.core.time_limits import CHINA
from liandong.people.demonstration import account_name
from liandong.people.grants import INSTALLATION
from liandong.people.leads import enter_leader
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import read


@dataclass
class RecordStage:
    """Matters on record, by the names a scenario gives them. `users` are the demonstration's accounts by name."""

    pack: Pack
    users: Mapping[str, User]
    matters: dict[str, str] = field(default_factory=dict)  # name -> id

    def act(
        self, name: str, command: Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[Event]:
        """Do a command on the matter of this name (a new one for OpenMatter); the events, or the Refusal."""
        if isinstance(command, OpenMatter):
            key = self._occasion(command, at) if Role.CLOCK in actor.roles else ""
            seated = self._seated(actor, at)
            command = with_pictures(command, self.pack.procedures[command.procedure], seated, at)
            self.matters[name] = execute(command, seated, at, key=key).matter
            return self.history(name)
        state, seated = self.state(name), self._seated(actor, at)
        before = state.seq
        command = with_pictures(command, self.pack.procedures[state.procedure], seated, at)
        execute(command, seated, at, matter=self.matters[name], expected_seq=before)
        self._name_started(names)
        return [entry.event for entry in read.timeline(self.matters[name], after=before) if entry.event]

    def _occasion(self, command: OpenMatter, at: datetime) -> str:
        """The key under which the worker opens what recurs: it may have been faster, and then its matter is meant."""
        procedure = self.pack.procedures[command.procedure]
        entry = procedure.entries[command.entry]
        day = at.astimezone(CHINA).date()
        return recurring.occasion(self.pack, procedure, entry, entry.recurs, day).key if entry.recurs else ""

    def lead(self, leads: Mapping[str, Seat | None], first: date, now: datetime) -> None:
        """Enter who is in charge of executive fields from `first` on; None: nobody."""
        packs = {self.pack.county: self.pack}
        for name, seat in leads.items():
            enter_leader(INSTALLATION, self.pack.county, name, seat, now, packs, first=first)

    def _name_started(self, names: Mapping[str, str]) -> None:
        """Name the matters that acts on those of this stage have started, and those that these started."""
        seen = 0
        while seen < len(self.matters):
            known = list(self.matters)
            for name in known[seen:]:
                for link in self.state(name).links:
                    if link["kind"] == "started":
                        self.begin(link["matter"], names)
            seen = len(known)

    def begin(self, matter: str, names: Mapping[str, str] = NO_NAMES) -> None:
        """Name a matter by its id, unless it has a name."""
        if matter not in self.matters.values() and (state := read.state(matter)) is not None:
            self.matters[name_of(state.procedure, state.entry, names, self.names())] = matter

    def _seated(self, actor: Actor, at: datetime) -> Actor:
        """The account in that seat on that day, with the rights the database gives it then."""
        if not actor.seat.unit:  # the clock, a citizen
            return actor
        user = self.users[account_name(self.pack.county, actor.seat)]
        return actor_for(user, at.astimezone(CHINA).date(), {self.pack.county: self.pack}, actor.seat)

    def state(self, name: str) -> Matter:
        """The matter of this name; KeyError if it was never opened."""
        state = read.state(self.matters[name])
        if state is None:
            raise KeyError(name)
        return state

    def history(self, name: str) -> Sequence[Event]:
        """All events of the matter of this name."""
        return [event for _, event in read.events(self.matters[name])]

    def names(self) -> Sequence[str]:
        """The names of all matters opened, in order."""
        return tuple(self.matters)

    def vacate(self, seat: Seat) -> None:
        """The seat has no holder from now on: its account is closed."""
        User.objects.filter(username=account_name(self.pack.county, seat)).update(is_active=False)
