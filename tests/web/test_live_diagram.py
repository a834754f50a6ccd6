"""The drawing of a procedure with the position of a matter: what is done, what waits, what may come, in words too."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.county import CENTER, REVIEW, TOWN, County, words

MOST_QUERIES = 12


def page(county: County, matter: str, unit: str = CENTER, post: str = "operator") -> str:
    response = county.desk(unit, post).get(f"/matter/{matter}/diagram/")
    assert response.status_code == 200
    return response.content.decode()


def rows(body: str) -> dict[str, str]:
    """The list beside the drawing: step and what stands there."""
    found = {}
    for row in body.partition("<tbody>")[2].split("<tr")[1:]:
        title = re.search(r'<th scope="row">([^<]+)</th>', row)
        assert title is not None
        found[title[1]] = " ".join(re.sub("<[^>]+>", " ", row.partition("</th>")[2]).split())
    return found


def test_done_now_and_next_are_said_in_the_drawing_and_in_the_list(county: County) -> None:
    matter = county.brought_to("legal-review")
    body = page(county, matter)
    said = rows(body)
    assert said["初审"].startswith("已完成 县综合指挥调度中心")
    assert "初审同意，移交法制审核" in said["初审"]
    assert said["法制审核"].startswith("正在办理 司法局")
    assert "剩余2个工作日" in said["法制审核"]
    assert said["县领导审批"].startswith("接下来可能")
    assert "已驳回" not in said
    assert "已驳回" in body.partition("未经过的环节")[2]
    for label in ("法制审核：正在办理，剩余2个工作日", "县领导审批：接下来可能"):
        assert f'aria-label="{label}"' in body


def test_what_waits_leads_to_its_task_and_the_rest_to_its_article(county: County) -> None:
    matter = county.brought_to("legal-review")
    body = page(county, matter)
    task = next(task for task in county.state(matter).open_tasks if task.step == "legal-review")
    drawing, listed = body.split("</svg></div></div>")
    assert f'<a href="/matter/{matter}/#task-{task.id}" id="now"' in drawing
    assert (
        'href="/mechanism/siyang/joint-enforcement/#approval" class="ld-node ld-node--step ld-live ld-live--next"'
        in drawing
    )
    assert 'href="/mechanism/siyang/joint-enforcement/#approval"' in listed
    assert f'id="task-{task.id}"' in county.desk(CENTER, "operator").get(f"/matter/{matter}/").content.decode()


def test_an_ended_matter_has_its_end_and_nothing_that_waits(county: County) -> None:
    matter = county.brought_to("preliminary-review")
    county.complete(matter, "preliminary-review", "reject", rejection_reason="不符合条件")
    body = page(county, matter)
    assert county.state(matter).end
    assert [title for title, said in rows(body).items() if said.startswith("已办结")] == ["已驳回"]
    assert 'class="ld-node ld-node--step ld-live ld-live--now"' not in body
    assert 'id="now"' not in body


def test_the_diagram_says_the_same_in_english_and_only_to_those_who_see_the_matter(county: County) -> None:
    matter = county.brought_to("legal-review")
    reviewer = county.desk(REVIEW, "legal-reviewer")
    reviewer.post("/language/", {"language": "en", "next": "/"})
    said = words(reviewer.get(f"/matter/{matter}/diagram/"))
    assert "Where it stands in the diagram" in said
    assert "2 working days left" in said
    assert "may come next" in said
    assert county.desk(TOWN).get(f"/matter/{matter}/diagram/").status_code == 200
    assert county.desk("chuancheng-township", "officer").get(f"/matter/{matter}/diagram/").status_code == 404


def test_the_diagram_costs_the_same_however_long_the_matter(county: County) -> None:
    counts = []
    for step in ("preliminary-review", "legal-review"):
        matter = county.brought_to(step)
        desk = county.desk(CENTER, "operator")
        desk.get(f"/matter/{matter}/diagram/")
        with CaptureQueriesContext(connection) as found:
            desk.get(f"/matter/{matter}/diagram/")
        counts.append(len(found))
    assert counts[0] == counts[1] <= MOST_QUERIES
