"""The iCalendar file: lines of at most 75 octets that end with CR LF, words that come back as they were written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.icalendar import LONGEST, Dated, calendar, escaped, folded
from liandong.core.matter.plain import ZONE

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=200)
MOMENTS = st.integers(0, 10**6).map(lambda minutes: NOW + timedelta(minutes=minutes))


def unfolded(file: str) -> list[str]:
    return file.replace("\r\n ", "").split("\r\n")


def read_back(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@given(WORDS, WORDS, MOMENTS)
def test_every_line_is_short_and_the_words_come_back(summary: str, place: str, at: datetime) -> None:
    file = calendar("日历", [Dated("1@here", at, summary, place)], NOW)
    assert file.endswith("END:VCALENDAR\r\n")
    assert "\n" not in file.replace("\r\n", "")
    assert all(len(line.encode()) <= LONGEST for line in file.split("\r\n"))
    lines = unfolded(file)
    (said,) = [line for line in lines if line.startswith("SUMMARY:")]
    assert read_back(said.removeprefix("SUMMARY:")) == summary
    assert f"DTSTART;TZID=Asia/Shanghai:{at.astimezone(ZONE):%Y%m%dT%H%M%S}" in lines
    assert any(line.startswith("LOCATION:") for line in lines) == bool(place)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_folding_loses_nothing_and_cuts_no_character(line: str) -> None:
    parts = list(folded(line))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(part.startswith(" ") for part in parts[1:])
    assert all(len(part.encode()) <= LONGEST for part in parts)


def test_a_day_a_moment_and_what_may_still_move() -> None:
    lines = unfolded(
        calendar(
            "日历",
            [
                Dated("day", date(2027, 2, 9), "到期", tentative=True),
                Dated("hour", NOW, "行动", "河道", "https://here/matter/1/", ends=NOW + timedelta(hours=2)),
            ],
            NOW,
        )
    )
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20270209" in lines
    assert "STATUS:TENTATIVE" in lines
    assert "DTSTART;TZID=Asia/Shanghai:20261120T100000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20261120T120000" in lines
    assert "DTSTAMP:20261120T020000Z" in lines
    assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT"), "the zone is told before it is used"


def test_what_has_a_meaning_in_the_format_is_escaped() -> None:
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"
