"""Lamps on pages and in files are called and colored as the county's pack says; the shape and the word never go."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from liandong.act import execute
from liandong.core.actors import clock_actor
from liandong.core.matter import commands as c
from liandong.core.rules import LampName
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.packs import library
from liandong.web.lamps import lamp_seen
from tests.web.county import REVIEW, County, words


def test_a_county_without_names_of_its_own_shows_the_program_s() -> None:
    seen = lamp_seen(Lamp.NEAR, replace(library().pack("siyang"), lamps={}))
    assert (seen.words, seen.look) == (Lamp.NEAR.words, "ld-lamp ld-lamp--near")
    assert lamp_seen(Lamp.REMINDER, replace(library().pack("siyang"), lamps={})).short.zh == "已过提醒值"


def test_a_county_s_own_name_and_color_stand_before_the_program_s() -> None:
    own = {"near": LampName(Text("黄灯", "Yellow lamp"), "yellow")}
    seen = lamp_seen(Lamp.NEAR, replace(library().pack("siyang"), lamps=own))
    assert (seen.value, seen.words.en, seen.short.zh) == ("near", "Yellow lamp", "黄灯")
    assert seen.look == "ld-lamp ld-color--yellow ld-lamp--near"


def test_the_worklist_and_the_matter_show_the_county_s_lamp_with_its_shape_and_its_word(county: County) -> None:
    matter = county.brought_to("legal-review")
    county.at("11-24 18:00")  # the last day
    desk = county.desk(REVIEW, "legal-reviewer")
    listed, page = desk.get("/"), desk.get(f"/matter/{matter}/")
    assert "蓝灯·临期" in words(listed)
    assert re.search(
        r'ld-color--blue ld-lamp--near"><svg.*?</svg> <span class="visually-hidden">蓝灯·临期', listed.content.decode()
    )
    assert re.search(r'ld-color--blue ld-lamp--near"><svg', page.content.decode())
    county.at("11-26 09:00")
    assert "红灯·逾期" in words(county.desk(REVIEW, "legal-reviewer").get("/"))
    assert "Red lamp: overdue" in words(county.desk(REVIEW, "legal-reviewer", "en").get("/"))


def test_a_file_says_the_lamp_as_the_page_does(county: County) -> None:
    county.brought_to("legal-review")
    county.at("11-26 09:00")
    file = county.desk(REVIEW, "legal-reviewer").get("/worklist.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert {row["状态"] for row in rows} == {"红灯·逾期"}


def test_the_way_of_a_matter_shows_the_county_s_red_lamp_where_it_is_overdue(county: County) -> None:
    matter = county.brought_to("legal-review")
    task = county.task(matter, "legal-review")
    county.at("11-26 09:00")
    execute(c.TaskFellDue(task.id), clock_actor("siyang"), county.now, matter=matter)
    page = county.desk(REVIEW, "legal-reviewer").get(f"/matter/{matter}/").content.decode()
    assert re.search(r'<div class="ld-lane.*ld-color--red ld-lamp--overdue"><svg.*?</svg> 红灯·逾期', page)
