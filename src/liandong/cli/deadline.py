"""`liandong deadline`: when a limit ends and why, for one question or for a file of them. Needs no database."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import click

from liandong.cli.time_words import ERRORS, LABELS
from liandong.core.errors import Refusal
from liandong.core.texts import Text
from liandong.core.time_limits import (
    CHINA,
    ClockSettings,
    Deadline,
    LimitError,
    Proof,
    TimeLimit,
    Unit,
    end_text,
    moment_text,
    prove,
    set_deadline,
)
from liandong.core.words import say
from liandong.core.workdays import Calendar
from liandong.packs.calendars import cached_calendar
from liandong.packs.faults import PackErrors
from liandong.packs.read_pack import load_pack
from liandong.packs.shelf import county_folders, mechanisms_folder

FIELDS = ("county", "from", "limit", "before")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?")


class BadField(Exception):
    """A field of a question that cannot be used; `words` says what was found and what would be right."""

    def __init__(self, field: str, words: Text) -> None:
        super().__init__(field, words.en)
        self.field = field
        self.words = words


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `start` is a moment, or a day where only a day is known."""

    county: str
    start: datetime | date
    limit: TimeLimit


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--county", metavar="COUNTY", help="县（mechanisms里的文件夹名）；the name of its folder under mechanisms"
)
@click.option("--from", "start", metavar="MOMENT", help="起算时刻，北京时间；2026-09-30T09:00, in Asia/Shanghai")
@click.option("--limit", metavar="LIMIT", help='期限；"5 working days", "24 hours", "immediately"')
@click.option("--before", is_flag=True, help="自该日向前计算（提前）；count backwards from --from")
@click.option("--batch", metavar="FILE", help="每行一个JSON对象的文件，-为标准输入；one JSON object a line, - is stdin")
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象；print one JSON object")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言；language")
def deadline(
    county: str | None,
    start: str | None,
    limit: str | None,
    before: bool,
    batch: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """算期限：哪天到期，为什么。 When a limit ends, and the proof of it.

    A file of questions (--batch) is answered line by line: a line that cannot be answered gets an object with
    `error` and `field`, is named on standard error, and makes the exit code 1; the other lines are answered.
    A wrong question on the command line, a broken pack or a file that is not UTF-8 answers nothing: exit code 2.
    """
    try:
        if batch is not None:
            if county or start or limit or before:
                raise click.UsageError(ERRORS["one or batch"].say(lang))
            sys.exit(_answer_file(batch, lang))
        asked = {"county": county, "from": start, "limit": limit, "before": before}
        if not (county and start and limit):
            raise click.UsageError(ERRORS["one or batch"].say(lang))
        _print_one(asked, as_json, lang)
    except BadField as wrong:
        raise click.BadParameter(wrong.words.say(lang), param_hint=f"--{wrong.field}") from None
    except PackErrors as errors:
        _stop(str(errors))


def _print_one(asked: Mapping[str, Any], as_json: bool, lang: str) -> None:
    question = read_question(asked)
    found, proof = _answer(question)
    if as_json:
        shown = {**asked, **_found_json(found, proof, lang), **_extra_json(found, proof, lang)}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for line in _shown(question, found, proof, lang):
        click.echo(line)


def _answer_file(name: str, lang: str) -> int:
    """Answer each line of the file; 1 if one of them could not be answered."""
    file = "<stdin>" if name == "-" else name
    _calendar()  # without it no line can be answered
    failed = False
    for number, line in _lines(name, file, lang):
        try:
            found, proof = _answer(read_question(_object(line)))
            shown: dict[str, Any] = {"line": number, **_found_json(found, proof, lang)}
        except BadField as wrong:
            failed = True
            words = wrong.words.say(lang)
            click.echo(
                f"{file}:{number}: {wrong.field}: {words}" if wrong.field else f"{file}:{number}: {words}", err=True
            )
            shown = {"line": number, "error": words, "field": wrong.field or None}
        click.echo(json.dumps(shown, ensure_ascii=False))
    return int(failed)


def _lines(name: str, file: str, lang: str) -> Iterator[tuple[int, str]]:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        _stop(f"{file}: {error.strerror}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _stop(ERRORS["not utf-8"].say(lang).format(file=file, line=line, byte=error.start + 1))
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _object(line: str) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        for key in found:
            if sum(name == key for name, _ in pairs) > 1:
                raise BadField(key, _said("twice", field=key))
        return found

    try:
        found = json.loads(line, object_pairs_hook=once)
    except ValueError as error:
        raise BadField("", _said("not json", found=str(error))) from None
    if not isinstance(found, dict):
        raise BadField("", _said("not json", found=line.strip()[:80]))
    return found


def read_question(asked: Mapping[str, Any]) -> Question:
    """The question of an object with `county`, `from`, `limit`, `before`; BadField names the field that is wrong."""
    for field in asked:
        if field not in FIELDS:
            raise BadField(field, _said("unknown field", field=field))
    for field in FIELDS[:3]:
        if asked.get(field) in (None, ""):
            raise BadField(field, _said("missing", field=field))
        if not isinstance(asked[field], str):
            raise BadField(field, _said("not text", field=field, found=json.dumps(asked[field])))
    before = asked.get("before")
    if before is not None and not isinstance(before, bool):
        raise BadField("before", _said("not yes or no", found=json.dumps(before, ensure_ascii=False)))
    county = asked["county"]
    if county not in _counties():
        raise BadField("county", _said("county", found=county, known="、".join(_counties())))
    return Question(county, _moment(asked["from"]), _limit(asked["limit"], before=bool(before)))


def _moment(text: str) -> datetime | date:
    if not MOMENT.fullmatch(text.strip()):
        raise BadField("from", _said("moment", found=text))
    try:
        if len(text.strip()) == len("2026-09-30"):
            return date.fromisoformat(text.strip())
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadField("from", _said("impossible", found=text)) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def _limit(text: str, *, before: bool) -> TimeLimit:
    try:
        limit = TimeLimit.parse(text)
        return TimeLimit(limit.unit, limit.n, before=True) if before else limit
    except LimitError as error:
        raise BadField("limit", error.words) from None


def _answer(question: Question) -> tuple[Deadline, Proof]:
    calendar = _calendar()
    try:
        clock = _clock(_counties()[question.county])
    except PackErrors as errors:
        raise BadField("county", Text(str(errors), str(errors))) from None
    try:
        found = set_deadline(question.limit, question.start, calendar, clock)
    except Refusal as refusal:
        zh, en = say(refusal, "zh"), say(refusal, "en")
        raise BadField("from", Text(f"{zh.why}{zh.then}", f"{en.why} {en.then}")) from None
    return found, prove(found, calendar)


def _found_json(found: Deadline, proof: Proof, lang: str) -> dict[str, Any]:
    due: str | None = found.due_day.isoformat() if found.due_day else None
    if found.due is not None and found.limit.unit is Unit.HOURS:
        due = found.due.astimezone(CHINA).isoformat()
    shown: dict[str, Any] = {"due": due, "proof": proof.one_line(lang), "provisional": found.is_provisional}
    if found.earliest and found.latest:
        shown |= {"earliest": found.earliest.isoformat(), "latest": found.latest.isoformat()}
    return shown


def _extra_json(found: Deadline, proof: Proof, lang: str) -> dict[str, Any]:
    remind_at = found.remind_at.astimezone(CHINA).isoformat() if found.remind_at else None
    due_at = found.due.astimezone(CHINA).isoformat() if found.due else None
    details = proof.to_json(lang)
    return {
        "due_at": due_at,
        "remind_at": remind_at,
        "days": details["days"],
        "notices": details["notices"],
        "calendar": found.calendar,
    }


def _shown(question: Question, found: Deadline, proof: Proof, lang: str) -> Iterator[str]:
    if found.due and found.due_day:
        label = LABELS["due before" if found.limit.before else "due"]
        yield label.say(lang).format(due=end_text(found.due, found.due_day, lang))
        closes = _clock(_counties()[question.county]).closes(found.due_day)
        if found.limit.unit is not Unit.HOURS and closes < found.due:
            yield LABELS["close"].say(lang).format(moment=moment_text(closes, lang))
    else:
        yield LABELS["no due"].say(lang)
    if found.earliest and found.latest:
        yield LABELS["provisional"].say(lang).format(earliest=found.earliest, latest=found.latest)
    if found.remind_at:
        yield LABELS["remind"].say(lang).format(moment=moment_text(found.remind_at, lang))
    yield LABELS["reckoning"].say(lang).format(line=proof.one_line(lang))
    for line in proof.lines:
        yield f"  {line.say(lang)}"


def _counties() -> dict[str, Path]:
    return _folders(mechanisms_folder().resolve())


def _calendar() -> Calendar:
    return cached_calendar((mechanisms_folder() / "calendar").resolve())


@cache
def _folders(mechanisms: Path) -> dict[str, Path]:
    return {folder.name: folder for folder in county_folders(mechanisms)}


@cache
def _clock(folder: Path) -> ClockSettings:
    return load_pack(folder).pack.clock


def _said(key: str, **params: object) -> Text:
    words = ERRORS[key]
    return Text(words.zh.format(**params), words.en.format(**params))


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(2)
