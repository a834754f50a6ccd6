"""Whoever a paper is addressed to is told of it, through the outbox as of everything else, and can then read it."""

from __future__ import annotations

from liandong.core.actors import Actor
from liandong.core.matter import commands as c
from liandong.core.matter.state import evolve
from liandong.core.papers import addressed
from liandong.effects.notices import mark_read, notices
from liandong.packs import library
from liandong.projections.models import PaperRow
from liandong.projections.rebuild import rebuild
from liandong.record import read
from liandong.worker.deliver import deliver
from tests.flows.county import CENTER, MARKET, WATER, Sample, actor, at
from tests.papers.issuing import agreed, drafted, head, issued, ready

NOW = at("11-27 09:00")


def told(who: Actor) -> list[str]:
    """What a seat was told of papers since the last look, oldest first."""
    while deliver("test", NOW):
        continue
    lines = notices(who, unread_only=True).lines[::-1]
    mark_read(who, [line.id for line in lines], NOW)
    return [line.say("zh") for line in lines if line.code.startswith("paper-")]


def test_an_issued_paper_is_told_to_its_addressees_and_its_end_too(sample: Sample) -> None:
    sample.people()
    matter, paper = ready(sample)
    assert told(actor(CENTER)) == [], "a draft is nobody else's business"
    issued(sample, matter, paper)
    assert told(actor(CENTER)) == ["水利局发来文书：办理情况函，样水函〔2026〕1号"]
    assert told(actor(WATER)) == told(actor(MARKET)) == []
    second = drafted(sample, matter, "11-20 11:00", replaces=paper)
    agreed(sample, matter, second, "11-20 11:05")
    issued(sample, matter, second, "11-20 11:10")
    assert told(actor(CENTER)) == ["水利局发来文书：办理情况函，样水函〔2026〕2号，替换样水函〔2026〕1号"]
    sample.act(actor(WATER, head()), "11-20 11:20", c.VoidPaper(second, "内容有误"), matter)
    assert told(actor(CENTER)) == ["水利局的文书作废：办理情况函，样水函〔2026〕2号（内容有误）"]


def test_a_draft_that_is_dropped_is_told_to_nobody(sample: Sample) -> None:
    sample.people()
    matter, paper = ready(sample)
    sample.act(actor(WATER, "officer"), "11-20 11:20", c.VoidPaper(paper, "不发了"), matter)
    assert told(actor(CENTER)) == []


def test_the_event_names_the_units_and_they_take_part_from_then_on(sample: Sample) -> None:
    matter, paper = ready(sample)
    given = issued(sample, matter, paper)
    entry = read.entry(matter, given.issued_seq)
    assert entry is not None and entry.event is not None
    assert entry.event.told == [CENTER]  # type: ignore[union-attr]
    before = sample.state(matter)
    stranger = type(entry.event)(
        **{**{n: getattr(entry.event, n) for n in entry.event.__dataclass_fields__}, "told": [MARKET]}
    )
    assert evolve(before, stranger, entry.header).parties == (*before.parties, MARKET)
    assert PaperRow.objects.visible_to(actor(CENTER), "matter.view").exists()
    assert rebuild(lambda _: library().pack("sample"), at("11-21 09:00"), check=True).differences == []


def test_copies_and_members_of_groups_are_addressed_and_the_unit_itself_is_not(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    pack, state = library().pack("sample"), sample.state(matter)
    form = pack.papers.forms["drill/letter"]
    assert addressed(pack, state, form, WATER) == (CENTER,)
    assert addressed(pack, state, form, CENTER) == ()
