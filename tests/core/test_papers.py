"""What a paper says comes from the record alone; what is missing is named; who drafts, reviews and issues it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.commands import Command
from liandong.core.matter.law import Seal
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter, from_json, to_json
from liandong.core.papers import (
    addressed,
    code_of,
    day_words,
    digest_of,
    fill,
    issuers,
    mark_of,
    moment_words,
    normal_code,
)
from liandong.core.papers.codes import ALPHABET
from liandong.core.rules import PaperKind
from liandong.core.scenarios import play
from liandong.core.scenarios.stage import NO_NAMES, MemoryStage
from liandong.packs import load_pack
from liandong.packs.calendars import load_calendar
from liandong.packs.read_scenarios import read_scenarios, scenario_files
from tests.core.sample import EAST, MARKET, WATER, Case, actor, officers, pack

ROOT = Path(__file__).parents[2]
COUNTIES = [ROOT / "mechanisms/national", *sorted(path.parent for path in ROOT.glob("mechanisms/*/*/pack.yaml"))]
FORM = "drill/notice"
HEAD, OFFICER = actor(WATER, "head"), actor(WATER)


@cache
def dispatched() -> Case:
    """A drill in which the water bureau's notice can be printed."""
    case = Case().apply()
    case.do(OFFICER, "11-20 10:00", "consult", "agree", opinion="可行")
    case.do(actor(MARKET), "11-20 11:00", "consult", "agree", opinion="需两人到场")
    operation = {"starts_at": "2026-11-25T01:05:00+00:00", "place": "东镇码头"}
    case.do(actor("center", "operator"), "11-20 15:00", "dispatch", "send", operation=operation)
    return case


def case() -> Case:
    """The same, to go on with."""
    return replace(dispatched(), events=list(dispatched().events), law=replace(dispatched().law, paper_place=7))


def reviewed(then: Case | None = None) -> Case:
    """Its notice drafted and agreed to."""
    then = then or case()
    then.act(OFFICER, "11-20 16:00", c.DraftPaper(FORM))
    digest = digest_of(fill(pack(), then.state, pack().papers.forms[FORM], WATER).content)
    then.act(HEAD, "11-20 16:10", c.ReviewPaper(len(then.state.papers), True, digest, "同意"))
    return then


def refused(then: Case, who: Actor, command: Command) -> str:
    """The code under which a command is refused; nothing changes."""
    before = then.state
    with pytest.raises(Refusal) as caught:
        then.act(who, "11-20 17:00", command)
    assert then.state == before
    return caught.value.code


def test_a_paper_says_what_is_on_record_and_nothing_else() -> None:
    filled = fill(pack(), dispatched().state, pack().papers.forms[FORM], WATER)
    assert filled.missing == ()
    assert filled.content == {
        "kind": "notice",
        "layout": "document",
        "title": "演练通知",
        "organ": pack().units[WATER].legal_name.zh,
        "matter": "样演〔2026〕1号",
        "to": [pack().units[MARKET].legal_name.zh],
        "opening": "现就演练通知如下。",
        "parts": [
            {
                "title": "事由",
                "lines": [{"label": "事由", "words": "河道采砂"}, {"label": "方案", "words": "第一稿"}],
            },
            {
                "title": "行动",
                "lines": [
                    {"label": "行动", "words": "执法时间：2026年11月25日9时05分；执法地点：东镇码头"},
                ],
            },
            {
                "title": "会商",
                "lines": [
                    {"label": "会商", "words": f"同意\n意见：{words}", "by": by, "on": "2026年11月20日"}
                    for words, by in (("可行", seat(WATER)), ("需两人到场", seat(MARKET)))
                ],
            },
        ],
        "closing": "特此通知。",
        "copies": [pack().units["center"].legal_name.zh],
    }


def seat(unit: str) -> str:
    """An officer's seat as papers name it."""
    found = pack().units[unit]
    return f"{found.legal_name.zh} {next(post.title.zh for post in found.posts if post.code == 'officer')}"


def test_what_the_record_lacks_is_named_with_the_step_that_gives_it_and_no_such_paper_is_issued() -> None:
    then = case()
    for unit in (WATER, MARKET):
        then.do(actor(unit), "11-25 10:00", "work", "report", officers=officers(unit), result="已清理")
    then.do(OFFICER, "11-25 12:00", "close-work", "closed", operation__ended_at="2026-11-25T11:30:00+08:00")
    then.state = replace(then.state, fields={k: v for k, v in then.state.fields.items() if k != "subject"})
    filled = fill(pack(), then.state, pack().papers.forms["drill/report"], WATER)
    assert {each.name: [title.zh for title in each.given_at] for each in filled.missing} == {
        "subject": ["申请", "交办"],
        "result": ["执法", "汇总", "答复"],
    }
    then.act(HEAD, "11-25 13:00", c.DraftPaper("drill/report"))
    digest = digest_of(filled.content)
    assert refused(then, OFFICER, c.ReviewPaper(1, True, digest)) == "paper.missing"


def test_a_paper_is_its_issuers_alone_and_only_once_its_step_is_reached() -> None:
    form = pack().papers.forms[FORM]
    assert issuers(pack(), Case().apply().state, form) == ()
    assert issuers(pack(), dispatched().state, form) == (WATER,)
    assert refused(Case().apply(), OFFICER, c.DraftPaper(FORM)) == "paper.not-yours"
    assert refused(case(), actor(MARKET), c.DraftPaper(FORM)) == "paper.not-yours"
    assert refused(case(), OFFICER, c.DraftPaper("drill/unknown")) == "paper.unknown"


def test_nobody_reviews_his_own_draft_and_only_the_head_issues() -> None:
    then = case()
    then.act(OFFICER, "11-20 16:00", c.DraftPaper(FORM))
    digest = digest_of(fill(pack(), then.state, pack().papers.forms[FORM], WATER).content)
    assert refused(then, OFFICER, c.DraftPaper(FORM)) == "paper.drafted-already"
    assert refused(then, OFFICER, c.ReviewPaper(1, True, digest)) == "paper.own-draft"
    assert refused(then, HEAD, c.ReviewPaper(1, False, digest)) == "reason.missing"
    assert refused(then, HEAD, c.ReviewPaper(1, True, "0" * 64)) == "paper.changed"
    assert refused(then, actor(MARKET), c.ReviewPaper(1, True, digest)) == "paper.not-yours"
    assert refused(then, HEAD, c.IssuePaper(1)) == "paper.not-reviewed"
    then.act(HEAD, "11-20 16:10", c.ReviewPaper(1, True, digest))
    assert refused(then, OFFICER, c.IssuePaper(1)) == "access.denied"
    assert refused(then, HEAD, c.ReviewPaper(1, True, digest)) == "paper.not-a-draft"


def test_an_issued_paper_has_its_number_its_code_and_its_words_for_ever() -> None:
    then = reviewed()
    then.act(HEAD, "11-20 16:20", c.IssuePaper(1))
    issued = then.events[-1]
    assert isinstance(issued, e.PaperIssued)
    assert issued.number == "样水通〔2026〕7号"
    assert issued.content["date"] == "2026年11月20日"
    assert issued.code == code_of(then.state.id, 1, issued.number, issued.content)
    paper = then.state.papers[0]
    assert (paper.state, paper.number, paper.code, paper.issued_seq) == (
        "issued",
        issued.number,
        issued.code,
        then.state.seq,
    )
    assert json.loads(json.dumps(e.payload(issued), ensure_ascii=False)) == e.payload(issued)
    assert from_json(json.loads(json.dumps(to_json(then.state)))) == then.state


def test_what_changed_since_the_review_is_not_issued() -> None:
    then = reviewed()
    stated = next(place for place, event in enumerate(then.events, start=1) if isinstance(event, e.MatterOpened))
    then.law = replace(then.law, stated=then.events[stated - 1])
    then.act(actor(EAST), "11-20 16:15", c.CorrectFact(stated, "subject", "河道采砂（东段）", "笔误"))
    assert refused(then, HEAD, c.IssuePaper(1)) == "paper.changed"


def test_a_paper_is_voided_with_a_reason_or_replaced_and_its_number_stays() -> None:
    then = reviewed()
    then.act(HEAD, "11-20 16:20", c.IssuePaper(1))
    assert refused(then, OFFICER, c.VoidPaper(1, "写错")) == "access.denied"
    assert refused(then, HEAD, c.VoidPaper(1, " ")) == "reason.missing"
    then.act(OFFICER, "11-20 16:30", c.DraftPaper(FORM, replaces=1))
    digest = digest_of(fill(pack(), then.state, pack().papers.forms[FORM], WATER).content)
    then.act(HEAD, "11-20 16:40", c.ReviewPaper(2, True, digest))
    then.law = replace(then.law, paper_place=8)
    then.act(HEAD, "11-20 16:50", c.IssuePaper(2))
    first, second = then.state.papers
    assert (first.state, first.replaced_by, first.number) == ("replaced", 2, "样水通〔2026〕7号")
    assert (second.state, second.replaces, second.number) == ("issued", 1, "样水通〔2026〕8号")
    assert refused(then, OFFICER, c.DraftPaper(FORM, replaces=1)) == "paper.not-replaceable"
    then.act(HEAD, "11-20 17:00", c.VoidPaper(2, "内容有误"))
    assert (then.state.papers[1].state, then.state.papers[1].reason) == ("voided", "内容有误")
    assert refused(then, HEAD, c.VoidPaper(2, "再作废")) == "paper.ended"


def test_a_draft_is_dropped_without_a_number_and_may_be_begun_again() -> None:
    then = case()
    then.act(OFFICER, "11-20 16:00", c.DraftPaper(FORM))
    then.act(OFFICER, "11-20 16:01", c.VoidPaper(1, ""))
    assert (then.state.papers[0].state, then.state.papers[0].number) == ("dropped", "")
    then.act(OFFICER, "11-20 16:02", c.DraftPaper(FORM))
    assert then.state.papers[1].state == "draft"


def test_a_state_without_papers_is_spelled_as_before_there_were_papers() -> None:
    assert "papers" not in to_json(dispatched().state)
    assert from_json(to_json(dispatched().state)) == dispatched().state


def test_a_seal_is_placed_once_by_its_keeper_on_a_paper_that_counts() -> None:
    seal = Seal("5" * 64, 42)
    then = reviewed()
    assert refused(then, HEAD, c.PlaceSeal(1)) == "paper.not-issued"
    then.act(HEAD, "11-20 16:20", c.IssuePaper(1))
    assert refused(then, HEAD, c.PlaceSeal(1)) == "paper.no-seal-here"
    then.law = replace(then.law, seal=seal)
    assert refused(then, OFFICER, c.PlaceSeal(1)) == "paper.not-keeper"
    assert refused(then, actor(MARKET, "head"), c.PlaceSeal(1)) == "paper.not-yours"
    kept = replace(pack().papers, keepers={WATER: OFFICER.seat.post})
    law, then.law = then.law, replace(then.law, pack=replace(pack(), papers=kept))
    assert refused(then, HEAD, c.PlaceSeal(1)) == "paper.not-keeper"
    then.law = law
    then.act(HEAD, "11-20 16:30", c.PlaceSeal(1))
    assert then.events[-1] == e.SealPlaced(1, seal.picture, 42)
    assert (then.state.papers[0].seal, then.state.papers[0].seal_width) == (seal.picture, 42)
    assert refused(then, HEAD, c.PlaceSeal(1)) == "paper.sealed-already"
    assert from_json(to_json(then.state)) == then.state


def test_minutes_bear_no_seal() -> None:
    then = reviewed()
    then.act(HEAD, "11-20 16:20", c.IssuePaper(1))
    forms = {**pack().papers.forms, FORM: replace(pack().papers.forms[FORM], kind=PaperKind.MINUTES)}
    then.law = replace(
        then.law, seal=Seal("5" * 64, 42), pack=replace(pack(), papers=replace(pack().papers, forms=forms))
    )
    assert refused(then, HEAD, c.PlaceSeal(1)) == "paper.takes-no-seal"


def test_an_issue_takes_the_mark_that_was_entered_and_names_whom_it_goes_to() -> None:
    then = reviewed()
    then.law = replace(then.law, mark="样务")
    then.act(HEAD, "11-20 16:20", c.IssuePaper(1))
    assert then.state.papers[0].number == "样务通〔2026〕7号"
    assert addressed(pack(), then.state, pack().papers.forms[FORM], WATER) == (MARKET, "center")
    assert {MARKET, "center"} <= set(then.state.parties)


def test_days_have_no_leading_zero_and_a_unit_without_a_mark_is_named() -> None:
    assert day_words(date(2026, 1, 9)) == "2026年1月9日"
    assert moment_words(datetime(2026, 1, 9, 8, 5, tzinfo=ZONE)) == "2026年1月9日8时05分"
    assert mark_of(pack(), WATER) == "样水"
    assert mark_of(pack(), MARKET) == f"{pack().number_prefix}{pack().units[MARKET].name.zh}"


@given(st.text(alphabet=ALPHABET, min_size=12, max_size=12))
def test_a_code_is_read_however_it_is_typed(letters: str) -> None:
    code = f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
    assert normal_code(code) == normal_code(letters.lower()) == normal_code(f" {letters[:6]} {letters[6:]} ") == code


@given(st.text(max_size=30))
def test_what_is_no_code_is_none(text: str) -> None:
    assert normal_code(text) in ("", normal_code(normal_code(text)))


@given(st.dictionaries(st.sampled_from(["title", "organ", "to"]), st.text(max_size=5), min_size=1), st.integers(1, 9))
def test_another_content_has_another_code(content: dict[str, str], paper: int) -> None:
    code = code_of("m-1", paper, "样水通〔2026〕7号", content)
    assert code == code_of("m-1", paper, "样水通〔2026〕7号", dict(reversed(content.items())))
    assert code != code_of("m-1", paper, "样水通〔2026〕7号", {**content, "title": content.get("title", "") + "x"})


@dataclass
class Printing(MemoryStage):
    """A stage that tries every paper after every act."""

    complete: set[str] = field(default_factory=set)

    def act(
        self, name: str, command: Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[e.Event]:
        """Act, then fill what can be filled."""
        events = super().act(name, command, actor, at, names)
        self.printed(self.matters[name])
        return events

    def printed(self, *states: Matter) -> None:
        """Note which papers of these matters are complete now."""
        for state in states:
            for form in self.pack.papers.forms.values():
                if form.procedure == state.procedure and form.code not in self.complete:
                    for unit in issuers(self.pack, state, form):
                        filled = fill(self.pack, state, form, unit)
                        assert plain(filled.content)
                        if not filled.missing and filled.content["parts"]:
                            self.complete.add(form.code)


def plain(value: Any) -> bool:
    """Whether the record could keep it."""
    return bool(json.loads(json.dumps(value)) == value)


@pytest.mark.parametrize("folder", COUNTIES, ids=lambda path: path.name)
def test_every_paper_that_a_step_names_can_be_printed_from_a_scenario(folder: Path) -> None:
    loaded, calendar = load_pack(folder), load_calendar(ROOT / "mechanisms/calendar")
    named = {
        (procedure.name, title)
        for procedure in loaded.pack.procedures.values()
        for step in procedure.steps.values()
        for title in step.papers
    }
    forms = loaded.pack.papers.forms
    assert named == {(form.procedure, form.title.zh) for form in forms.values()}
    complete: set[str] = set()
    scripts = [script for path in scenario_files(folder) for script in read_scenarios(path, loaded.pack)]
    for script in scripts:
        stage = Printing(loaded.pack, loaded.ref, calendar, script.vacant, script.leads, complete=complete)
        play(script, stage)
        stage.printed(*stage.matters.values())
    own = {code for code in forms if forms[code].procedure not in loaded.pack.includes.get("national", ())}
    assert sorted(own - complete) == [], "no scenario gives all that these papers need"


def test_a_digest_is_that_of_the_canonical_words() -> None:
    assert digest_of({"b": 1, "a": "甲"}) == sha256('{"a":"甲","b":1}'.encode()).hexdigest()
