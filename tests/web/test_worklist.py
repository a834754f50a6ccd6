"""The worklist: what must I do now, by what remains; the address says what is shown, and no more than one may see."""

from __future__ import annotations

import csv
import io
import re

import pytest

from liandong.core.matter import commands as c
from tests.web.county import CENTER, FACTS, LEAD, POLICE, REVIEW, TOWN, County, words

NOTICE = {
    "finding": "violation",
    "facts": "沿街倾倒污水",
    "place": "集镇",
    "discovered_on": "2026-11-20",
    "urgent": False,
    "receivers": [POLICE],
}


def rows(response: object) -> list[str]:
    """The lines of the list, in order."""
    body = response.content.decode()  # type: ignore[attr-defined]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)[1:]
    ]


def test_the_worklist_says_how_much_of_each_kind_waits_and_leads_to_it(county: County) -> None:
    county.apply()
    county.brought_to("approval")
    operator = county.desk("command-center", "operator")
    page = operator.get("/?scope=county").content.decode()
    assert "ld-kinds" not in page, "with one kind there is nothing to choose"
    county.act(TOWN, "officer", c.OpenMatter("violation-notice", "notify", NOTICE))
    page = operator.get("/?scope=county").content.decode()
    assert "?scope=county&amp;procedure=violation-notice" in page
    narrowed = operator.get("/?scope=county&procedure=violation-notice").content.decode()
    assert narrowed.count('class="ld-table__number"') == 1
    assert narrowed.count('class="ld-kinds__one"') == 2, "the other kinds stay within reach"


def test_a_task_stands_there_with_its_lamp_its_last_day_and_what_remains(county: County) -> None:
    county.brought_to("legal-review")
    (line,) = rows(county.desk(REVIEW, "legal-reviewer").get("/"))
    assert "正常 剩余2个工作日" in line
    assert "法制审核" in line
    assert "2026年11月24日（周二）" in line
    assert FACTS in line


def test_a_limit_without_a_number_is_never_shown_as_overdue(county: County) -> None:
    county.apply()
    county.at("11-23 10:00")
    (line,) = rows(county.desk(CENTER, "operator").get("/"))
    assert "立即，已过提醒值" in line
    assert "逾期" not in line


def test_the_most_urgent_task_stands_first_and_a_late_one_above_all(county: County) -> None:
    late = county.brought_to("legal-review")
    county.at("11-25 09:00")
    fresh = county.brought_to("legal-review")
    numbers = [county.state(matter).number for matter in (late, fresh)]
    lines = rows(county.desk(REVIEW, "legal-reviewer").get("/"))
    assert [number in line for number, line in zip(numbers, lines, strict=True)] == [True, True]
    assert "已逾期1个工作日" in lines[0]
    turned = rows(county.desk(REVIEW, "legal-reviewer").get("/?order=left&backwards=yes"))
    assert turned == lines[::-1]


def test_the_counters_agree_with_the_lists_they_lead_to(county: County) -> None:
    county.brought_to("legal-review")
    county.at("11-25 09:00")
    county.brought_to("legal-review")
    desk = county.desk(REVIEW, "legal-reviewer")
    body = desk.get("/").content.decode()
    counted = {name: int(n) for name, n in re.findall(r"ld-lamp--(\w+)\" href.*?<strong>(\d+)</strong>", body)}
    assert counted["overdue"] == 1
    assert counted["normal"] == 1
    for lamp, count in counted.items():
        assert len(rows(desk.get(f"/?lamp={lamp}"))) == count


def test_the_address_says_what_is_shown(county: County) -> None:
    county.apply()
    county.brought_to("legal-review")
    desk = county.desk(CENTER, "operator")
    assert len(rows(desk.get("/?scope=county"))) == 2
    (line,) = rows(desk.get("/?scope=county&step=legal-review"))
    assert "法制审核" in line
    (line,) = rows(desk.get(f"/?scope=county&unit={CENTER}"))
    assert "初审" in line
    assert rows(desk.get("/?scope=county&procedure=joint-meeting")) == []
    page = words(desk.get("/?scope=county&procedure=joint-meeting"))
    assert "没有符合条件的记录" in page


def test_a_search_finds_by_number_and_by_subject(county: County) -> None:
    first = county.apply()
    county.apply(facts="农贸市场占道经营")
    desk = county.desk(CENTER, "operator")
    number = county.state(first).number
    assert [number in line for line in rows(desk.get("/", {"scope": "county", "q": number}))] == [True]
    assert [number in line for line in rows(desk.get("/", {"scope": "county", "q": "占道"}))] == [False]
    assert 'value="占道"' in desk.get("/", {"scope": "county", "q": "占道"}).content.decode()


def test_only_those_who_oversee_the_county_have_the_countys_list(county: County) -> None:
    county.brought_to("legal-review")
    officer = county.desk(POLICE)
    assert "全县" not in words(officer.get("/"))
    assert rows(officer.get("/?scope=county")) == []
    inspector = county.desk("supervision-office", "inspector")
    assert len(rows(inspector.get("/?scope=county"))) == 1


def test_a_unit_sees_the_tasks_of_all_its_posts_but_a_person_only_his_own(county: County) -> None:
    county.brought_to("legal-review")
    officer = county.desk(REVIEW)
    assert rows(officer.get("/")) == []
    assert len(rows(officer.get("/?scope=unit"))) == 1


def test_an_administrator_sees_no_matter_at_all(county: County) -> None:
    county.apply()
    for post in ("system-administrator", "security-administrator", "audit-administrator"):
        desk = county.desk("platform-administration", post)
        for scope in ("mine", "unit", "county", "matters"):
            assert rows(desk.get(f"/?scope={scope}")) == []


def test_the_applicant_finds_his_matter_and_where_it_stands(county: County) -> None:
    matter = county.brought_to("legal-review")
    (line,) = rows(county.desk(TOWN).get("/?scope=matters"))
    assert county.state(matter).number in line
    assert "法制审核" in line
    assert rows(county.desk(TOWN).get("/?scope=matters&phase=ended")) == []
    county.act(TOWN, "officer", c.Withdraw("情况有变"), matter)
    (line,) = rows(county.desk(TOWN).get("/?scope=matters&phase=ended"))
    assert "已撤回" in line


def test_a_list_that_is_fetched_alone_comes_without_the_page_around_it(county: County) -> None:
    county.apply()
    desk = county.desk(CENTER, "operator")
    part = desk.get("/", headers={"HX-Request": "true", "HX-Target": "list"})
    assert "<html" not in part.content.decode()
    assert len(rows(part)) == 1
    assert "HX-Target" in part["Vary"]


def test_an_empty_list_says_what_would_stand_there(county: County) -> None:
    desk = county.desk(POLICE)
    assert "轮到您的岗位办理的任务" in words(desk.get("/"))
    assert "本单位提出或参与的事项" in words(desk.get("/?scope=matters"))


@pytest.mark.parametrize(
    "query",
    [
        "page=3",
        "after=abc",
        "after=W10",
        "before=%00",
        "after=" + "x" * 900,
        "lamp=blue",
        "order=;drop",
        "scope=all",
        "q=%00",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_ordinary_list(county: County, query: str) -> None:
    county.apply()
    response = county.desk(CENTER, "operator").get(f"/?{query}")
    assert response.status_code == 200


def test_pages_follow_one_another_without_a_gap(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [county.state(county.apply()).number for _ in range(3)]
    monkeypatch.setattr("liandong.web.worklist.asked.PAGE", 2)
    desk = county.desk(CENTER, "operator")
    first = desk.get("/")
    county.apply()  # what comes between two pages neither repeats a line nor leaves one out
    second = desk.get(beside(first, "next"))
    seen = rows(first) + rows(second)[:1]
    assert sorted(number for line in seen for number in numbers if number in line) == sorted(numbers)
    assert rows(desk.get(beside(second, "prev"))) == rows(first)
    assert 'rel="prev"' not in first.content.decode()


def beside(response: object, rel: str) -> str:
    """The address of the next page or of the one before."""
    (found,) = re.findall(rf'href="([^"]+)" rel="{rel}"', response.content.decode())  # type: ignore[attr-defined]
    return found.replace("&amp;", "&")


def table(response: object) -> list[list[str]]:
    """The cells of a CSV file."""
    body = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert body.startswith("\ufeff")
    return list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))


def test_the_list_is_exported_as_it_stands_for_a_spreadsheet(county: County) -> None:
    matter = county.brought_to("legal-review")
    response = county.desk(REVIEW, "legal-reviewer").get("/worklist.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    heads, line = table(response)
    assert heads[:2] == ["编号", "主题"]
    assert line[0] == county.state(matter).number
    assert "2026-11-24" in line


def test_an_export_gives_nobody_more_than_his_list(county: County) -> None:
    county.brought_to("legal-review")
    assert len(table(county.desk(POLICE).get("/worklist.csv?scope=county"))) == 1
    assert len(table(county.desk(TOWN).get("/worklist.csv?scope=matters"))) == 2


def test_a_cell_that_a_spreadsheet_would_run_is_exported_as_text(county: County) -> None:
    county.apply(facts='=HYPERLINK("https://elsewhere.example")')
    _, line = table(county.desk(CENTER, "operator").get("/worklist.csv"))
    assert line[1].startswith("'=HYPERLINK")


def test_the_lead_sees_its_tasks_from_every_post(county: County) -> None:
    county.brought_to("plan")
    for post in ("contact", "officer", "head"):
        assert len(rows(county.desk(LEAD, post).get("/"))) == 1
