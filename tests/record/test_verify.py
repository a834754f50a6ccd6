"""Every kind of tampering is found and named, with the matter and the first bad event; an honest record is whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from liandong.cli import main
from liandong.core.matter import commands as c
from liandong.effects.models import Verification
from liandong.effects.verification import carry_out
from liandong.record import memory, read
from liandong.record.chain import HEADER
from liandong.record.verify import Kind, verify
from tests.flows.county import CENTER, MARKET, WATER, Sample, actor, at
from tests.record.attacker import change, put, rehashed, renumber, row, run, take, unlock


@dataclass(frozen=True)
class Matters:
    """Two matters of at least eight events each; `last` is the last event of the first."""

    one: str
    two: str
    last: int


@pytest.fixture
def matters(sample: Sample) -> Matters:
    """Two matters with a history, and triggers that no longer stand."""
    ids = [sample.apply(f"11-20 09:0{n}") for n in range(2)]
    for matter in ids:
        for unit in (WATER, MARKET):
            sample.complete(matter, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
        sample.act(actor(CENTER, "operator"), "11-20 11:00", c.AddNote("已电话告知"), matter, key=f"note-{matter}")
    assert verify().is_whole
    unlock()
    found = sample.state(ids[0])
    assert found.seq >= 8
    return Matters(ids[0], ids[1], found.seq)


def findings(matter: str = "") -> list[tuple[str, str, int]]:
    """What verification finds, receipts left aside where a test is about the chain."""
    return [(found.kind.value, found.matter, found.seq) for found in verify(matter).findings]


def chain_findings() -> list[tuple[str, str, int]]:
    """Findings about chains alone."""
    return [found for found in findings() if found[0] != Kind.RECEIPT_DIFFERS]


def words_of(matter: str, seq: int) -> bytes:
    """The payload of an event with one word changed."""
    return bytes(row(matter, seq)["payload"]).replace(b"{", b'{"a":"b",', 1)


def edit_words(m: Matters) -> None:
    change(m.one, 4, payload=words_of(m.one, 4))


def edit_words_and_their_hash(m: Matters) -> None:
    forged = rehashed(row(m.one, 4), payload=words_of(m.one, 4))
    change(m.one, 4, payload=forged["payload"], payload_hash=forged["payload_hash"])


def edit_and_hash_the_event_anew(m: Matters) -> None:
    forged = rehashed(row(m.one, 4), payload=words_of(m.one, 4))
    change(m.one, 4, **{name: forged[name] for name in ("payload", "payload_hash", "hash")})


def edit_who_acted(m: Matters) -> None:
    change(m.one, 3, account="somebody.else")


def edit_the_salt(m: Matters) -> None:
    change(m.one, 3, salt=bytes(16))


def edit_a_hash(m: Matters) -> None:
    change(m.one, 5, hash=bytes(32))


def edit_a_link(m: Matters) -> None:
    change(m.one, 5, prev=bytes(32))


def delete_one(m: Matters) -> None:
    take(m.one, 4)


def delete_one_and_close_the_gap(m: Matters) -> None:
    take(m.one, 4)
    renumber(m.one, 5, m.last, -1)


def delete_the_first(m: Matters) -> None:
    take(m.one, 1)


def cut_off_the_end(m: Matters) -> None:
    take(m.one, m.last)
    take(m.one, m.last - 1)


def cut_off_everything(m: Matters) -> None:
    run("DELETE FROM record_event WHERE matter = %s", m.one)


def claim_a_longer_chain(m: Matters) -> None:
    run("UPDATE record_matter SET seq = 2000000000 WHERE id = %s", m.one)


def add_at_the_end(m: Matters) -> None:
    last = row(m.one, m.last)
    put(rehashed(last, seq=m.last + 1, prev=last["hash"]))


def insert_and_make_room(m: Matters) -> None:
    renumber(m.one, 4, m.last, 1)
    put(rehashed(row(m.one, 3), seq=4, prev=row(m.one, 3)["hash"]))


def insert_a_copy(m: Matters) -> None:
    renumber(m.one, 4, m.last, 1)
    put({**row(m.one, 2), "seq": 4})


def exchange_two(m: Matters) -> None:
    change(m.one, 4, seq=1000)
    change(m.one, 5, seq=4)
    change(m.one, 1000, seq=5)


def move_one_to_the_end(m: Matters) -> None:
    change(m.one, 3, seq=1000)
    renumber(m.one, 4, m.last, -1)
    change(m.one, 1000, seq=m.last)


def renumber_with_a_gap(m: Matters) -> None:
    change(m.one, m.last, seq=m.last + 5)


def swap_events_between_matters(m: Matters) -> None:
    ours, theirs = take(m.one, 4), take(m.two, 4)
    put({**ours, "matter": m.two})
    put({**theirs, "matter": m.one})


def swap_whole_matters(m: Matters) -> None:
    run("UPDATE record_event SET matter = 'between' WHERE matter = %s", m.one)
    run("UPDATE record_event SET matter = %s WHERE matter = %s", m.one, m.two)
    run("UPDATE record_event SET matter = %s WHERE matter = 'between'", m.two)


def swap_words_between_matters(m: Matters) -> None:
    ours, theirs = row(m.one, 4), row(m.two, 4)
    change(m.one, 4, salt=theirs["salt"], payload=theirs["payload"])
    change(m.two, 4, salt=ours["salt"], payload=ours["payload"])


def erase_words(m: Matters) -> None:
    change(m.one, 4, salt=None, payload=None)


def name_another_algorithm(m: Matters) -> None:
    change(m.one, 4, alg="md5")


def move_the_head(m: Matters) -> None:
    run("UPDATE record_matter SET head = %s WHERE id = %s", bytes(32), m.one)


def change_the_state(m: Matters) -> None:
    run("UPDATE record_snapshot SET state = %s WHERE matter = %s", b"{}", m.one)


def swap_the_states(m: Matters) -> None:
    run("DELETE FROM record_snapshot WHERE matter = %s", m.one)
    run("UPDATE record_snapshot SET matter = %s WHERE matter = %s", m.one, m.two)


def change_the_number(m: Matters) -> None:
    run("UPDATE record_matter SET number = '样演〔2026〕99号' WHERE id = %s", m.one)


def delete_the_matter_s_row(m: Matters) -> None:
    run("DELETE FROM record_matter WHERE id = %s", m.one)


ONE = [(Kind.EDITED, 4)]
TAMPERING: list[tuple[Callable[[Matters], None], list[tuple[Kind, int]], list[tuple[Kind, int]]]] = [
    (edit_words, ONE, []),
    (edit_words_and_their_hash, ONE, []),
    (edit_and_hash_the_event_anew, ONE, []),
    (edit_who_acted, [(Kind.EDITED, 3)], []),
    (edit_the_salt, [(Kind.EDITED, 3)], []),
    (edit_a_hash, [(Kind.EDITED, 5)], []),
    (edit_a_link, [(Kind.EDITED, 5)], []),
    (delete_one, [(Kind.DELETED, 4)], []),
    (delete_one_and_close_the_gap, [(Kind.DELETED, 4)], []),
    (delete_the_first, [(Kind.DELETED, 1)], []),
    (cut_off_the_end, [(Kind.TRUNCATED, -1)], []),
    (cut_off_everything, [(Kind.TRUNCATED, 1)], []),
    (claim_a_longer_chain, [(Kind.TRUNCATED, 1001)], []),
    (add_at_the_end, [(Kind.INSERTED, 1001)], []),
    (insert_and_make_room, [(Kind.INSERTED, 4)], []),
    (insert_a_copy, [(Kind.INSERTED, 4)], []),
    (exchange_two, [(Kind.REORDERED, 4)], []),
    (move_one_to_the_end, [(Kind.REORDERED, 3)], []),
    (renumber_with_a_gap, [(Kind.RENUMBERED, 1000)], []),
    (swap_events_between_matters, [(Kind.SWAPPED, 4)], [(Kind.SWAPPED, 4)]),
    (swap_whole_matters, [(Kind.SWAPPED, 1)], [(Kind.SWAPPED, 1)]),
    (swap_words_between_matters, [(Kind.SWAPPED, 4)], [(Kind.SWAPPED, 4)]),
    (erase_words, [(Kind.ERASED, 4)], []),
    (name_another_algorithm, [(Kind.UNKNOWN_ALG, 4)], []),
    (move_the_head, [(Kind.HEAD_DIFFERS, 1000)], []),
    (change_the_state, [(Kind.SNAPSHOT_DIFFERS, 0)], []),
    (swap_the_states, [(Kind.SNAPSHOT_DIFFERS, 0)], [(Kind.SNAPSHOT_DIFFERS, 0)]),
    (change_the_number, [(Kind.SNAPSHOT_DIFFERS, 0)], []),
    (delete_the_matter_s_row, [(Kind.MATTER_MISSING, 1)], []),
]


def meant(seq: int, last: int) -> int:
    """Where a finding is meant to be: from 1000 on counted from the last event, -1 the one before it."""
    return last + seq - 1000 if seq >= 1000 else last - 1 if seq == -1 else seq


@pytest.mark.parametrize(("tamper", "in_one", "in_two"), TAMPERING, ids=[line[0].__name__ for line in TAMPERING])
def test_tampering_is_found_and_named_with_its_first_event(
    matters: Matters,
    tamper: Callable[[Matters], None],
    in_one: list[tuple[Kind, int]],
    in_two: list[tuple[Kind, int]],
) -> None:
    tamper(matters)
    wanted = [(kind.value, matters.one, meant(seq, matters.last)) for kind, seq in in_one]
    wanted += [(kind.value, matters.two, seq) for kind, seq in in_two]
    about_numbers = [found for found in chain_findings() if found[0] != Kind.NUMBER_MISSING]
    assert sorted(about_numbers) == sorted(wanted)


def test_no_column_of_an_event_can_be_changed_unseen(matters: Matters) -> None:
    before = row(matters.one, 4)
    for name in (*HEADER, "salt", "payload", "payload_hash", "prev", "hash"):
        if name == "seq":
            continue
        value = before[name]
        other = value[:-1] + bytes([value[-1] ^ 1]) if isinstance(value, bytes) else f"{value}x"
        change(matters.one, 4, **{name: other})
        place = "matter" if name == "matter" else ""
        assert verify().findings, f"a change of {name} was not noticed"
        if place:
            change(f"{matters.one}x", 4, matter=matters.one)
        else:
            change(matters.one, 4, **{name: value})
    assert findings() == []


def test_a_matter_that_was_taken_away_whole_leaves_its_number_behind(matters: Matters) -> None:
    for table, column in (("record_event", "matter"), ("record_matter", "id"), ("record_snapshot", "matter")):
        run(f"DELETE FROM {table} WHERE {column} = %s", matters.one)
    run("DELETE FROM record_key WHERE matter = %s", matters.one)
    found = verify().findings
    assert [(each.kind, each.about) for each in found] == [(Kind.NUMBER_MISSING, "演〔2026〕1号")]


def test_an_end_cut_off_together_with_the_matter_s_row_is_betrayed_by_the_receipt_that_was_given(
    matters: Matters,
) -> None:
    take(matters.one, matters.last)
    kept = row(matters.one, matters.last - 1)
    run("UPDATE record_matter SET seq = %s, head = %s WHERE id = %s", matters.last - 1, kept["hash"], matters.one)
    assert findings() == [(Kind.RECEIPT_DIFFERS, matters.one, matters.last)]


def test_a_chain_written_anew_from_one_event_on_is_betrayed_by_its_head(matters: Matters) -> None:
    prev = row(matters.one, 4)["prev"]
    for seq in range(4, matters.last + 1):
        words = words_of(matters.one, seq) if seq == 4 else row(matters.one, seq)["payload"]
        forged = rehashed(row(matters.one, seq), payload=words, prev=prev)
        change(matters.one, seq, **{name: forged[name] for name in ("payload", "payload_hash", "prev", "hash")})
        prev = forged["hash"]
    assert chain_findings() == [(Kind.HEAD_DIFFERS, matters.one, matters.last)]


def test_a_pack_that_was_changed_or_taken_away_is_named(matters: Matters) -> None:
    pack = read.packs()[0].hash
    run("UPDATE record_pack SET canonical = %s", b"{}")
    assert [(each.kind, each.about) for each in verify().findings] == [(Kind.PACK_DIFFERS, pack)]
    run("DELETE FROM record_pack")
    found = verify().findings
    assert [(each.kind, each.matter, each.seq) for each in found] == [(Kind.PACK_MISSING, matters.one, 1)]


def test_after_a_lawful_erasure_every_link_still_verifies_and_only_the_erased_words_are_named(
    matters: Matters,
) -> None:
    erase_words(matters)
    assert findings(matters.one) == [(Kind.ERASED, matters.one, 4)]
    memory.forget()
    with pytest.raises(ValueError, match=r"event 4 of matter .* was erased"):
        list(read.events(matters.one))


def test_one_matter_can_be_verified_alone(matters: Matters) -> None:
    edit_words(matters)
    assert findings(matters.two) == []
    assert findings(matters.one) == [(Kind.EDITED, matters.one, 4)]


def test_a_state_of_another_version_of_the_fold_is_no_tampering_but_asks_for_a_rebuild(matters: Matters) -> None:
    run("UPDATE record_snapshot SET fold = 0 WHERE matter = %s", matters.one)
    report = verify()
    assert report.is_whole and report.stale == 1
    assert carry_out(Verification.objects.create(asked_at=at("11-20 12:00"), heard_at=at("11-20 12:00"))).is_whole
    shown = CliRunner().invoke(main, ["record", "verify"])
    assert shown.exit_code == 0 and "liandong rebuild" in shown.output and "完好" in shown.output


def test_many_matters_are_verified_in_parts_and_none_is_left_out(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [sample.order(f"11-20 09:{n:02}") for n in range(7)]
    unlock()
    monkeypatch.setattr("liandong.record.verify.MATTERS_AT_ONCE", 2)
    report = verify()
    assert (report.matters, report.events, report.findings) == (7, sum(len(sample.kinds(each)) for each in ids), [])
    for each in ids:
        change(each, 2, account="x")
    run("UPDATE record_event SET matter = '~' WHERE matter = %s", ids[3])
    found = {(kind, matter) for kind, matter, _ in findings()}
    assert {(Kind.EDITED, each) for each in ids if each != ids[3]} <= found
    assert (Kind.MATTER_MISSING, "~") in found
    assert (Kind.TRUNCATED, ids[3]) in found


def test_a_report_says_all_in_both_languages_and_as_plain_values(matters: Matters) -> None:
    edit_words(matters)
    plain = json.loads(json.dumps(verify().to_json(), ensure_ascii=False))
    assert (plain["whole"], plain["matters"]) == (False, 2)
    (found,) = plain["findings"]
    assert found["en"] == f"Event 4 of matter {matters.one} was edited."
    assert found["zh"] == f"事项 {matters.one} 第 4 号记录被改动。"
