"""Words that a law orders gone are gone from everything, by two persons; what is left folds, verifies, and says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from liandong.act.law import pinned_pack
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.erasing import ERASED
from liandong.core.matter.events import FactCorrected, MatterOpened, WordsErased, WordsErasureAsked
from liandong.packs import library
from liandong.projections.rebuild import rebuild
from liandong.record import append_only, memory, read
from liandong.record.verify import verify
from liandong.worker.deliver import deliver
from tests.flows.county import CENTER, EAST, MARKET, WATER, Sample, actor, at
from tests.papers.issuing import head
from tests.record.attacker import change, put, rehashed, row, take, unlock

LAW = "个人信息保护法第四十七条"
SECRET = "东村某户后院采砂"
SUBJECT = "1:fields/subject"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"\[{code}\]$")


def asked(sample: Sample, matter: str, place: str = SUBJECT, when: str = "11-20 11:00", reason: str = "误录") -> None:
    sample.act(actor(CENTER, "operator"), when, c.AskWordsErasure(place, LAW, reason), matter)


def erased(sample: Sample, matter: str, place: str = SUBJECT, when: str = "11-20 11:00", **more: str) -> None:
    asked(sample, matter, place, when, **more)
    sample.act(actor(WATER, head()), when.replace(":00", ":30"), c.DecideWordsErasure(place, True), matter)


@pytest.fixture
def matter(sample: Sample) -> str:
    """A matter whose subject is repeated in a note and in a correction, and that somebody was told of."""
    found = sample.apply(subject=SECRET, plan="按计划查处")
    sample.act(actor(CENTER, "operator"), "11-20 09:10", c.AddNote(f"电话核实：{SECRET}属实"), found)
    for unit in (WATER, MARKET):
        sample.complete(found, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
    deliver_all()
    return found


def deliver_all() -> None:
    while deliver("test", at("11-20 12:00")):
        continue


def spelled(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def everywhere(words: str) -> list[str]:
    """Every table of the database in which words stand."""
    found = []
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if not name.startswith("django_")]
        for name in names:
            if "_search_words" in name:
                continue  # the index of SQLite holds single characters, by the row that is looked at anyhow
            cursor.execute(f'SELECT * FROM "{name}"')
            for line in cursor.fetchall():
                said = "\n".join(map(spelled, line))
                if words in said or words.encode("unicode_escape").decode() in said:
                    found.append(name)
                    break
    return found


def test_the_words_are_nowhere_any_more_and_everything_verifies(sample: Sample, matter: str) -> None:
    assert {"record_event", "projections_matter", "projections_search", "effects_notice"} <= set(everywhere(SECRET))
    before = [entry.hash for entry in read.timeline(matter)]
    erased(sample, matter)
    deliver_all()
    assert everywhere(SECRET) == []
    entries = read.timeline(matter)
    assert [entry.hash for entry in entries][: len(before)] == before
    last = entries[-1].event
    assert isinstance(last, WordsErased)
    assert [each["kind"] for each in last.events] == ["MatterOpened", "NoteAdded"]
    assert entries[0].event is None and isinstance(entries[0].left, MatterOpened)
    assert entries[0].left.fields["subject"] == ERASED and entries[0].erased == ("fields/subject",)
    assert entries[0].left.fields["plan"] == "按计划查处"
    report = verify()
    assert report.findings == [] and report.erased == 2


def test_the_matter_goes_on_and_its_state_folds_from_what_is_left(sample: Sample, matter: str) -> None:
    tasks = sample.state(matter).tasks
    erased(sample, matter)
    memory.forget()
    state = sample.state(matter)
    assert state.fields["subject"] == ERASED and state.tasks == tasks
    sample.act(actor(CENTER, "operator"), "11-20 12:00", c.AddNote("继续办理"), matter)
    assert verify().is_whole
    assert rebuild(pinned_pack, at("11-20 13:00"), check=True).differences == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_snapshot SET fold = 0")  # as after a program of another version
    memory.forget()
    assert sample.state(matter).fields["subject"] == ERASED
    assert read.states([matter])[matter].fields["subject"] == ERASED
    assert rebuild(pinned_pack, at("11-20 13:00")).differences == []
    assert verify().is_whole


def test_words_in_what_an_earlier_erasure_left_are_erased_again(sample: Sample, matter: str) -> None:
    erased(sample, matter)
    erased(sample, matter, "1:fields/plan", "11-20 14:00")
    deliver_all()
    assert everywhere("按计划查处") == [] and everywhere(SECRET) == []
    memory.forget()
    state = sample.state(matter)
    assert (state.fields["subject"], state.fields["plan"]) == (ERASED, ERASED)
    first = read.timeline(matter)[0].left
    assert isinstance(first, MatterOpened) and first.fields["lead_unit"] == WATER
    report = verify()
    assert report.findings == [] and report.erased == 5  # with what two answers saw, and the first erasure
    assert rebuild(pinned_pack, at("11-20 15:00"), check=True).differences == []


def test_a_correction_of_erased_words_says_no_more_than_the_rest(sample: Sample, matter: str) -> None:
    town = actor(EAST)
    sample.act(town, "11-20 10:30", c.CorrectFact(1, "plan", "第二稿：张某", "笔误"), matter)
    seq = sample.state(matter).seq
    erased(sample, matter, f"{seq}:value")
    entry = read.entry(matter, seq)
    assert entry is not None and isinstance(entry.left, FactCorrected)
    assert (entry.left.value, entry.left.was) == (ERASED, "按计划查处")
    assert sample.state(matter).fields["plan"] == ERASED
    assert verify().is_whole


def test_it_takes_two_persons_a_basis_and_words_that_stand_there(sample: Sample, matter: str) -> None:
    with refused("words.not-asked"):
        sample.act(actor(WATER, head()), "11-20 11:00", c.DecideWordsErasure(SUBJECT, True), matter)
    for place in ("1:fields/lead_unit", "1:number", "99:fields/subject", "x", ""):
        with refused("words.nothing-there"):
            asked(sample, matter, place)
    with refused("access.denied"):
        sample.act(actor(WATER), "11-20 11:00", c.AskWordsErasure(SUBJECT, LAW, "误录"), matter)
    with refused("erasure.no-basis"):
        sample.act(actor(CENTER, "operator"), "11-20 11:00", c.AskWordsErasure(SUBJECT, " ", "误录"), matter)
    asked(sample, matter, reason=f"不应写{SECRET}")
    with refused("words.asked-already"):
        asked(sample, matter)
    with refused("access.denied"):
        sample.act(actor(CENTER, "operator"), "11-20 11:10", c.DecideWordsErasure(SUBJECT, True), matter)
    with refused("reason.missing"):
        sample.act(actor(WATER, head()), "11-20 11:10", c.DecideWordsErasure(SUBJECT, False), matter)
    sample.act(actor(WATER, head()), "11-20 11:10", c.DecideWordsErasure(SUBJECT, False, "与案情有关"), matter)
    assert sample.state(matter).word_erasures == {} and sample.state(matter).fields["subject"] == SECRET
    reasons = [str(entry.event.reason) for entry in read.timeline(matter) if isinstance(entry.event, WordsErasureAsked)]
    assert reasons == [f"不应写{ERASED}"]


def test_who_asked_does_not_decide(sample: Sample, matter: str) -> None:
    center_head = library().pack("sample").units[CENTER].head.code
    sample.act(actor(CENTER, center_head), "11-20 11:00", c.AskWordsErasure(SUBJECT, LAW, "误录"), matter)
    with refused("words.same-person"):
        sample.act(actor(CENTER, center_head), "11-20 11:10", c.DecideWordsErasure(SUBJECT, True), matter)


EMPTY = "payload = NULL, salt = NULL"
PASSES_NOT = {
    "an event that no erasure names": (EMPTY, "seq = 2"),
    "the payload alone": ("payload = NULL", "seq = 1"),
    "more than payload and salt": (f"{EMPTY}, account = 'x'", "seq = 1"),
    "another hash with it": (f"{EMPTY}, hash = prev", "seq = 1"),
    "the erasure itself": (EMPTY, "kind = 'WordsErased'"),
    "other words in the place of those erased": ("payload = prev, salt = prev", "seq = 1"),
}


def restored(matter: str, kept: dict[str, Any]) -> None:
    """The erased event as it was before, put back behind the triggers."""
    take(matter, 1)
    put(kept)


@pytest.mark.parametrize("what", PASSES_NOT)
def test_nothing_but_the_erasure_that_stands_passes_the_lock(sample: Sample, matter: str, what: str) -> None:
    kept = row(matter, 1)
    erased(sample, matter)
    unlock()
    restored(matter, kept)
    with connection.cursor() as cursor:
        for statement in append_only.create(connection.vendor):
            cursor.execute(statement)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        sets, where = PASSES_NOT[what]
        cursor.execute(f"UPDATE record_event SET {sets} WHERE matter = %s AND {where}", [matter])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_event SET {EMPTY} WHERE matter = %s AND seq = 1", [matter])
        assert cursor.rowcount == 1
    assert verify().is_whole


def test_an_emptiness_that_nothing_explains_is_still_found(sample: Sample, matter: str) -> None:
    erased(sample, matter)
    unlock()
    change(matter, 2, payload=None, salt=None)
    assert [(each.kind.value, each.seq) for each in verify().findings] == [("erased", 2)]


def test_words_that_were_put_back_are_found(sample: Sample, matter: str) -> None:
    kept = row(matter, 1)
    erased(sample, matter)
    unlock()
    restored(matter, kept)
    assert ("stands-again", 1) in [(each.kind.value, each.seq) for each in verify().findings]


def test_an_erasure_that_is_forged_is_no_excuse(sample: Sample, matter: str) -> None:
    erased(sample, matter)
    end = sample.state(matter).seq
    unlock()
    forged = rehashed(row(matter, end), payload=bytes(row(matter, end)["payload"]).replace(b'"seq":1}', b'"seq":2}'))
    change(matter, end, payload=forged["payload"])
    assert ("edited", end) in [(each.kind.value, each.seq) for each in verify().findings]


def test_the_salt_goes_too(sample: Sample, matter: str) -> None:
    erased(sample, matter)
    assert row(matter, 1)["salt"] is None and row(matter, 1)["payload"] is None
