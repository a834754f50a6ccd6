"""`liandong people`: accounts and posts from the server, by its operator. The first administrators begin here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from liandong.people.models import User

DAY = click.DateTime(["%Y-%m-%d"])
SEAT = (
    click.argument("account"),
    click.argument("county"),
    click.argument("unit"),
    click.argument("post"),
)


def seat_arguments(command: Any) -> Any:
    """ACCOUNT COUNTY UNIT POST."""
    for argument in reversed(SEAT):
        command = argument(command)
    return command


@contextmanager
def said() -> Iterator[None]:
    """A refusal ends the command with its words in both languages."""
    from liandong.core.errors import Refusal
    from liandong.core.words import say

    try:
        yield
    except Refusal as refusal:
        chinese, english = say(refusal, "zh"), say(refusal, "en")
        raise click.ClickException(
            f"{chinese.why}{chinese.then}\n{english.why} {english.then} [{refusal.code}]"
        ) from None


@click.group()
def people() -> None:
    """账号和岗位（服务器上的操作）。 Accounts and posts, by the operator of the server.

    Administrators' posts are granted here only. UNIT and POST are the codes of the mechanism's units.yaml.
    """
    from liandong.cli.stack import start_django

    start_django()


@people.command(name="open")
@click.argument("account")
@click.password_option(help="不写则提示输入 · Asked for if not given; better not written on a command line.")
def open_(account: str, password: str) -> None:
    """开立账号。 Open an account; it has no rights before it holds a post."""
    from liandong.people.accounts import open_account

    with said():
        opened = open_account(account, password, _now())
    click.echo(f"已开立 opened {opened.username}")


@people.command()
@click.argument("account")
@click.password_option(help="不写则提示输入 · Asked for if not given.")
def password(account: str, password: str) -> None:
    """重设密码。 Give an account a new password; its sessions end."""
    from liandong.people.accounts import set_password

    with said():
        set_password(_account(account), password)
    click.echo(f"已重设 set {account}")


@people.command()
@click.argument("account")
def unlock(account: str) -> None:
    """解除登录锁定。 Lift the lock after too many failed sign-ins."""
    from axes.utils import reset

    with said():
        lifted = reset(username=_account(account).username)
    click.echo(f"已解除 lifted {lifted}")


@people.command()
@click.argument("account")
def close(account: str) -> None:
    """关闭账号。 Close an account: nobody signs in with it any more, and its posts are vacant."""
    from liandong.people.accounts import close_account

    with said():
        close_account(_account(account))
    click.echo(f"已关闭 closed {account}")


@people.command()
@seat_arguments
@click.option("--from", "first", type=DAY, help="起始日，默认今天 · First day, today if not given.")
@click.option("--to", "last", type=DAY, help="截止日，默认长期 · Last day, open-ended if not given.")
def grant(account: str, county: str, unit: str, post: str, first: datetime | None, last: datetime | None) -> None:
    """授予岗位。 Give an account a post."""
    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.grants import INSTALLATION, grant_post

    with said():
        grant_post(
            INSTALLATION,
            _account(account),
            county,
            Seat(unit, post),
            _now(),
            library().packs,
            first=first.date() if first else None,
            last=last.date() if last else None,
        )
    click.echo(f"已授予 granted {county} {unit}/{post} → {account}")


@people.command()
@seat_arguments
@click.option("--from", "first", type=DAY, required=True, help="起始日 · First day.")
@click.option("--to", "last", type=DAY, required=True, help="截止日 · Last day.")
@click.option("--reason", required=True, help="理由 · Why the holder cannot act.")
def deputise(account: str, county: str, unit: str, post: str, first: datetime, last: datetime, reason: str) -> None:
    """指定代理人。 Let an account of the unit act for a post on some days."""
    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.grants import INSTALLATION, appoint_deputy

    days = {"first": first.date(), "last": last.date()}
    with said():
        appoint_deputy(
            INSTALLATION, _account(account), county, Seat(unit, post), _now(), library().packs, reason=reason, **days
        )
    click.echo(f"已指定 appointed {account} → {county} {unit}/{post}")


@people.command()
@seat_arguments
@click.option("--last", type=DAY, required=True, help="最后一日 · The last day it is held.")
def end(account: str, county: str, unit: str, post: str, last: datetime) -> None:
    """结束任职或代理。 End what an account has of a post: holding and deputyships."""
    from liandong.people.grants import INSTALLATION, end_term
    from liandong.people.models import Deputy, PostHolding, on

    with said():
        user, now = _account(account), _now()
        seat = {"user": user, "county": county, "unit": unit, "post": post}
        running = [
            *PostHolding.objects.filter(on(last.date()), **seat),
            *Deputy.objects.filter(on(last.date()), **seat),
        ]
        for term in running:
            end_term(INSTALLATION, term, last.date(), now)
    if not running:
        raise click.ClickException(f"{account} 该日不任此岗位 holds no such post on {last.date()}")
    click.echo(f"已结束 ended {len(running)}")


@people.command()
@click.argument("county")
@click.argument("field")
@click.argument("seat")
@click.option("--from", "first", type=DAY, required=True, help="起始日 · First day.")
@click.option("--to", "last", type=DAY, help="截止日，默认长期 · Last day, open-ended if not given.")
def leads(county: str, field: str, seat: str, first: datetime, last: datetime | None) -> None:
    """登记分管领导。 Enter who is in charge of an executive field: SEAT is UNIT/POST, or "nobody"."""
    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.grants import INSTALLATION
    from liandong.people.leads import enter_leader

    named = None if seat == "nobody" else Seat(*seat.partition("/")[::2])
    end = last.date() if last else None
    with said():
        enter_leader(INSTALLATION, county, field, named, _now(), library().packs, first=first.date(), last=end)
    click.echo(f"已登记 entered {county} {field} → {seat}")


@people.command(name="list")
@click.option("--county", help="只列一县 · Of one county only.")
@click.option("--json", "as_json", is_flag=True)
def list_(county: str | None, as_json: bool) -> None:
    """列出账号及其今日岗位。 Accounts, and the posts they have today."""
    lines = list(_listed(county, _today()))
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    for line in lines:
        seats = ", ".join(
            f"{s['county']} {s['unit']}/{s['post']}{' (代理 deputy)' * s['deputy']}" for s in line["seats"]
        )
        click.echo(f"{line['account']:<40} {'' if line['open'] else '已关闭 closed '}{seats or '—'}")


def _listed(county: str | None, today: date) -> Iterator[dict[str, Any]]:
    from liandong.people.models import Deputy, PostHolding, User, on

    seats: dict[int, list[dict[str, Any]]] = {}
    for table in (PostHolding, Deputy):
        for term in table.objects.filter(on(today)).order_by("id"):
            line = {"county": term.county, "unit": term.unit, "post": term.post, "deputy": table is Deputy}
            seats.setdefault(term.user_id, []).append(line)
    for user in User.objects.order_by("username"):
        held = seats.get(user.pk, [])
        if county is None or any(each["county"] == county for each in held):
            yield {"account": user.username, "open": user.is_active, "demo": user.is_demo, "seats": held}


def _account(name: str) -> User:
    from liandong.people.accounts import find_account

    return find_account(name)


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _today() -> date:
    from liandong.core.time_limits import CHINA

    return _now().astimezone(CHINA).date()
