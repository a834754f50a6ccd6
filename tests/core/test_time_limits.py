"""Time limits: the worked dates, each kind of limit, and the traps of counting days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from liandong.core.errors import Refusal
from liandong.core.time_limits import (
    CHINA,
    DayEnd,
    Deadline,
    Force,
    Judgement,
    Lamp,
    Lead,
    LimitError,
    TimeLimit,
    Unit,
    judge,
    lamp,
    remaining,
    verify,
)
from liandong.core.time_limits import set_deadline as core_set_deadline
from tests.core.clocks import CLOCK, at, calendar, day, set_deadline

CLOSING = replace(CLOCK, ends=DayEnd.CLOSE_OF_BUSINESS)

WORKED_DATES = [
    # start, limit, due                                          what it shows
    ("2026-11-20 09:00", "2 working days", "2026-11-24"),  # Friday to Tuesday
    ("2026-11-20 09:00", "3 working days", "2026-11-25"),
    ("2026-09-29 09:00", "3 working days", "2026-10-09"),  # over the National Day holiday
    ("2026-09-30 09:00", "5 working days", "2026-10-13"),  # Saturday 10 October is worked
    ("2026-10-09 09:00", "2 working days", "2026-10-12"),  # Saturday 10 October is worked
    ("2026-02-12 09:00", "2 working days", "2026-02-14"),  # ends on a Saturday that is worked
    ("2026-12-25 09:00", "3 working days", "2026-12-30"),
    ("2026-09-30 09:00", "3 natural days", "2026-10-08"),  # 3 October is a holiday: it rolls
    ("2026-10-09 00:00", "3 working days before", "2026-09-29"),
    ("2026-11-30 00:00", "3 working days before", "2026-11-25"),
    ("2026-05-11 00:00", "3 working days before", "2026-05-07"),  # Saturday 9 May is worked
    ("2026-10-08 00:00", "5 natural days before", "2026-09-30"),  # 3 October is a holiday: earlier, never later
    ("2026-10-08 00:00", "3 clear working days before", "2026-09-24"),  # 28 to 30 September lie whole between
    ("2026-10-08 00:00", "5 clear natural days before", "2026-09-30"),  # 2 October is a holiday: earlier, never later
    ("2026-11-20 00:00", "1 clear working day before", "2026-11-18"),
]


@pytest.mark.parametrize(("start", "limit", "due"), WORKED_DATES)
def test_a_worked_date_falls_due_on_its_day(start: str, limit: str, due: str) -> None:
    found = set_deadline(limit, start)
    assert found.due_day == day(due)
    assert found.due == at(f"{due} 00:00") + timedelta(days=1)  # 24:00
    assert verify(found, calendar(), CLOCK) is None


def test_an_hour_clock_runs_from_the_minute_through_weekends_and_never_rolls() -> None:
    found = set_deadline("24 hours", "2026-11-20 16:40")
    assert found.due == at("2026-11-21 16:40")  # a Saturday
    assert found.due_day == day("2026-11-21")
    assert found.trace == ""
    assert set_deadline("24 hours", "2026-09-30 23:59").due == at("2026-10-01 23:59")  # a holiday
    assert set_deadline("24 hours before", "2026-10-08 09:00").due == at("2026-10-07 09:00")


def test_an_hour_clock_needs_the_moment_not_only_the_day() -> None:
    for limit in ("24 hours", "immediately"):
        with pytest.raises(Refusal) as refused:
            core_set_deadline(TimeLimit.parse(limit), day("2026-11-20"), calendar(), CLOCK)
        assert refused.value.code == "clock.moment-needed"


def test_a_day_clock_may_start_from_a_date() -> None:
    found = core_set_deadline(TimeLimit.parse("5 working days"), day("2026-09-30"), calendar(), CLOCK)
    assert found.due_day == day("2026-10-13")
    assert found.trigger == at("2026-09-30 00:00")


@pytest.mark.parametrize("moment", ["2026-11-20 00:00", "2026-11-20 07:59", "2026-11-20 08:00", "2026-11-20 23:59"])
def test_the_day_is_the_day_in_shanghai_whatever_the_server_thinks(moment: str) -> None:
    # From 16:00 UTC on it is already tomorrow in Shanghai.
    assert set_deadline("2 working days", moment).due_day == day("2026-11-24")


def test_a_trigger_may_come_in_any_zone_but_never_without_one() -> None:
    utc = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)  # midnight of the 20th in Shanghai
    limit = TimeLimit.parse("2 working days")
    assert core_set_deadline(limit, utc, calendar(), CLOCK).due_day == day("2026-11-24")
    with pytest.raises(ValueError, match="naive"):
        core_set_deadline(limit, utc.replace(tzinfo=None), calendar(), CLOCK)


def test_a_day_is_24_hours_long_in_shanghai_throughout_the_calendar() -> None:
    offsets = {datetime(year, month, 1, tzinfo=CHINA).utcoffset() for year in range(2012, 2031) for month in (1, 7)}
    assert len(offsets) == 1


def test_the_day_ends_at_24_00_or_at_the_close_of_business_as_the_pack_says() -> None:
    assert set_deadline("2 working days", "2026-11-20 09:00").due == at("2026-11-25 00:00")
    assert set_deadline("2 working days", "2026-11-20 09:00", CLOSING).due == at("2026-11-24 17:30")
    assert set_deadline("2 working days", "2026-07-01 09:00", CLOSING).due == at("2026-07-03 18:00")  # summer hours
    assert set_deadline("2 working days", "2026-02-02 09:00", CLOSING).due == at("2026-02-04 17:30")  # last year's


def test_the_last_moment_itself_is_in_time_and_the_next_one_late() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    assert judge(found, at("2026-10-13 23:59")) is Judgement.IN_TIME
    assert judge(found, at("2026-10-14 00:00")) is Judgement.IN_TIME
    assert judge(found, at("2026-10-14 00:01")) is Judgement.LATE


def test_a_backward_limit_is_judged_against_the_latest_day_it_allows() -> None:
    found = set_deadline("3 working days before", "2026-10-09 14:00")
    assert judge(found, at("2026-09-29 17:00")) is Judgement.IN_TIME
    assert judge(found, at("2026-09-30 00:01")) is Judgement.LATE


def test_same_day_ends_with_the_day_also_on_a_rest_day() -> None:
    assert set_deadline("same day", "2026-10-03 10:00").due == at("2026-10-04 00:00")
    assert set_deadline("same day", "2026-11-20 10:00", CLOSING).due == at("2026-11-20 17:30")
    late = set_deadline("same day", "2026-11-20 20:00", CLOSING)  # asked after the close of business
    assert late.due == at("2026-11-21 00:00")


@pytest.mark.parametrize(("limit", "remind"), [("immediately", "2026-09-30 09:30"), ("promptly", "2026-10-10 17:30")])
def test_what_has_no_number_in_law_has_a_reminder_and_is_never_overdue(limit: str, remind: str) -> None:
    found = set_deadline(limit, "2026-09-30 09:00")
    assert found.due is None
    assert found.due_day is None
    assert found.remind_at == at(remind)
    assert lamp(found, at("2026-09-30 09:10")) is Lamp.NORMAL
    assert lamp(found, at("2027-09-30 09:00")) is Lamp.REMINDER
    assert judge(found, at("2027-09-30 09:00")) is Judgement.IN_TIME
    assert "非法定时限" in Lamp.REMINDER.words.zh


def test_force_never_moves_the_day() -> None:
    for force in Force:
        assert set_deadline("5 working days", "2026-09-30 09:00", force=force).due_day == day("2026-10-13")


def test_the_lamp_turns_near_one_working_day_before_as_the_pack_says_and_overdue_after_the_last_moment() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00")
    assert found.remind_at == at("2026-10-12 08:30")
    moments = {"2026-10-12 08:29": Lamp.NORMAL, "2026-10-12 08:30": Lamp.NEAR, "2026-10-13 23:59": Lamp.NEAR}
    for moment, shown in moments.items():
        assert lamp(found, at(moment)) is shown
    assert lamp(found, at("2026-10-14 00:01")) is Lamp.OVERDUE
    assert lamp(found, at("2026-10-14 00:01"), closed=True) is Lamp.CLOSED
    hours = set_deadline("24 hours", "2026-11-20 16:40")
    assert lamp(hours, at("2026-11-21 12:39")) is Lamp.NORMAL
    assert lamp(hours, at("2026-11-21 12:40")) is Lamp.NEAR


def test_a_reminder_never_comes_before_the_trigger() -> None:
    found = set_deadline("1 working day", "2026-11-20 15:00")
    assert found.remind_at == at("2026-11-20 15:00")
    first = set_deadline("1 working day", "2012-01-01 09:00")  # the first working day that the calendar knows
    assert first.remind_at == at("2012-01-01 09:00")


@pytest.mark.parametrize(
    ("now", "zh", "en"),
    [
        ("2026-09-30 10:00", "剩余5个工作日", "5 working days left"),
        ("2026-10-10 10:00", "剩余2个工作日", "2 working days left"),
        ("2026-10-12 10:00", "剩余1个工作日", "1 working day left"),
        ("2026-10-13 10:00", "今日到期", "due today"),
        ("2026-10-14 10:00", "已逾期1个工作日", "1 working day overdue"),
        ("2026-10-17 10:00", "已逾期3个工作日", "3 working days overdue"),
        ("2040-10-17 10:00", "已逾期5118个工作日", "5118 working days overdue"),  # beyond the calendar: natural days
    ],
)
def test_what_remains_is_said_in_working_days(now: str, zh: str, en: str) -> None:
    left = remaining(set_deadline("5 working days", "2026-09-30 09:00"), at(now), calendar())
    assert left.say("zh") == zh
    assert left.say("en") == en


def test_what_remains_of_an_hour_clock_is_said_in_hours_and_minutes() -> None:
    found = set_deadline("24 hours", "2026-11-20 16:40")
    assert remaining(found, at("2026-11-21 10:10"), calendar()).say("zh") == "剩余6小时30分"
    assert remaining(found, at("2026-11-21 18:00"), calendar()).say("en") == "1 h 20 min overdue"
    assert remaining(set_deadline("promptly", "2026-11-20 16:40"), at("2026-11-21 10:10"), calendar()).say("zh") == (
        "法律未定具体时限"
    )


READ = {
    "immediately": TimeLimit(Unit.IMMEDIATELY),
    "promptly": TimeLimit(Unit.PROMPTLY),
    "same day": TimeLimit(Unit.SAME_DAY),
    "24 hours": TimeLimit(Unit.HOURS, 24),
    "1 working day": TimeLimit(Unit.WORKING_DAYS, 1),
    "5 working days": TimeLimit(Unit.WORKING_DAYS, 5),
    "10 natural days": TimeLimit(Unit.NATURAL_DAYS, 10),
    "3 working days before": TimeLimit(Unit.WORKING_DAYS, 3, before=True),
}


@pytest.mark.parametrize("text", READ)
def test_a_limit_is_read_and_written_alike(text: str) -> None:
    assert TimeLimit.parse(text) == READ[text]
    assert str(READ[text]) == text
    assert TimeLimit.parse(f"  {text.replace(' ', '   ')} ") == READ[text]


@pytest.mark.parametrize("text", ["5 days", "5 day", "5days", "5日", "5 天", "10 days before"])
def test_days_alone_are_refused_because_the_law_gives_no_default(text: str) -> None:
    with pytest.raises(LimitError, match='write "working days" or "natural days"') as refused:
        TimeLimit.parse(text)
    assert "法律没有默认" in refused.value.words.zh


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5", "no unit"),
        ("", "not a time limit"),
        ("soon", "not a time limit"),
        ("0 working days", "not a time limit"),
        ("-1 working days", "not a time limit"),
        ("1.5 hours", "not a time limit"),
        ("99999 working days", "not a time limit"),
        ("5 weeks", "not a time limit"),
        ("immediately before", "not a time limit"),
        ("30 minutes", "not a time limit"),
    ],
)
def test_what_is_no_limit_is_refused_and_says_what_to_write(text: str, says: str) -> None:
    with pytest.raises(LimitError, match=says) as refused:
        TimeLimit.parse(text)
    assert "5 working days" in str(refused.value)


def test_a_limit_that_contradicts_itself_cannot_be_made() -> None:
    for unit, n, before in [(Unit.HOURS, 0, False), (Unit.PROMPTLY, 3, False), (Unit.SAME_DAY, 0, True)]:
        with pytest.raises(LimitError):
            TimeLimit(unit, n, before)


def test_a_reminder_value_is_read_and_written_alike() -> None:
    for text in ("30 minutes", "1 minute", "4 hours", "1 working day", "3 working days"):
        assert str(Lead.parse(text)) == text
    for text in ("soon", "3 days", "0 hours", "3 natural days"):
        with pytest.raises(LimitError, match="not a reminder value"):
            Lead.parse(text)
    with pytest.raises(LimitError, match="not counted on the clock"):
        Lead.parse_exact("1 working day")


@pytest.mark.parametrize("limit", ["5 working days", "3 natural days", "24 hours", "same day", "promptly"])
def test_a_deadline_survives_json_whole(limit: str) -> None:
    found = set_deadline(limit, "2026-12-30 09:00", force=Force.IN_PRINCIPLE)
    kept = found.to_json()
    assert Deadline.from_json(kept) == found
    assert kept["trigger"] == "2026-12-30T01:00:00.000000+00:00"
    plain = {type(value) for value in kept.values()}
    assert plain <= {str, list, type(None)}


def test_new_year_eve_runs_into_a_year_without_notice_and_is_provisional() -> None:
    found = set_deadline("5 working days", "2026-12-31 09:00")
    assert found.is_provisional
    assert found.due_day == day("2027-01-08")  # weekends and 1 January off, nothing else presumed
    assert (found.earliest, found.latest) == (day("2027-01-05"), day("2027-01-13"))
    assert found.trace == "hrrwwwww"


@pytest.mark.parametrize("limit", ["1 working day", "60 working days", "1 natural day", "200 natural days"])
@pytest.mark.parametrize("start", ["2026-12-24", "2026-12-31", "2027-01-01", "2027-02-05", "2028-12-31"])
def test_a_provisional_day_lies_between_its_bounds(start: str, limit: str) -> None:
    found = set_deadline(limit, f"{start} 09:00")
    assert found.due_day is not None
    if found.due_day <= calendar().firm_until:
        assert not found.is_provisional
    else:
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest <= found.due_day <= found.latest
        assert found.earliest > at(f"{start} 09:00").astimezone(CHINA).date()


def test_a_backward_limit_from_a_year_without_notice_is_provisional_only_where_the_count_touches_it() -> None:
    assert set_deadline("3 working days before", "2027-01-05 09:00").is_provisional
    assert not set_deadline("3 working days before", "2026-12-29 09:00").is_provisional
    assert not set_deadline("10 natural days before", "2027-01-05 09:00").is_provisional  # ends on a firm day
    found = set_deadline("3 working days before", "2027-02-15 09:00")
    assert found.earliest is not None
    assert found.latest is not None
    assert found.due_day is not None
    assert found.earliest <= found.due_day <= found.latest < day("2027-02-15")


def test_an_hour_clock_is_never_provisional_and_needs_no_calendar() -> None:
    found = set_deadline("24 hours", "2040-12-31 09:00")
    assert found.due == at("2041-01-01 09:00")
    assert not found.is_provisional


@pytest.mark.parametrize(
    ("start", "limit", "code"),
    [
        (day("2011-06-01"), "5 working days", "calendar.too-short"),
        (day("2040-06-01"), "5 natural days", "calendar.too-short"),
        (day("2026-06-01"), "9999 working days", "calendar.too-short"),
        (date.min, "5 working days", "clock.moment-impossible"),
        (date.max, "5 natural days", "clock.moment-impossible"),
        (date.min, "5 natural days before", "clock.moment-impossible"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_never_guessed(start: date, limit: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        core_set_deadline(TimeLimit.parse(limit), start, calendar(), CLOCK)
    assert refused.value.code == code
    assert str(refused.value)


@pytest.mark.parametrize("text", ["3 clear working days", "5 clear hours before", "clear working days before"])
def test_clear_days_are_counted_backwards_and_nothing_else(text: str) -> None:
    with pytest.raises(LimitError):
        TimeLimit.parse(text)
