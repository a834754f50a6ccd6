"""What no program can enforce is shown to the right person at the right step: each such rule is found on its page."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import expect

from liandong.core.rules import Pack
from liandong.packs import library
from liandong.packs.coverage import coverage
from liandong.projections.models import TaskRow
from tests.browser.people import DESK, County, Person


def shown_rules(pack: Pack) -> Iterable[tuple[str, str, str]]:
    """Each shown rule with an element that carries it and a step at which it is shown."""
    for rule in coverage(pack):
        if rule.kind == "shown":
            for element in rule.carried_by:
                for place in rule.shown_at:
                    yield rule.rule, element, place.partition("/")[2]


def holder_of(pack: Pack, step: str) -> tuple[str, str, str, int]:
    """A matter where the step waits, and the unit and post that hold its task."""
    procedure, _, name = step.partition("#")
    rows = TaskRow.objects.unscoped("a test looks for a task").filter(procedure=procedure, step=name, state="open")
    row = rows.exclude(unit="").order_by("matter_id", "task").first()
    assert row is not None, f"no matter waits at {step}"
    return row.matter_id, row.unit, row.post or pack.units[row.unit].posts[0].code, row.task


def bring_the_emergency_to_the_scene(county: County, pack: Pack) -> None:
    """A department reports an emergency, two leaders consent, and the lead calls the units."""
    with county.person("emergency-management-bureau", "officer") as lead:
        lead.go("/open/emergency/report/")
        lead.fill(facts="化工仓库冒烟，疑似自燃。", place="临河镇工业集中区")
        lead.page.locator('[name="cooperating_units"][value="fire-rescue-brigade"]').check()
        lead.send("牵头单位上报")
        lead.expect_done()
    for _ in range(2):
        matter, unit, post, task = holder_of(pack, "emergency#consent")
        with county.person(unit, post) as leader:
            leader.go(f"/matter/{matter}/task/{task}/agree/")
            leader.send("审核同意")
            leader.expect_done()
    matter, unit, post, task = holder_of(pack, "emergency#coordinate")
    with county.person(unit, post) as lead:
        lead.go(f"/matter/{matter}/task/{task}/start/")
        lead.fill(measures="疏散、警戒、灭火", operation__starts_at="2026-11-20T10:30", operation__place="仓库")
        lead.send("通知各单位实施")
        lead.expect_done()


def read(person: Person, matter: str, task: int, element: str, pack: Pack) -> None:
    """The words stand on the task of the one who holds it, without a press if it is a duty."""
    person.go(f"/matter/{matter}/")
    place = person.page.locator(f"#task-{task}")
    standing = person.page.locator("details#standing > summary")
    if not place.is_visible() and standing.count():
        standing.click()
    kind, _, code = element.partition("/")[2].partition("#")
    if kind == "duties":
        words = place.locator(f'[data-duty="{code}"]')
        expect(words).to_be_visible()
        expect(words).to_contain_text(pack.duties[code].words.zh)
    else:
        place.locator(".ld-readings > summary").click()
        expect(place.locator(f'[data-reading="{code}"]')).to_contain_text(pack.readings[code].words.zh)


def test_every_rule_that_is_only_shown_is_found_by_its_bearer_at_its_step(busy: County) -> None:
    pack = library().pack("siyang")
    wanted = list(shown_rules(pack))
    assert len({rule for rule, _, _ in wanted}) >= 6
    bring_the_emergency_to_the_scene(busy, pack)
    for rule, element, step in wanted:
        matter, unit, post, task = holder_of(pack, step)
        with busy.person(unit, post, DESK) as person:
            person.seat = f"{rule} at {step}"
            read(person, matter, task, element, pack)
