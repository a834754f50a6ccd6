"""Setting the demonstration up and clearing it away. It never touches a database in which somebody works in earnest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import click
from django.conf import settings
from django.core.management import call_command

from liandong.cli.demonstration.play import play
from liandong.cli.demonstration.story import SignIn, Story, read_story
from liandong.cli.demonstration.times import Times
from liandong.core.actors import Role, Seat
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.people import demonstration as accounts
from liandong.people.directory import find_post
from liandong.record import read

OWN_APPS = ("effects", "worker", "projections", "record", "people")
"""Apps with tables, those that name others first."""


def refuse_unless_demo() -> None:
    """Stop unless this installation is a demonstration and holds nothing else."""
    if settings.IS_PRODUCTION:
        raise click.ClickException(
            "LIANDONG_MODE=production: the demonstration has passwords that everybody knows and is never loaded here."
        )
    if accounts.has_real_accounts() or (not accounts.is_begun() and next(read.matters(), None)):
        raise click.ClickException(
            "This database holds accounts or matters that are no demonstration's; nothing was changed. "
            "Name another one: DATABASE_URL=sqlite:///var/demo.sqlite3"
        )


def load(now: datetime) -> int:
    """Accounts and matters of every county that has none yet; the number of acts played.

    A demonstration that was broken off before its end is cleared away first: half of one would show what no
    mechanism leads to. Raises PackErrors, BrokenStory.
    """
    complete = accounts.counties_let_in()
    if accounts.is_begun() and not complete:
        clear()
    packs = library().packs
    accounts.open_accounts(packs.values(), now, _since(now))
    fresh = [(pack, _story(pack, now)) for county, pack in packs.items() if county not in complete]
    acts = play(fresh, now)
    accounts.let_in()
    return acts


def _since(now: datetime) -> date:
    """The posts are held from the start of last year, before anything the stories tell."""
    return date(now.astimezone(CHINA).year - 1, 1, 1)


def clear() -> None:
    """Empty every table. The record refuses deletion, so its tables are taken down and set up again."""
    for app in OWN_APPS:
        call_command("migrate", app, "zero", interactive=False, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)


def sign_ins(now: datetime) -> Iterable[tuple[Pack, SignIn, Text]]:
    """The seats worth signing in to, county by county, each with the title of its post."""
    for pack in library().packs.values():
        for each in _story(pack, now).sign_ins or _first_of_each_role(pack):
            yield pack, each, _title(pack, each.seat)


def _story(pack: Pack, now: datetime) -> Story:
    return read_story(library().of(pack.county).folder, pack, Times(now, library().calendar()))


def _first_of_each_role(pack: Pack) -> tuple[SignIn, ...]:
    """A county that tells no story still has seats: the first post of each role."""
    first: dict[Role, Seat] = {}
    for unit in pack.units.values():
        for post in unit.posts:
            for role in post.roles:
                first.setdefault(Role(role), Seat(unit.code, post.code))
    return tuple(SignIn(seat, Text("", "")) for seat in first.values())


def _title(pack: Pack, seat: Seat) -> Text:
    found = find_post({pack.county: pack}, pack.county, seat)
    if found is None:
        return Text(f"{seat.unit}/{seat.post}", f"{seat.unit}/{seat.post}")
    unit, post = found
    return Text(f"{unit.name.zh} · {post.title.zh}", f"{unit.name.en} · {post.title.en}")
