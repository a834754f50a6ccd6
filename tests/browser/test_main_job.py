"""The main job, walked by eight people of the county, most of them with a phone in the hand."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.people import PHONE, County, Person

TOWNSHIP, LEAD = "linhe-township", "agriculture-bureau"
POLICE, MARKET = "public-security-bureau", "market-regulation-bureau"
FACTS = "临河镇段河道夜间有人使用禁用渔具捕捞，渔获物当日流入镇农贸市场销售。"


def test_a_joint_enforcement_runs_from_the_application_to_the_archive(county: County) -> None:
    with county.person(TOWNSHIP, "officer", PHONE) as officer:
        apply(officer)
    county.now("2026-09-28 10:00")
    with county.person("command-center", "operator") as operator:
        review(operator)
    county.now("2026-09-28 15:00")
    county.deliver()
    with county.person("judicial-bureau", "legal-reviewer") as reviewer:
        pass_legal_review(reviewer)
    county.now("2026-09-29 10:00")
    with county.person("county-government", "leader-in-charge", PHONE) as leader:
        approve(leader)
    county.now("2026-09-29 11:00")
    with county.person("command-center", "operator") as operator:
        dispatch(operator)
    county.now("2026-09-29 16:00")
    with county.person(LEAD, "officer") as lead:
        plan(lead)
    county.now("2026-09-30 11:30")
    for unit in (LEAD, POLICE, MARKET):
        with county.person(unit, "officer", PHONE) as officer:
            carry_out(officer, unit)
    county.now("2026-09-30 16:30")
    with county.person(LEAD, "officer") as lead:
        declare_the_end(lead)
    county.now("2026-10-09 09:30")
    for unit in (POLICE, MARKET):
        with county.person(unit, "officer", PHONE) as officer:
            hand_over(officer, unit)
    county.now("2026-10-09 15:00")
    with county.person(LEAD, "officer") as lead:
        summarize(lead)
    county.now("2026-10-10 09:00")
    with county.person("command-center", "archivist") as archivist:
        archive(archivist)


def apply(officer: Person) -> None:
    """The township applies; the item fills in who leads and who cooperates, and an empty form says what it lacks."""
    page = officer.page
    officer.shoot("01-worklist-empty-phone")
    officer.go("/open/")
    officer.shoot("02-ways-to-open-phone")
    page.get_by_role("link", name="申请联动执法", exact=True).click()
    officer.fill(facts=FACTS)
    officer.send("申请联动执法")
    expect(page.locator("#f-lead_unit-field .ld-error")).to_contain_text("第九条")
    expect(page.locator('[name="facts"]')).to_have_value(FACTS)
    officer.shoot("03-application-incomplete-phone")
    page.locator('[name="ground_powers"]').check()
    page.locator('[name="item"]').select_option("7")
    expect(page.locator('[name="lead_unit"]')).to_have_value("农业农村局")
    expect(page.locator(f'[name="cooperating_units"][value="{POLICE}"]')).to_be_checked()
    expect(page.locator(f'[name="cooperating_units"][value="{MARKET}"]')).to_be_checked()
    expect(page.locator('[name="facts"]')).to_have_value(FACTS)
    expect(page.locator('[name="ground_powers"]')).to_be_checked()
    expect(page.locator("[data-chosen]")).to_have_text("已选：公安局、市场监管局")
    page.locator(f'[name="cooperating_units"][value="{MARKET}"]').uncheck()
    expect(page.locator("[data-chosen]")).to_have_text("已选：公安局")
    page.locator(f'[name="cooperating_units"][value="{MARKET}"]').check()
    officer.shoot("04-application-filled-phone")
    officer.send("申请联动执法")
    officer.expect_done()
    expect(page.locator(".ld-matter-head__number")).to_contain_text("〔2026〕1号")
    expect(page.locator(".ld-stop--now")).to_contain_text("初审")
    officer.shoot("05-matter-applied-phone")


def review(operator: Person) -> None:
    """The center reviews at once and proposes the gravity."""
    operator.shoot("06-worklist-center")
    operator.find_task("初审")
    operator.shoot("07-preliminary-review")
    operator.choose("初审同意，移交法制审核")
    operator.fill(preliminary_opinion="事实清楚，牵头单位明确。", gravity_reason="涉案数额较小，影响限于本镇。")
    operator.pick("gravity", "ordinary")
    operator.send("初审同意，移交法制审核")
    operator.expect_done()


def pass_legal_review(reviewer: Person) -> None:
    """Two working days from Monday end on Wednesday; the proof says why."""
    page = reviewer.page
    expect(page.locator(".ld-bell__count")).to_have_text("1")
    page.get_by_role("link", name="通知").click()
    reviewer.shoot("08-notices")
    page.get_by_role("button", name="新任务：法制审核").click()
    expect(page.locator(".ld-bell__count")).to_have_count(0)
    expect(page.locator(".ld-task--mine .ld-clock")).to_contain_text("2026年9月30日（周三）")
    page.get_by_text("为何是这天？").first.click()
    expect(page.locator(".ld-strip__day")).to_have_count(2)
    reviewer.choose("审核通过")
    expect(page.locator('[name="gravity"][value="ordinary"]')).to_be_checked()
    reviewer.shoot("08-review")
    reviewer.fill(legal_opinion="符合联动条件，牵头和配合单位于法有据。")
    reviewer.send("审核通过")
    reviewer.expect_done()


def approve(leader: Person) -> None:
    """The leader in charge agrees on the phone, with one press."""
    leader.shoot("09-worklist-leader-phone")
    leader.find_task("县领导审批")
    leader.shoot("10-approval-phone")
    leader.act_at_once("同意")


def dispatch(operator: Person) -> None:
    """The center sends the task with time, place and the day for results."""
    operator.find_task("任务派送")
    operator.choose("派送任务")
    operator.fill(
        order="查处禁用渔具捕捞和销售渔获物的违法行为。",
        operation__starts_at="2026-09-30T08:30",
        operation__place="临河镇农贸市场及其北侧河道",
        feedback_on="2026-10-09",
    )
    operator.shoot("11-dispatch")
    operator.send("派送任务")
    operator.expect_done()


def plan(lead: Person) -> None:
    """The lead issues the work plan and the contingency plan, with a line for each unit."""
    lead.find_task("制定方案和预案")
    lead.choose("印发方案和预案")
    lead.fill(plan="分水上、市场两组同时行动。", contingency="发生阻碍执法或者落水等情况时的处置分工。")
    for number, unit in enumerate(("农业农村局", "公安局", "市场监管局")):
        row = {"unit": unit, "duty": "按职责查处", "method": "现场检查", "steps": "检查、取证、处理", "limit": "当日"}
        lead.fill_row("plan_divisions", number, **row)
        lead.fill_row("contingency_divisions", number, **{**row, "method": "现场处置"})
    lead.shoot("12-plans")
    lead.send("印发方案和预案")
    lead.expect_done()


def carry_out(officer: Person, unit: str) -> None:
    """Each unit reports its own result from the scene."""
    officer.find_task("组织实施")
    expect(officer.page.locator(".ld-task--mine .ld-clock").first).to_contain_text("2026年10月9日（周五）")
    officer.choose("反馈执法结果")
    officer.fill(result=f"已按方案完成检查。{unit}", support="执法车辆一台，记录仪两台。")
    for number in range(2):
        officer.fill_row("officers", number, name_or_post="执法人员", certificate=f"苏-{unit[:3]}-00{number}")
    officer.fill_row("process_record", 0, kind="audio-video", kept_at="本单位案管系统")
    officer.shoot(f"13-carry-out-{unit}-phone")
    officer.send("反馈执法结果")
    officer.expect_done()


def declare_the_end(lead: Person) -> None:
    """The end of the operation starts five working days, which the holiday stretches to the 13th of October."""
    page = lead.page
    lead.find_task("宣布执法结束")
    lead.choose("执法结束")
    lead.fill(operation__ended_at="2026-09-30T16:00")
    lead.send("执法结束")
    lead.expect_done()
    summary = page.locator(".ld-task--mine").filter(has_text="汇总文书并上传结果")
    expect(summary.locator(".ld-clock")).to_contain_text("2026年10月13日（周二）")
    summary.get_by_text("为何是这天？").click()
    expect(summary.locator(".ld-strip__day--make-up")).to_have_count(1)
    expect(summary.locator(".ld-strip")).to_contain_text("国庆节")
    expect(summary.get_by_role("button", name="上传指挥调度平台")).to_be_disabled()
    lead.shoot("14-operation-ended")


def hand_over(officer: Person, unit: str) -> None:
    """Cooperating units hand their documents to the lead."""
    officer.find_task("配合单位汇总文书")
    officer.choose("报送牵头单位")
    officer.fill(documents_report="现场检查笔录两份，已移交。")
    officer.fill_row("instruments", 0, title="现场检查笔录")
    officer.shoot(f"15-hand-over-{unit}-phone")
    officer.send("报送牵头单位")
    officer.expect_done()


def summarize(lead: Person) -> None:
    """The lead collects the instruments and uploads the result."""
    lead.find_task("汇总文书并上传结果")
    lead.choose("上传指挥调度平台")
    lead.fill(result_report="查获禁用渔具十二件，立案三起。")
    lead.fill_row("all_instruments", 0, unit="农业农村局", title="行政处罚决定书", number="农罚〔2026〕9号")
    lead.shoot("16-summary")
    lead.send("上传指挥调度平台")
    lead.expect_done()


def archive(archivist: Person) -> None:
    """The center archives, and the matter has ended."""
    page = archivist.page
    archivist.find_task("汇总存档")
    archivist.choose("存档")
    archivist.fill(archive_number="2026-联-001")
    archivist.send("存档")
    archivist.expect_done()
    expect(page.locator(".ld-matter-head")).to_contain_text("已归档")
    expect(page.locator(".ld-stop--now")).to_have_count(0)
    archivist.shoot("17-archived")
    archivist.go("/?scope=matters&phase=ended")
    expect(page.locator(".ld-table tbody tr")).to_have_count(1)
    archivist.shoot("18-matters")
