"""PURE. Who acts in a scenario: an actor for a unit, in the post whose act it is unless the scenario names one."""

from __future__ import annotations

from liandong.core.actors import Actor, Role, Seat, citizen_actor, clock_actor
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack, Party, PartyKind
from liandong.core.scenarios.script import By, Opening

ACTING = frozenset({Role.OFFICER, Role.CENTER, Role.LEADER})


def actor_at(pack: Pack, seat: Seat) -> Actor:
    """The holder of a seat, with the roles that the pack gives its post."""
    unit = pack.units[seat.unit]
    post = next(post for post in unit.posts if post.code == seat.post)
    return Actor(
        account=f"{seat.unit}/{seat.post}",
        county=pack.county,
        seat=seat,
        kind=unit.kind,
        roles=frozenset(Role(role) for role in post.roles),
        seats=(seat,),
        is_head=post.is_head,
    )


def opener(pack: Pack, by: By, act: Opening) -> Actor:
    """Who makes an entry: the post that the entry's capacity or group names, else the unit's first post that acts."""
    procedure = pack.procedures.get(act.procedure)
    entry = procedure.entries.get(act.entry) if procedure else None
    for party in entry.by if entry and not by.post else ():
        for seat in _seats(pack, party):
            if seat.unit == by.unit and seat.post:
                return actor_at(pack, seat)
    return first_actor(pack, by)


def _seats(pack: Pack, party: Party) -> tuple[Seat, ...]:
    if party.by is PartyKind.GROUP:
        return pack.groups[party.name].members
    if party.by is PartyKind.CAPACITY:
        capacity = pack.capacities[party.name]
        return (Seat(capacity.unit, capacity.post),)
    return ()


def holder(pack: Pack, by: By, task: Task | None) -> Actor:
    """Who acts on a task: the post that holds it, if its unit is the one that acts, else the unit's first post."""
    if task and task.unit == by.unit and task.post and not by.post:
        return actor_at(pack, Seat(by.unit, task.post))
    return first_actor(pack, by)


def first_actor(pack: Pack, by: By) -> Actor:
    """The named post, else the unit's first post that takes part in matters; without a unit, the clock or a citizen."""
    if not by.unit:
        return citizen_actor(pack.county) if by.citizen else clock_actor(pack.county)
    if by.post:
        return actor_at(pack, Seat(by.unit, by.post))
    posts = pack.units[by.unit].posts
    acting = [post for post in posts if ACTING.intersection(post.roles)]
    return actor_at(pack, Seat(by.unit, (acting or list(posts))[0].code))


def task_meant(state: Matter, step: str, by: By, unit: str, *, row: int = 0, confirms: bool = False) -> Task | None:
    """The task that a line means: the open one of its row, of its unit, else of the acting post, else of its unit, else
    the last one."""
    tasks = [task for task in state.tasks if task.step == step and bool(task.confirms) is confirms]
    if row:
        tasks = [task for task in tasks if task.about == str(row)]
    if unit:
        tasks = [task for task in tasks if task.unit == unit]
    standing = [task for task in tasks if task.is_open]
    own = [task for task in standing if by.unit in (task.unit, task.recorder)]
    of_post = [task for task in own if by.post and task.post == by.post]
    for found in (of_post, own, standing, tasks):
        if found:
            return found[-1]
    return None
