"""The proof of a deadline: each day with its reason, and the whole in one line of Chinese or English."""

from __future__ import annotations

import re

import pytest

from liandong.core.time_limits import Force, TimeLimit, extend, pause, prove, resume
from tests.core.clocks import CLOCK, at, calendar, day, set_deadline

ONE_LINE = {
    ("5 working days", "2026-09-30 09:00"): (
        (
            "自2026年9月30日次日起算，5个工作日，跳过国庆节7天、周末1天，10月10日为调休上班，至2026年10月13日24:00"
            "（依据：第九条；《民法典》第二百零一条；国办发明电〔2025〕7号）"
        ),
        (
            "Counted from the day after 30 September 2026, 5 working days, skipping National Day (7 d), "
            "weekends (1 d), 10 October worked as a make-up day, to 13 October 2026 24:00 (basis: 第九条; "
            "Civil Code Art. 201; 国办发明电〔2025〕7号)"
        ),
    ),
    ("3 natural days", "2026-09-30 09:00"): (
        (
            "自2026年9月30日次日起算，3日（自然日），期满日10月3日为国庆节，顺延至10月8日，至2026年10月8日24:00"
            "（依据：第九条；《民法典》第二百零一条；《民法典》第二百零三条；国办发明电〔2025〕7号）"
        ),
        (
            "Counted from the day after 30 September 2026, 3 natural days, its end 3 October is a rest day "
            "(National Day), so it moves on to 8 October, to 8 October 2026 24:00 (basis: 第九条; Civil Code Art. 201; "
            "Civil Code Art. 203; 国办发明电〔2025〕7号)"
        ),
    ),
    ("3 working days before", "2026-10-09 09:00"): (
        (
            "自2026年10月9日（当日不计）向前计算，提前3个工作日，跳过国庆节7天，最迟2026年9月29日24:00"
            "（依据：第九条；《民法典》第二百零一条；国办发明电〔2025〕7号）"
        ),
        (
            "Counted back from 9 October 2026 (that day excluded), 3 working days before, skipping National Day (7 d), "
            "at the latest 29 September 2026 24:00 (basis: 第九条; Civil Code Art. 201; 国办发明电〔2025〕7号)"
        ),
    ),
    ("5 natural days before", "2026-11-20 09:00"): (
        (
            "自2026年11月20日（当日不计）向前计算，提前5日（自然日），11月15日为周末，提前至11月13日，"
            "最迟2026年11月13日24:00（依据：第九条；《民法典》第二百零一条；《民法典》第二百零三条）"
        ),
        (
            "Counted back from 20 November 2026 (that day excluded), 5 natural days before, 15 November is a rest day "
            "(weekend), so it moves back to 13 November, at the latest 13 November 2026 24:00 "
            "(basis: 第九条; Civil Code Art. 201; Civil Code Art. 203)"
        ),
    ),
    ("24 hours", "2026-11-20 16:40"): (
        (
            "自2026年11月20日16:40起算，24小时，按小时连续计算，不因休息日顺延，至2026年11月21日16:40"
            "（依据：第九条；《民法典》第二百零一条）"
        ),
        (
            "Counted from 20 November 2026 16:40, 24 hours, hours run on through rest days, to 21 November 2026 16:40 "
            "(basis: 第九条; Civil Code Art. 201)"
        ),
    ),
    ("same day", "2026-11-20 16:40"): (
        "2026年11月20日，当日，至2026年11月20日24:00（依据：第九条）",
        "On 20 November 2026, the same day, to 20 November 2026 24:00 (basis: 第九条)",
    ),
    ("immediately", "2026-11-20 16:40"): (
        "自2026年11月20日16:40起算，立即，法律未定具体时限；系统提醒值2026年11月20日17:10（非法定时限）（依据：第九条）",
        (
            "Counted from 20 November 2026 16:40, immediately, no number in law; reminder of the system "
            "20 November 2026 17:10 (not law) (basis: 第九条)"
        ),
    ),
    ("5 working days", "2026-12-31 09:00"): (
        (
            "自2026年12月31日次日起算，5个工作日，跳过元旦1天、周末2天，2027年放假通知尚未发布，暂定，"
            "最早2027年1月5日，最晚2027年1月13日，至2027年1月8日24:00（依据：第九条；《民法典》第二百零一条）"
        ),
        (
            "Counted from the day after 31 December 2026, 5 working days, skipping New Year's Day (1 d), "
            "weekends (2 d), the notice for 2027 is not out, so provisional, earliest 5 January 2027, "
            "latest 13 January 2027, to 8 January 2027 24:00 (basis: 第九条; Civil Code Art. 201)"
        ),
    ),
}


@pytest.mark.parametrize(("limit", "start"), ONE_LINE)
def test_a_proof_fits_in_one_line_of_chinese_and_of_english(limit: str, start: str) -> None:
    proof = prove(set_deadline(limit, start), calendar())
    zh, en = ONE_LINE[limit, start]
    assert proof.one_line("zh") == zh
    assert proof.one_line("en") == en


def test_each_day_is_counted_skipped_or_made_up_with_its_reason() -> None:
    lines = prove(set_deadline("5 working days", "2026-09-30 09:00"), calendar()).lines
    assert [(line.day.day, line.kind, line.count) for line in lines] == [
        (1, "H", None), (2, "H", None), (3, "H", None), (4, "H", None), (5, "H", None), (6, "H", None),
        (7, "H", None), (8, "W", 1), (9, "W", 2), (10, "M", 3), (11, "R", None), (12, "W", 4), (13, "W", 5),
    ]  # fmt: skip
    assert lines[0].say("zh") == "2026年10月1日（周四）放假（国庆节，国办发明电〔2025〕7号）：不计"
    assert lines[9].say("zh") == "2026年10月10日（周六）调休上班（国庆节，国办发明电〔2025〕7号）：第3日"
    assert lines[9].say("en") == (
        "10 October 2026 (Saturday), make-up working day (National Day, 国办发明电〔2025〕7号): day 3"
    )
    assert lines[10].say("en") == "11 October 2026 (Sunday), weekend: not counted"


def test_the_day_an_end_moved_to_is_marked() -> None:
    lines = prove(set_deadline("3 natural days", "2026-09-30 09:00"), calendar()).lines
    assert [line.count for line in lines] == [1, 2, 3, None, None, None, None, None]
    assert [line.rolled for line in lines].index(True) == 7
    assert lines[-1].say("zh") == "2026年10月8日（周四）工作日：期满日移至此日"


def test_a_presumed_day_says_that_it_is_presumed() -> None:
    lines = prove(set_deadline("5 working days", "2026-12-31 09:00"), calendar()).lines
    assert lines[0].say("zh") == "2027年1月1日（周五）法定节日（推定）（元旦）：不计"
    assert lines[3].say("en") == "4 January 2027 (Monday), working day (presumed): day 1"


def test_pauses_and_extensions_stand_in_the_proof_with_their_reasons() -> None:
    found = set_deadline("5 working days", "2026-09-30 09:00", force=Force.IN_PRINCIPLE)
    found = extend(found, TimeLimit.parse("1 working day"), at("2026-10-09 09:00"), "情况复杂", calendar(), CLOCK)
    still = pause(found, at("2026-10-12 10:00"), "检测鉴定")
    assert prove(still, calendar()).one_line("zh") == (
        "自2026年9月30日次日起算，原则上5个工作日，延长1个工作日（理由：情况复杂），"
        "自2026年10月12日10:00起中止（依据：检测鉴定），恢复后继续计算（依据：第九条；《民法典》第二百零一条）"
    )
    proof = prove(resume(still, at("2026-10-14 10:00"), calendar(), CLOCK), calendar())
    assert proof.one_line("en") == (
        "Counted from the day after 30 September 2026, in principle 5 working days, skipping National Day (7 d), "
        "weekends (1 d), 10 October worked as a make-up day, extended by 1 working day (reason: 情况复杂), paused from "
        "12 October 2026 10:00 to 14 October 2026 10:00, not counted (basis: 检测鉴定), to 16 October 2026 24:00 "
        "(basis: 第九条; Civil Code Art. 201; 国办发明电〔2025〕7号)"
    )
    fates = {line.day.day: line.say("zh").rpartition("：")[2] for line in proof.lines}
    assert fates[12] == fates[13] == "中止期间，不计"
    assert fates[15] == "第5日"
    assert fates[16] == "第1日"  # of the extension
    assert proof.lines[-1].stage == 1


def test_a_proof_as_json_holds_every_day_and_notice() -> None:
    proof = prove(set_deadline("3 working days", "2018-12-28 09:00"), calendar())
    shown = proof.to_json("en")
    assert [entry["date"] for entry in shown["days"]][:2] == ["2018-12-29", "2018-12-30"]
    assert shown["days"][0]["holiday"] == "New Year's Day"
    assert shown["notices"] == [
        {
            "number": "国办发明电〔2018〕15号",
            "title": "国务院办公厅关于2019年部分节假日安排的通知",
            "dated": "2018-12-04",
        }
    ]
    assert shown["line"] == proof.one_line("en")


def test_english_has_no_chinese_but_citations() -> None:
    proof = prove(set_deadline("5 working days", "2026-02-12 09:00"), calendar())
    said = proof.one_line("en").partition(" (basis:")[0] + "".join(line.say("en") for line in proof.lines)
    assert not re.search(r"[\u4e00-\u9fff]", said.replace("国办发明电", "").replace("号", ""))


def test_the_close_of_business_is_said_as_a_time() -> None:
    from tests.core.test_time_limits import CLOSING

    found = set_deadline("2 working days", "2026-11-20 09:00", CLOSING)
    assert (
        prove(found, calendar())
        .one_line("zh")
        .startswith("自2026年11月20日次日起算，2个工作日，跳过周末2天，至2026年11月24日17:30")
    )
    assert found.due_day == day("2026-11-24")
