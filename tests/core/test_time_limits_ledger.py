"""A deadline is a budget and a ledger: extended, paused, resumed, taken back, reckoned again, verified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liandong.core.calendar_years import CalendarYear, Holiday
from liandong.core.errors import Refusal
from liandong.core.texts import Text
from liandong.core.time_limits import (
    Deadline,
    Extension,
    Judgement,
    Lamp,
    Pause,
    Recomputed,
    TimeLimit,
    differs,
    extend,
    judge,
    lamp,
    pause,
    recompute,
    remaining,
    resume,
    revoke,
    verify,
)
from liandong.core.time_limits import set_deadline as core_set_deadline
from liandong.core.workdays import Calendar
from tests.core.clocks import CLOCK, at, calendar, day, known_until, set_deadline

BASIS = "《行政复议法》第三十九条"


def _extend(found: Deadline, by: str, moment: str, cap: str = "") -> Deadline:
    limit = TimeLimit.parse(cap) if cap else None
    return extend(found, TimeLimit.parse(by), at(moment), "情况复杂", calendar(), CLOCK, limit)


def _paused(found: Deadline, since: str, until: str) -> Deadline:
    return resume(pause(found, at(since), BASIS), at(until), calendar(), CLOCK)


def _revoke(found: Deadline, entry: int, moment: str) -> Deadline:
    return revoke(found, entry, at(moment), "告知有误", calendar(), CLOCK)


def test_an_extension_counts_from_the_end_of_the_limit() -> None:
    longer = _extend(set_deadline("5 working days", "2026-09-30 09:00"), "5 working days", "2026-10-12 09:00")
    assert longer.due_day == day("2026-10-20")
    assert longer.ledger == (Extension(TimeLimit.parse("5 working days"), at("2026-10-12 09:00"), "情况复杂"),)


def test_an_extension_in_natural_days_counts_from_the_rolled_end() -> None:
    # 3 natural days from 30 September end on 3 October and roll to the 8th; 10 more run from there (trap 12).
    longer = _extend(set_deadline("3 natural days", "2026-09-30 09:00"), "10 natural days", "2026-10-08 09:00")
    assert longer.due_day == day("2026-10-19")  # the 18th is a Sunday


def test_a_limit_in_working_days_may_be_extended_by_natural_days_and_the_other_way_round() -> None:
    first = set_deadline("2 working days", "2026-11-20 09:00")
    assert _extend(first, "10 natural days", "2026-11-24 09:00").due_day == day("2026-12-04")
    second = set_deadline("5 natural days", "2026-11-20 09:00")
    assert _extend(second, "1 working day", "2026-11-24 09:00").due_day == day("2026-11-26")
    third = set_deadline("same day", "2026-11-20 09:00")
    assert _extend(third, "7 working days", "2026-11-20 10:00").due_day == day("2026-12-01")


def test_seven_working_days_as_total_or_as_extension_of_the_same_day_end_alike() -> None:
    # Trap 13: limit or total, both readings give the 7th working day from formation.
    extended = _extend(set_deadline("same day", "2026-11-20 09:00"), "7 working days", "2026-11-20 10:00")
    assert extended.due_day == set_deadline("7 working days", "2026-11-20 09:00").due_day


def test_an_extension_up_to_its_cap_is_taken_and_beyond_it_refused() -> None:
    first = set_deadline("5 natural days", "2026-11-20 09:00")
    within = _extend(first, "10 natural days", "2026-11-24 09:00", cap="10 natural days")
    assert within.due_day == day("2026-12-07")  # 25 November and 10 days: Saturday the 5th rolls
    for by in ("13 natural days", "9 working days"):
        with pytest.raises(Refusal) as refused:
            _extend(first, by, "2026-11-24 09:00", cap="10 natural days")
        assert refused.value.code == "clock.beyond-cap"
        assert refused.value.params["most"] == "2026-12-07"
    with pytest.raises(Refusal) as refused:
        _extend(within, "1 natural day", "2026-11-24 10:00", cap="10 natural days")
    assert refused.value.code == "clock.beyond-cap"


def test_an_extension_is_told_before_the_limit_ends_or_not_at_all() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    assert _extend(found, "1 working day", "2026-10-13 23:59").due_day == day("2026-10-14")
    with pytest.raises(Refusal) as refused:
        _extend(found, "1 working day", "2026-10-14 00:01")
    assert refused.value.code == "clock.extended-too-late"


@pytest.mark.parametrize(
    ("limit", "by", "code"),
    [
        ("promptly", "5 working days", "clock.not-extendable"),
        ("immediately", "5 hours", "clock.not-extendable"),
        ("3 working days before", "1 working day", "clock.not-extendable"),
        ("5 working days", "promptly", "clock.not-extendable"),
        ("5 working days", "1 working day before", "clock.not-extendable"),
        ("5 working days", "24 hours", "clock.other-unit"),
        ("24 hours", "1 working day", "clock.other-unit"),
    ],
)
def test_what_cannot_be_extended_says_so(limit: str, by: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        _extend(set_deadline(limit, "2026-11-20 09:00"), by, "2026-11-20 09:01")
    assert refused.value.code == code
    assert str(refused.value)


def test_hours_are_extended_by_hours() -> None:
    found = _extend(set_deadline("24 hours", "2026-11-20 16:40"), "12 hours", "2026-11-21 09:00")
    assert found.due == at("2026-11-22 04:40")


def test_a_paused_clock_has_no_due_moment_and_runs_on_when_resumed() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    still = pause(found, at("2026-10-12 10:00"), BASIS)
    assert still.is_paused
    assert still.due is None
    assert lamp(still, at("2027-01-01 09:00")) is Lamp.PAUSED
    assert judge(still, at("2027-01-01 09:00")) is Judgement.IN_TIME
    assert remaining(still, at("2026-10-13 09:00"), calendar()).say("zh") == "期限已中止"
    assert verify(still, calendar(), CLOCK) is None
    running = resume(still, at("2026-10-14 10:00"), calendar(), CLOCK)
    assert running.due_day == day("2026-10-15")  # Monday 12 and Tuesday 13 do not count, Wednesday does
    assert running.ledger == (Pause(at("2026-10-12 10:00"), BASIS, at("2026-10-14 10:00")),)


def test_a_pause_on_the_last_day_leaves_that_day_for_when_the_clock_resumes() -> None:
    found = _paused(set_deadline("5 working days", "2026-09-30 09:00"), "2026-10-13 10:00", "2026-10-19 09:00")
    assert found.due_day == day("2026-10-19")


def test_a_pause_that_ends_on_its_own_day_changes_no_day() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    assert _paused(found, "2026-10-12 09:00", "2026-10-12 17:00").due_day == found.due_day


def test_a_natural_day_clock_that_resumes_while_its_end_was_rolling_ends_on_a_day_that_counts() -> None:
    # Ends on Saturday 21 November, rolls to Monday; paused on the Sunday, resumed on Wednesday.
    found = set_deadline("1 natural day", "2026-11-20 09:00")
    assert found.due_day == day("2026-11-23")
    assert _paused(found, "2026-11-22 09:00", "2026-11-25 09:00").due_day == day("2026-11-25")


def test_an_hour_clock_stands_still_to_the_minute() -> None:
    found = _paused(set_deadline("24 hours", "2026-11-20 16:40"), "2026-11-21 09:00", "2026-11-21 10:30")
    assert found.due == at("2026-11-21 18:10")


def test_same_day_paused_over_night_ends_on_the_day_it_resumes() -> None:
    found = _paused(set_deadline("same day", "2026-11-20 09:00"), "2026-11-20 10:00", "2026-11-23 09:00")
    assert found.due_day == day("2026-11-23")


def test_a_reminder_waits_while_the_clock_stands_still() -> None:
    found = set_deadline("immediately", "2026-11-20 09:00")
    still = pause(found, at("2026-11-20 09:10"), BASIS)
    assert still.remind_at is None
    assert resume(still, at("2026-11-20 11:10"), calendar(), CLOCK).remind_at == at("2026-11-20 11:30")
    slow = _paused(set_deadline("promptly", "2026-11-20 09:00"), "2026-11-23 09:00", "2026-11-25 09:00")
    assert slow.remind_at == at("2026-11-27 17:30")


def test_what_is_over_cannot_be_stopped() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    still = pause(found, at("2026-10-14 09:00"), BASIS)
    assert still.due == found.due
    assert not still.is_paused
    assert lamp(still, at("2026-10-14 09:00")) is Lamp.OVERDUE
    running = resume(still, at("2026-10-20 09:00"), calendar(), CLOCK)
    assert running.due == found.due
    assert verify(running, calendar(), CLOCK) is None


def test_a_pause_does_not_move_a_backward_limit_which_hangs_on_the_date_of_the_action() -> None:
    found = set_deadline("3 working days before", "2026-11-30 09:00")
    moved = _paused(found, "2026-11-23 09:00", "2026-11-25 09:00")
    assert moved.due == found.due
    assert len(moved.ledger) == 1


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (
            lambda d: pause(pause(d, at("2026-10-08 09:00"), BASIS), at("2026-10-09 09:00"), BASIS),
            "clock.already-paused",
        ),
        (lambda d: resume(d, at("2026-10-09 09:00"), calendar(), CLOCK), "clock.not-paused"),
        (lambda d: _paused(d, "2026-10-09 09:00", "2026-10-08 09:00"), "clock.resumed-before-pause"),
        (
            lambda d: pause(_paused(d, "2026-10-08 09:00", "2026-10-10 09:00"), at("2026-10-09 09:00"), BASIS),
            "clock.pause-overlaps",
        ),
        (lambda d: _revoke(d, 0, "2026-10-09 09:00"), "clock.nothing-to-revoke"),
        (
            lambda d: _revoke(
                _revoke(_extend(d, "1 working day", "2026-10-09 09:00"), 0, "2026-10-09 10:00"), 0, "2026-10-09 11:00"
            ),
            "clock.nothing-to-revoke",
        ),
    ],
)
def test_an_act_that_the_ledger_does_not_allow_is_refused(act: object, code: str) -> None:
    assert callable(act)
    with pytest.raises(Refusal) as refused:
        act(set_deadline("5 working days", "2026-09-30 09:00"))
    assert refused.value.code == code
    assert str(refused.value)


def test_what_is_taken_back_counts_as_if_it_had_not_been_and_stays_on_record() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    back = _revoke(_extend(found, "5 working days", "2026-10-09 09:00"), 0, "2026-10-12 09:00")
    assert back.due == found.due
    assert len(back.ledger) == 2
    again = _revoke(_paused(found, "2026-10-08 09:00", "2026-10-12 09:00"), 0, "2026-10-12 10:00")
    assert again.due == found.due


def test_a_ledger_survives_json_whole() -> None:
    found = _extend(set_deadline("5 working days", "2026-09-30 09:00"), "5 working days", "2026-10-09 09:00")
    found = _revoke(_paused(found, "2026-10-10 09:00", "2026-10-12 09:00"), 0, "2026-10-12 09:30")
    found = recompute(found, calendar(), CLOCK, at=at("2026-10-12 10:00"), reason="导入通知")
    found = pause(found, at("2026-10-12 11:00"), BASIS)
    assert Deadline.from_json(found.to_json()) == found
    with pytest.raises(ValueError, match="no entry of kind 'gift'"):
        Deadline.from_json({**found.to_json(), "ledger": [{"kind": "gift", "at": "2026-10-12T00:00:00+00:00"}]})


def test_a_new_notice_makes_a_provisional_deadline_firm_and_says_what_it_was() -> None:
    old = known_until(2025)
    limit = TimeLimit.parse("3 working days")
    found = core_set_deadline(limit, at("2025-12-31 09:00"), old, CLOCK)
    assert found.due_day == day("2026-01-06")
    assert found.is_provisional
    assert differs(found, calendar(), CLOCK)
    mismatch = verify(found, calendar(), CLOCK)
    assert mismatch is not None
    assert mismatch.calendar_changed
    new = recompute(found, calendar(), CLOCK, at=at("2025-11-05 09:00"), reason="国办发明电〔2025〕7号")
    assert new.due_day == day("2026-01-06")  # Friday 2 January off, Sunday 4 January worked instead
    assert not new.is_provisional
    assert new.trace == "HHHMWW"
    assert new.calendar == calendar().version
    assert new.ledger == (Recomputed(at("2025-11-05 09:00"), "国办发明电〔2025〕7号", old.version, day("2026-01-06")),)
    assert verify(new, calendar(), CLOCK) is None
    assert not differs(new, calendar(), CLOCK)


def test_a_deadline_far_from_a_new_notice_is_not_touched_by_it() -> None:
    found = core_set_deadline(TimeLimit.parse("3 working days"), at("2025-06-02 09:00"), known_until(2025), CLOCK)
    assert not differs(found, calendar(), CLOCK)


def test_a_day_added_to_the_holidays_moves_the_deadlines_that_count_it() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    extra = Holiday(Text("临时放假", "Extra day"), day("2026-10-09"), day("2026-10-09"))
    last = calendar().years[-1]
    notice = replace(last.notice, holidays=(*last.notice.holidays, extra))
    changed = Calendar([*calendar().years[:-1], CalendarYear(2026, (notice,))], calendar().presumption)
    assert recompute(found, changed, CLOCK, at=at("2026-10-08 09:00"), reason="临时放假").due_day == day("2026-10-14")


@pytest.mark.parametrize(
    "forged",
    [
        {"due": at("2026-10-15 00:00")},
        {"due_day": day("2026-10-14")},
        {"trace": "WWWWW"},
        {"earliest": day("2026-10-12"), "latest": day("2026-10-14")},
        {"limit": TimeLimit.parse("6 working days")},
        {"trigger": at("2026-10-09 09:00")},
        {"ledger": (Extension(TimeLimit.parse("1 working day"), at("2026-10-09 09:00"), ""),)},
    ],
)
def test_a_forged_deadline_does_not_verify(forged: dict[str, object]) -> None:
    found = replace(set_deadline("5 working days", "2026-09-30 09:00"), **forged)  # type: ignore[arg-type]
    mismatch = verify(found, calendar(), CLOCK)
    assert mismatch is not None
    assert not mismatch.calendar_changed
    assert mismatch.stored != mismatch.found
