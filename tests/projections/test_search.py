"""Matters are found by their words: Chinese of one character and two, for those who may see them, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.act.law import pinned_pack
from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.found_words import runs, wanted
from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter
from liandong.packs import library
from liandong.projections.rebuild import rebuild
from liandong.projections.search import SearchQuery, counted, found, shares
from liandong.projections.search_models import SearchRow
from liandong.projections.search_write import keep
from liandong.record import outbox
from liandong.worker.deliver import LEASE, deliver
from tests.flows.county import CENTER, EAST, MARKET, WATER, WEST, Sample, actor, at

NOW = at("11-20 10:00")
PERSON = {"name": "某某某", "phone": "13900000000", "id_number": "", "address": "沿河路九号院"}


def delivered(when: str = "11-20 10:00") -> None:
    while deliver("test", at(when)):
        continue


def numbers(who: Actor, words: str, **more: Any) -> list[str]:
    delivered()
    return [hit.matter for hit in found(who, SearchQuery(words, **more)).lines]


def share(sample: Sample, unit: str = WATER, when: str = "11-20 09:00", **fields: Any) -> str:
    given = {"kind_shared": "inspections", "receivers": [MARKET], "formed_on": "2026-11-17", "content": "码头检查"}
    return sample.act(actor(unit), when, c.OpenMatter("information", "share", {**given, **fields})).matter


@pytest.fixture
def center() -> Actor:
    return actor(CENTER, "operator")


@pytest.mark.parametrize(
    "words", ["采", "河道", "道采砂", "河道采砂", "第一稿", "稿", "一般", "plain", "WATER bureau", "演练"]
)
def test_a_matter_is_found_by_what_was_written_chosen_and_named(sample: Sample, words: str) -> None:
    matter = sample.apply()
    sample.order()
    center = actor(CENTER, "operator")
    assert matter in numbers(center, words)


def test_a_matter_is_found_by_its_number_and_by_the_answers_of_its_tasks(sample: Sample, center: Actor) -> None:
    first, second = sample.order("11-20 09:00"), sample.order("11-20 09:01")
    sample.complete(first, "11-20 09:30", "answer", "answered", result="已经拆除违建")
    assert numbers(center, "违建") == [first]
    assert numbers(center, sample.state(second).number) == [second]


def test_pairs_of_a_long_run_that_do_not_stand_together_are_not_found(sample: Sample, center: Actor) -> None:
    matter = sample.apply(plan="甲乙，乙丙")
    assert numbers(center, "甲乙 乙丙") == [matter]
    assert numbers(center, "甲乙丙") == []


def test_a_corrected_fact_is_found_by_its_new_words_only(sample: Sample, center: Actor) -> None:
    matter = sample.apply()
    assert numbers(center, "采砂") == [matter]
    sample.act(actor(EAST), "11-20 09:30", c.CorrectFact(1, "subject", "占道经营", "写错"), matter)
    assert numbers(center, "占道") == [matter]
    assert numbers(center, "采砂") == []


def test_what_one_may_not_see_is_neither_found_nor_counted(sample: Sample, center: Actor) -> None:
    matter = sample.apply(unit=EAST)
    item = share(sample, WATER, receivers=[MARKET], content="河道采砂船只名单")
    delivered()
    query = SearchQuery("采砂")
    assert counted(center, query) == {"": 1, WATER: 1}
    assert numbers(actor(EAST), "采砂") == [matter]
    assert numbers(actor(WEST), "采砂") == []
    assert counted(actor(WEST), query) == {}
    assert numbers(actor(MARKET), "采砂", shared_only=True) == [item]
    assert counted(actor(EAST), replace(query, shared_only=True)) == {}
    other = replace(center, county="elsewhere")
    assert (numbers(other, "采砂"), counted(other, query)) == ([], {})


def test_citizens_are_not_found_by_their_data_wherever_it_was_written(sample: Sample, center: Actor) -> None:
    facts = "某某某反映夜间施工，电话13900000000，住沿河路九号院，身份证11010519491231002X"
    fields = {"complainant": PERSON, "facts": facts, "filed_on": "2026-11-19"}
    matter = sample.act(actor(EAST), "11-20 09:00", c.OpenMatter("complaint", "receive", fields)).matter
    assert numbers(center, "夜间施工") == [matter]
    for words in ("某某", "某某某", "13900000000", "沿河路", "九号院", "11010519491231002X"):
        assert numbers(center, words) == [], words
    (hit,) = found(center, SearchQuery("施工")).lines
    shown = hit.title("zh") + "".join(part for part, _ in hit.snippet(wanted("施工"), "zh")) + hit.zh + hit.en
    for part in ("某某某", "13900000000", "沿河路九号院", "11010519491231002X"):
        assert part not in shown


def test_filters_narrow_and_the_order_is_by_date_or_by_rank(sample: Sample, center: Actor) -> None:
    old = sample.apply("11-19 09:00", subject="采砂船")
    item = share(
        sample, when="11-19 10:00", content="巡查", kind_shared="permits", permit="采砂许可第9号", receivers=[EAST]
    )
    new = sample.apply("11-20 09:00", subject="巡查", plan="查采砂船")
    assert numbers(center, "采砂") == [new, item, old]
    assert numbers(center, "采砂", by_rank=True) == [old, new, item]
    assert numbers(center, "采砂", procedure="drill") == [new, old]
    assert numbers(center, "采砂", kind="permits") == numbers(center, "采砂", provider=WATER) == [item]
    assert numbers(center, "采砂", opened_from=at("11-20 00:00")) == [new]
    assert numbers(center, "采砂", opened_to=at("11-19 09:30")) == [old]
    assert numbers(center, "采砂", unit=MARKET, procedure="drill") == [new, old]
    assert numbers(center, "采砂", size=1, page=2) == [item]
    assert found(center, SearchQuery("采砂", size=2)).more


def test_a_snippet_marks_the_words_in_the_line_that_holds_them(sample: Sample, center: Actor) -> None:
    sample.apply(plan="前" * 60 + "查扣采砂船两艘" + "后" * 60)
    delivered()
    (hit,) = found(center, SearchQuery("采砂船 查扣")).lines
    parts = hit.snippet(wanted("采砂船 查扣"), "en")
    assert [part for part, marked in parts if marked] == ["查扣采砂船"]
    assert parts[0] == parts[-1] == ("…", False)
    assert len("".join(part for part, _ in parts)) < 100


@pytest.mark.parametrize("words", ["", "，。", "'", '"', "%", "\\"])
def test_a_query_without_a_word_is_refused(sample: Sample, center: Actor, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        found(center, SearchQuery(words))
    assert refused.value.code == "search.no-words"


def test_too_many_words_are_refused(sample: Sample, center: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        found(center, SearchQuery(" ".join(str(n) for n in range(30))))
    assert refused.value.code == "search.too-many"


def test_shares_are_counted_by_kind_with_the_last_one(sample: Sample, center: Actor) -> None:
    share(sample, when="11-18 09:00")
    share(sample, when="11-20 09:00")
    sample.apply()
    delivered()
    told = shares(center, at("11-19 00:00"))
    assert shares(actor(MARKET), at("11-19 00:00")) == told
    assert {kind: (each.items, each.last) for kind, each in told.items()} == {"inspections": (1, at("11-20 09:00"))}
    assert shares(actor(EAST), at("11-19 00:00")) == {}


def test_a_rebuild_names_words_that_are_missing_or_wrong_and_writes_them(sample: Sample, center: Actor) -> None:
    matter = sample.apply()
    assert rebuild(pinned_pack, NOW, check=True).differences == []  # the worker has yet to write them
    delivered()
    assert rebuild(pinned_pack, NOW, check=True).differences == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projections_search SET zh = 'x', plain = 'x'")
    (one,) = rebuild(pinned_pack, NOW, check=True).differences
    assert (one.table, one.what) == ("search", "zh, plain")
    assert len(rebuild(pinned_pack, NOW).differences) == 1
    SearchRow.objects.unscoped("the test takes them away").delete()
    assert [each.what for each in rebuild(pinned_pack, NOW).differences] == ["missing"]
    assert rebuild(pinned_pack, NOW, check=True).differences == []
    assert numbers(center, "采砂") == [matter]


def test_many_acts_on_a_matter_write_its_words_once(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = sample.apply()
    sample.complete(matter, "11-20 09:10", "consult", "agree", who=actor(WATER), opinion="同意")
    sample.complete(matter, "11-20 09:20", "consult", "agree", who=actor(MARKET), opinion="同意")
    written: list[int] = []
    monkeypatch.setattr(
        "liandong.projections.search_write.keep",
        lambda cursor, state, pack: written.append(state.seq) or keep(cursor, state, pack),
    )
    delivered()
    assert written == [sample.state(matter).seq]
    assert outbox.waiting() == 0
    assert LEASE.total_seconds() > 0


def test_words_of_an_earlier_state_never_replace_those_of_a_later_one(sample: Sample, center: Actor) -> None:
    matter = sample.apply()
    early = sample.state(matter)
    sample.act(actor(EAST), "11-20 09:30", c.CorrectFact(1, "subject", "占道经营", "写错"), matter)
    delivered()
    with connection.cursor() as cursor:
        assert not keep(cursor, early, pinned_pack(early.pack_hash))
    assert numbers(center, "占道") == [matter]


TEXTS = st.text(
    st.one_of(
        st.sampled_from("河道采砂船占道经营的〇𠀀㐀"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("aBｃ é1９ ，。\n'\"\\%_&|!():*-"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=30,
)


@given(text=TEXTS, other=TEXTS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_text_is_found_by_its_chinese_of_one_and_two_characters_and_by_its_words(
    sample: Sample, text: str, other: str
) -> None:
    pack, center = library().pack("sample"), actor(CENTER, "operator")
    with connection.cursor() as cursor:
        for place, written in enumerate((text, other)):
            state = replace(_matter(place), fields={"plan": written})
            cursor.execute("DELETE FROM projections_matter WHERE id = %s", [state.id])
            _row(cursor, state)
            keep(cursor, state, pack)
    for run in runs(text):
        asked = [run.plain]
        if run.is_chinese:
            asked = [run.plain[at : at + size] for size in (1, 2, 3) for at in range(len(run.plain) - size + 1)]
        for words in asked:
            if words and len(words) <= 80:
                assert "m0" in [hit.matter for hit in found(center, SearchQuery(words)).lines], words
    for run in runs(other):
        hits = [hit.matter for hit in found(center, SearchQuery(run.plain)).lines]
        written = list(runs(f"{text}，演1号，联动演练，drill"))
        assert ("m0" in hits) is any(_holds(each.plain, run.plain, run.is_chinese) for each in written)


def _holds(plain: str, asked: str, chinese: bool) -> bool:
    return asked in plain if chinese else asked == plain


def _matter(place: int) -> Matter:
    opened = "2026-11-20T01:00:00.000000+00:00"
    return Matter(
        id=f"m{place}", seq=1, number="演1号", county="sample", procedure="drill", opened_at=opened, opened_by=EAST
    )


def _row(cursor: Any, state: Matter) -> None:
    from liandong.projections.fold import Subject
    from liandong.projections.write import write_matter

    write_matter(cursor, state, Subject(""), state.opened_at)
