"""Beside the dispatch: the operations of the day along its hours, officers named twice, and whom to call."""

from __future__ import annotations

from tests.web.county import LEAD, PATH, PLANS, POLICE, TOWN, County, words
from tests.web.test_desk import OPERATOR
from tests.web.test_duty import file, shift

STRANGER = "meteorological-bureau"


def under_way(county: County, starts_at: str, place: str) -> str:
    """A matter whose operation was dispatched for a moment."""
    matter = county.brought_to("dispatch")
    named = {"operation.starts_at": f"2026-11-{starts_at}:00+08:00", "operation.place": place}
    county.complete(matter, "dispatch", "dispatch", **{**PATH[3][2], **named})
    return matter


def test_the_operations_of_the_day_stand_by_their_hour_with_how_far_they_are(county: County) -> None:
    running = under_way(county, "20T08:00", "河道")
    under_way(county, "20T15:30", "码头")
    under_way(county, "21T09:00", "集市")
    page = county.desk(*OPERATOR).get("/desk/today/")
    said = words(page)
    assert f"08:00 河道 {county.state(running).number} 进行中" in said
    assert "15:30 码头" in said
    assert "未开始" in said[said.index("15:30 码头") :]
    assert "集市" not in said
    assert "集市" in words(county.desk(*OPERATOR).get("/desk/today/?day=2026-11-21"))


def test_the_day_follows_what_is_typed_in_the_form_of_the_dispatch(county: County) -> None:
    under_way(county, "23T09:00", "集市")
    typed = {"operation.starts_at": "2026-11-23T14:00"}
    part = county.desk(*OPERATOR).get("/desk/today/", typed, headers={"HX-Request": "true"})
    assert "集市" in words(part)
    assert "<html" not in part.content.decode()
    assert "这一天没有行动" in words(county.desk(*OPERATOR).get("/desk/today/?day=nonsense"))


def test_an_officer_named_twice_that_day_is_pointed_out_on_both_lines(county: County) -> None:
    officers = [{"unit": LEAD, "name_or_post": "执法队员", "certificate": f"证{n}"} for n in (1, 2)]
    for hour in ("08:00", "15:00"):
        matter = under_way(county, f"20T{hour}", "河道")
        county.complete(matter, "plan", "issue", **PLANS, planned_officers=officers)
    assert words(county.desk(*OPERATOR).get("/desk/today/")).count("人员冲突 2") == 2


def test_the_telephones_of_the_units_of_the_matter_stand_first(county: County) -> None:
    file(county, TOWN, shift("20 08:00", "20 18:00", "镇值班", "0527-80000011"))
    file(county, STRANGER, shift("20 08:00", "20 18:00", "气象值班", "0527-80000012"))
    file(county, POLICE, shift("20 08:00", "20 18:00", "民警", "0527-80000013"))
    matter = county.brought_to("dispatch")
    body = county.desk(*OPERATOR).get("/desk/today/", {"matter": matter}).content.decode()
    numbers = [body.index(f"tel:052780000{last}") for last in ("013", "011", "012")]
    assert max(numbers[:2]) < numbers[2]
    assert words(county.desk(*OPERATOR).get("/desk/today/", {"matter": matter})).count("本事项单位") == 2
    unseen = county.desk(STRANGER).get("/desk/today/", {"matter": matter})
    assert "本事项单位" not in words(unseen)


def test_beside_the_dispatch_its_day_is_fetched_and_elsewhere_today_stands_below(county: County) -> None:
    dispatched = county.brought_to("dispatch")
    reviewed = county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    task = county.task(dispatched, "dispatch").id
    assert f"change from:#task-{task}-form" in desk.get(f"/desk/{dispatched}/{task}/").content.decode()
    below = desk.get(f"/desk/{reviewed}/1/").content.decode()
    assert "change from:#task-1-form" not in below
    assert 'id="around"' in below


def test_those_who_take_no_part_in_matters_are_told_of_no_operation(county: County) -> None:
    under_way(county, "20T08:00", "河道")
    assert county.desk("platform-administration", "audit-administrator").get("/desk/today/").status_code == 404
    assert "河道" not in words(county.desk(STRANGER).get("/desk/today/"))


def test_the_directory_of_contact_persons_is_one_tap_away(county: County) -> None:
    body = county.desk(*OPERATOR).get("/desk/today/").content.decode()
    assert '<a href="/ledger/contact-directory/">分管负责人和联络人名录</a>' in body
