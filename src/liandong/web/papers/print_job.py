"""What the job cluster does for a print that was asked for. It may run twice: what has ended is not begun again.

It acts as whoever asked, from the seat that he asked from, with the rights that this seat has now.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from django.utils import timezone

from liandong.core.actors import Actor, Seat
from liandong.core.errors import Refusal
from liandong.core.papers import day_words, moment_words
from liandong.packs import library
from liandong.papers import print_jobs as jobs
from liandong.papers.models import PrintJob
from liandong.papers.pdf import pdf_of_file
from liandong.papers.said import Said, keep_print, said
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import read
from liandong.web import dates
from liandong.web.language import speaking
from liandong.web.matter.seen import Seen, seen_by
from liandong.web.matter.story import Teller

NO_SEAT, NOTHING = "no-seat", "nothing"


def print_asked(key: str) -> str:
    """Print what was asked for under this key, and say what came of it."""
    job = PrintJob.objects.filter(pk=key).first()
    if job is None or job.ended_at is not None:
        return "ended already"
    now = timezone.now()
    try:
        actor = _actor(job, now)
    except (Refusal, User.DoesNotExist):
        jobs.end(job, now, fault=NO_SEAT)
        return NO_SEAT
    return _whole(job, actor, now) if job.matter else _several(job, actor, now)


def _actor(job: PrintJob, now: datetime) -> Actor:
    user = User.objects.get(username=job.account, is_active=True)
    return actor_for(user, dates.local(now).date(), library().packs, Seat(job.unit, job.post))


def _whole(job: PrintJob, actor: Actor, now: datetime) -> str:
    """Cover, index, what was done, every issued paper. Setting it all is one piece of work, and the last one."""
    seen = seen_by(actor, job.matter, now)
    if seen is None:
        jobs.end(job, now, fault=NOTHING)
        return NOTHING
    papers = [paper for paper in seen.state.papers if paper.is_issued]
    jobs.begin(job, now, len(papers) + 1)
    sheets = []
    for paper in papers:
        words = said(seen.pack, seen.state, paper)
        if words is not None:
            sheets.append(words.sheet)
        jobs.tell(job, timezone.now(), left_out=words is None)
    if not sheets:
        jobs.end(job, timezone.now(), fault=NOTHING)
        return NOTHING
    made = pdf_of_file(_cover(seen), sheets, now)
    jobs.tell(job, timezone.now())
    jobs.end(job, timezone.now(), name=f"liandong-file-{dates.local(now):%Y%m%d-%H%M}.pdf", made=made)
    return f"{len(sheets)} papers"


def _several(job: PrintJob, actor: Actor, now: datetime) -> str:
    """Each paper a file of its own, byte for byte as its page gives it, in one archive."""
    jobs.begin(job, now, len(job.chosen))
    made, files = io.BytesIO(), 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for matter, number in job.chosen:
            words = _words(actor, matter, number, now)
            if words is not None:
                files += 1
                _add(archive, words, now)
            jobs.tell(job, timezone.now(), left_out=words is None)
    if not files:
        jobs.end(job, timezone.now(), fault=NOTHING)
        return NOTHING
    name = f"liandong-papers-{dates.local(now):%Y%m%d-%H%M}.zip"
    jobs.end(job, timezone.now(), name=name, made=made.getvalue())
    return f"{files} papers"


def _words(actor: Actor, matter: str, number: int, now: datetime) -> Said | None:
    seen = seen_by(actor, matter, now)
    if seen is None or not 0 < number <= len(seen.state.papers):
        return None
    paper = seen.state.papers[number - 1]
    return said(seen.pack, seen.state, paper) if paper.is_issued else None


def _add(archive: zipfile.ZipFile, words: Said, now: datetime) -> None:
    paper, pdf = words.paper, words.pdf(now)
    keep_print(paper.code, pdf, now)
    issued = dates.local(datetime.fromisoformat(paper.issued_at))
    name = f"{paper.number} {paper.title} {paper.code}.pdf".replace("/", "／")
    entry = zipfile.ZipInfo(name, issued.timetuple()[:6])
    archive.writestr(entry, pdf, zipfile.ZIP_DEFLATED)


def _cover(seen: Seen) -> dict[str, Any]:
    """The words of the cover and of the record, in Chinese whatever the reader's language: it goes into a file."""
    state, pack, procedure = seen.state, seen.pack, seen.procedure
    opener = pack.units.get(state.opened_by)
    end = procedure.ends.get(state.end)
    lines = [
        ("事项编号", state.number),
        ("事项", seen.row.title("zh") or procedure.title.zh),
        ("程序", procedure.title.zh),
        ("提出单位", opener.legal_name.zh if opener else state.opened_by),
        ("提出时间", moment_words(datetime.fromisoformat(state.opened_at))),
        ("办结", f"{end.title.zh}，{_day(state.ended_at)}" if end else "在办"),
        ("参与单位", "、".join(pack.units[unit].name.zh for unit in state.parties if unit in pack.units)),
        ("打印时间", moment_words(seen.now)),
    ]
    with speaking("zh"):
        acts = Teller(state, procedure, pack).acts(read.timeline(state.id))[::-1]
        told = [(act.at, act.who, [line.words for line in act.lines if line.main]) for act in acts]
    return {
        "title": f"{state.number}案卷",
        "organ": opener.legal_name.zh if opener else "",
        "heading": f"{procedure.title.zh}案卷",
        "lines": [{"label": label, "words": words} for label, words in lines],
        "acts": [
            {"at": moment_words(datetime.fromisoformat(at)), "words": f"{who}：{'；'.join(words)}"}
            for at, who, words in told
        ],
    }


def _day(at: str) -> str:
    return day_words(dates.local(datetime.fromisoformat(at)).date())
