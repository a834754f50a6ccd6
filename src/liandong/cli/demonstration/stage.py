"""Setting the demonstration up and clearing it away. It never touches a database in which somebody works in earnest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import click
from django.conf import settings
from django.core.management import call_command

from liandong.act.outbox import NOTICE
from liandong.cli.demonstration.officer import Officer
from liandong.cli.demonstration.play import play_stories
from liandong.cli.demonstration.sign_ins import FILE, SignIn, read_sign_ins
from liandong.cli.demonstration.times import Times
from liandong.cli.demonstration.year import Year
from liandong.core.actors import Actor, Seat
from liandong.core.rules import Pack
from liandong.core.scenarios import Script
from liandong.core.texts import Text
from liandong.core.time_limits import CHINA
from liandong.evidence import store
from liandong.packs import library
from liandong.packs.read_scenarios import read_scenarios
from liandong.people import demonstration as accounts
from liandong.people.directory import find_post
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import outbox, read

A_DAY = timedelta(days=1)
OWN_APPS = ("effects", "worker", "projections", "evidence", "record", "people")
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


def load(now: datetime, matters: int = 0, told: Callable[[int], None] = lambda done: None) -> int:
    """Accounts, stories and a year of about so many matters for every county that has none yet; the acts played.

    `told` is called with the number of matters of the year so far. A demonstration that was broken off before its end
    is cleared away first: half of one would show what no mechanism leads to. Raises PackErrors, BrokenStory.
    """
    complete = accounts.counties_let_in()
    if accounts.is_begun() and not complete:
        clear()
    packs = library().packs
    accounts.open_accounts(packs.values(), now, _since(now))
    fresh = [(pack, stories(pack, _folder(pack), now)) for county, pack in packs.items() if county not in complete]
    acts = play_stories(fresh, now)
    if fresh and matters:
        year = Year({pack.county: pack for pack, _ in fresh}, library().calendar(), now, _officers, told)
        year.play(matters)
        acts += year.acts
        outbox.forget(NOTICE, now - A_DAY)  # what happened before was read long ago
    accounts.let_in()
    return acts


def _officers(pack: Pack, chance: Random) -> Officer:
    """The demonstration's accounts as the officers of a county; they hold their posts for the whole year."""
    users = {user.username: user for user in User.objects.filter(is_demo=True, holdings__county=pack.county)}
    known: dict[Seat, Actor] = {}

    def holder(seat: Seat, at: datetime) -> Actor:
        if seat not in known:
            user = users[accounts.account_name(pack.county, seat)]
            known[seat] = actor_for(user, at.astimezone(CHINA).date(), {pack.county: pack}, seat)
        return known[seat]

    return Officer(pack, library().ref(pack.county), library().calendar(), chance, holder)


def _since(now: datetime) -> date:
    """The posts are held from the start of last year, before anything the stories tell."""
    return date(now.astimezone(CHINA).year - 1, 1, 1)


def clear() -> None:
    """Empty every table. The record refuses deletion, so its tables are taken down and set up again."""
    for app in OWN_APPS:
        call_command("migrate", app, "zero", interactive=False, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    store.clear()
    call_command("migrate", interactive=False, verbosity=0)


def sign_ins() -> Iterable[tuple[Pack, SignIn, Text]]:
    """The seats worth signing in to, county by county, each with the title of its post."""
    for pack in library().packs.values():
        for each in read_sign_ins(_folder(pack), pack):
            yield pack, each, _title(pack, each.seat)


def stories(pack: Pack, folder: Path, now: datetime) -> list[Script]:
    """The scenarios of a county's demo folder, their times counted from `now`. Raises PackErrors."""
    times = Times(now, library().calendar())
    files = sorted(file for file in folder.glob("*.yaml") if file.name != FILE)
    return [script for file in files for script in read_scenarios(file, pack, times.dated)]


def _folder(pack: Pack) -> Path:
    return library().of(pack.county).folder / "demo"


def _title(pack: Pack, seat: Seat) -> Text:
    found = find_post({pack.county: pack}, pack.county, seat)
    if found is None:
        return Text(f"{seat.unit}/{seat.post}", f"{seat.unit}/{seat.post}")
    unit, post = found
    return Text(f"{unit.name.zh} · {post.title.zh}", f"{unit.name.en} · {post.title.en}")
