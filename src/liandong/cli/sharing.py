"""`liandong sharing list|find|queries`: a county's catalogue, a search of it for a purpose, the log of queries."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from liandong.cli.sharing_words import WORDS

if TYPE_CHECKING:
    from liandong.core.actors import Actor
    from liandong.core.rules import Pack
    from liandong.projections.search import Hit, Shares
    from liandong.record.queries import Query

REASON = "whoever runs the installation asks on its command line"
ACCOUNT = "command-line"  # in the log, where a person's account stands
LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
JSON = click.option("--json", "as_json", is_flag=True, help="每行一个JSON对象 · One JSON object a line.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def sharing() -> None:
    """信息共享：目录、查询、查询日志。 Information sharing: the catalogue, queries, their log."""
    from liandong.cli.stack import start_django

    start_django()


@sharing.command("list")
@click.argument("county")
@JSON
@LANG
def list_(county: str, as_json: bool, lang: str) -> None:
    """列出县的共享目录和近一年的件数。 The catalogue of COUNTY, with what was shared in the last year."""
    from liandong.core.shared_kinds import kind_lines
    from liandong.projections.search import shares_unscoped

    pack, now = _pack(county, lang), _now()
    told = shares_unscoped(county, _a_year_before(now), REASON)
    for kind in kind_lines(pack):
        shown = _kind(kind, told.get(kind.name), lang)
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else _kind_said(shown, lang))
    if not pack.sharing and not as_json:
        click.echo(WORDS["no-catalogue"].say(lang), err=True)


@sharing.command()
@click.argument("county")
@click.argument("words")
@click.option("--seat", metavar="UNIT/POST", required=True, help="以哪个岗位查询 · The seat that asks.")
@click.option("--purpose", required=True, help="查询目的，记入日志 · The purpose; it is logged.")
@click.option("--kind", metavar="NAME", default="", help="信息类别 · Kind of information.")
@click.option("--provider", metavar="UNIT", default="", help="提供单位 · Who provides it.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="第几页 · Which page.")
@JSON
@LANG
def find(
    county: str, words: str, seat: str, purpose: str, kind: str, provider: str, page: int, as_json: bool, lang: str
) -> None:
    """以某岗位查询共享信息，记入日志。 Search what is shared in COUNTY from a seat, by its rights; it is logged."""
    from liandong.core.found_words import wanted
    from liandong.projections.queries import ask
    from liandong.projections.search import SearchQuery

    pack = _pack(county, lang)
    query = SearchQuery(words, kind=kind, provider=provider, page=page)
    with _said(lang):
        answer = ask(_actor(pack, seat, lang), query, purpose, _now())
    what = wanted(words)
    for hit in answer.page.lines:
        shown = _hit(hit, pack, "".join(part for part, _ in hit.snippet(what, lang)), lang)
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else _hit_said(shown))
    click.echo(WORDS["found"].say(lang).format(total=answer.total, logged=answer.logged), err=True)


@sharing.command()
@click.argument("county")
@click.option("--unit", metavar="UNIT", default="", help="只列查到该单位信息的 · Those that found what it shares.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="条数 · How many at most.")
@JSON
@LANG
def queries(county: str, unit: str, limit: int, as_json: bool, lang: str) -> None:
    """列出查询日志，新的在前。 The log of queries of COUNTY, the last first."""
    from liandong.record.queries import queries as logged

    pack = _pack(county, lang)
    found = logged(pack.county, unit=unit, limit=limit)
    for query in found:
        shown = _query(query, of_unit=bool(unit))
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else WORDS["query"].say(lang).format(**shown))
    if not found and not as_json:
        click.echo(WORDS["no-queries"].say(lang), err=True)


@contextmanager
def _said(lang: str) -> Iterator[None]:
    """A refusal ends the command with its words."""
    from liandong.core.errors import Refusal
    from liandong.core.words import say

    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(say(refusal, lang).full()) from None


def _pack(county: str, lang: str) -> Pack:
    from liandong.packs import library

    packs = library().packs
    if county not in packs:
        click.echo(WORDS["unknown-county"].say(lang).format(county=county, known=", ".join(sorted(packs))), err=True)
        sys.exit(2)
    return packs[county]


def _actor(pack: Pack, seat: str, lang: str) -> Actor:
    from liandong.core.actors import Seat
    from liandong.core.scenarios.actors import actor_at

    unit, _, post = seat.partition("/")
    if unit not in pack.units or post not in {each.code for each in pack.units[unit].posts}:
        click.echo(WORDS["unknown-seat"].say(lang).format(county=pack.county, seat=seat), err=True)
        sys.exit(2)
    return replace(actor_at(pack, Seat(unit, post)), account=ACCOUNT)


def _kind(kind: Any, told: Shares | None, lang: str) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "title": kind.title.say(lang),
        "provider": kind.provider.say(lang),
        "receivers": kind.receivers.say(lang),
        "limit": kind.limit.say(lang),
        "cites": list(kind.cites),
        "items": told.items if told else 0,
        "last": _local(told.last).isoformat() if told and told.last else None,
    }


def _kind_said(shown: dict[str, Any], lang: str) -> str:
    last = shown["last"][:10] if shown["last"] else WORDS["never"].say(lang)
    return WORDS["kind"].say(lang).format(**{**shown, "cites": "、".join(shown["cites"]), "last": last})


def _hit(hit: Hit, pack: Pack, snippet: str, lang: str) -> dict[str, Any]:
    kind, provider = pack.sharing.get(hit.kind), pack.units.get(hit.provider)
    return {
        "id": hit.matter,
        "number": hit.number,
        "title": hit.title(lang),
        "kind": kind.title.say(lang) if kind else hit.kind,
        "provider": provider.name.say(lang) if provider else hit.provider,
        "at": _local(hit.opened_at).isoformat(),
        "snippet": snippet,
    }


def _hit_said(shown: dict[str, Any]) -> str:
    first = f"{shown['number']}  {shown['at'][:10]}  {shown['provider']}  {shown['kind']}  {shown['title']}"
    return f"{first}\n    {shown['snippet']}"


def _query(query: Query, *, of_unit: bool) -> dict[str, Any]:
    return {
        "id": query.id,
        "at": _local(query.at).isoformat(timespec="seconds"),
        "seat": f"{query.unit}/{query.post}",
        "account": query.account,
        "purpose": query.purpose,
        "words": query.words,
        "found": query.of_unit if of_unit else query.found,
    }


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _a_year_before(now: datetime) -> datetime:
    from liandong.core.time_limits import CHINA
    from liandong.projections.search import a_year_before

    return a_year_before(now.astimezone(CHINA))


def _local(at: datetime) -> datetime:
    from liandong.core.time_limits import CHINA

    return at.astimezone(CHINA)
