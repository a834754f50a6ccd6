"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from liandong.web.appraisal import views as appraisal
from liandong.web.approvals import views as approvals
from liandong.web.audit import sign_ins
from liandong.web.audit import views as audit
from liandong.web.board import views as board
from liandong.web.calendar import files as calendar_files
from liandong.web.calendar import own_days
from liandong.web.calendar import views as calendar
from liandong.web.case_files import lists as case_file_lists
from liandong.web.case_files import views as case_files
from liandong.web.clocks import views as clocks
from liandong.web.desk import views as desk
from liandong.web.display import views as display
from liandong.web.duty import views as duty
from liandong.web.evidence import gallery
from liandong.web.evidence import views as evidence
from liandong.web.figures import files as figure_files
from liandong.web.figures import views as figures
from liandong.web.foreseen import views as foreseen
from liandong.web.kept_views import views as kept_views
from liandong.web.ledgers import views as ledgers
from liandong.web.matter import correction, drawn, quiet_views, recorded_later
from liandong.web.matter import views as matter
from liandong.web.meetings import views as meetings
from liandong.web.notices import views as notices
from liandong.web.opening import views as opening
from liandong.web.operations import beside_views, scene
from liandong.web.operations import gantt_views as gantt
from liandong.web.operations import views as operations
from liandong.web.oversight import files as oversight_files
from liandong.web.oversight import views as oversight
from liandong.web.packages import views as package_views
from liandong.web.papers import check, printing, register
from liandong.web.papers import files as paper_files
from liandong.web.papers import views as papers
from liandong.web.people import account, importing
from liandong.web.people import views as people
from liandong.web.reminding import views as reminding
from liandong.web.seals import views as seals
from liandong.web.search import views as search
from liandong.web.sharing import views as sharing
from liandong.web.sign_in import password
from liandong.web.sign_in import views as sign_in
from liandong.web.system import views as system
from liandong.web.today import at_once
from liandong.web.worklist import export as worklist_export
from liandong.web.worklist import views as worklist

desks = [
    route
    for desk in ("oversight", "supervision")
    for route in (
        path(f"{desk}/", oversight.show, {"desk": desk}, name=desk),
        path(f"{desk}/<slug:mark>/", oversight.listed, {"desk": desk}, name=f"{desk}.list"),
        path(f"{desk}/<slug:mark>.csv", oversight_files.as_csv, {"desk": desk}, name=f"{desk}.csv"),
        path(f"{desk}/<slug:mark>.xlsx", oversight_files.as_workbook, {"desk": desk}, name=f"{desk}.xlsx"),
    )
]

urlpatterns = [
    *desks,
    path("", worklist.show, name="worklist"),
    path("at-once/<str:matter>/<int:task>/<slug:outcome>/", at_once.at_once, name="at-once"),
    path("worklist.csv", worklist_export.export, name="worklist.csv"),
    path("approvals/", approvals.first, name="approvals"),
    path("approvals/<str:matter>/<int:task>/", approvals.show, name="approval"),
    path("desk/", desk.show, name="desk"),
    path("desk/today/", desk.today, name="desk.today"),
    path("desk/<str:matter>/<int:task>/", desk.task, name="desk.task"),
    path("desk/<str:matter>/<int:task>/<slug:outcome>/", desk.act, name="desk.act"),
    path("desk/<str:matter>/<int:task>/<slug:outcome>/form/", desk.form, name="desk.form"),
    path("open/", opening.choose, name="opening"),
    path("open/<slug:procedure>/<slug:entry>/", opening.entry, name="opening.entry"),
    path("open/<slug:procedure>/<slug:entry>/form/", opening.form, name="opening.form"),
    path("matter/<str:matter>/", matter.show, name="matter"),
    path("matter/<str:matter>/task/<int:task>/<slug:outcome>/", matter.complete, name="matter.complete"),
    path("matter/<str:matter>/task/<int:task>/<slug:outcome>/form/", matter.complete_form, name="matter.complete.form"),
    path("matter/<str:matter>/package/", package_views.take, name="matter.package"),
    path("matter/<str:matter>/receipt/<int:seq>/", package_views.receipt, name="matter.receipt"),
    path("matter/<str:matter>/act/<slug:slug>/", quiet_views.act, name="matter.act"),
    path("matter/<str:matter>/act/<slug:slug>/<int:task>/", quiet_views.act, name="matter.act.task"),
    path("matter/<str:matter>/record-later/<int:task>/", recorded_later.record_later, name="matter.record-later"),
    path(
        "matter/<str:matter>/record-later/<int:task>/<slug:outcome>/",
        recorded_later.record_later,
        name="matter.record-later",
    ),
    path("matter/<str:matter>/evidence/", gallery.wall, name="matter.evidence"),
    path("matter/<str:matter>/evidence/<str:key>/", gallery.one, name="matter.evidence.one"),
    path("matter/<str:matter>/evidence/<str:key>/custody.csv", gallery.custody_csv, name="matter.evidence.custody"),
    path("matter/<str:matter>/diagram/", drawn.show, name="matter.diagram"),
    path("matter/<str:matter>/papers/", papers.listed, name="papers"),
    path("matter/<str:matter>/papers/begin/", papers.begin, name="papers.begin"),
    path("matter/<str:matter>/papers/whole/", printing.whole, name="papers.whole"),
    path("matter/<str:matter>/papers/<int:paper>/", papers.show, name="paper"),
    path("matter/<str:matter>/papers/<int:paper>/docx/", papers.as_docx, name="paper.preview"),
    path("matter/<str:matter>/papers/<int:paper>/act/", papers.act, name="paper.act"),
    path("matter/<str:matter>/papers/<int:paper>.pdf", paper_files.as_pdf, name="paper.pdf"),
    path("matter/<str:matter>/papers/<int:paper>.docx", paper_files.as_docx, name="paper.docx"),
    path("matter/<str:matter>/papers/<int:paper>/<int:page>.png", paper_files.as_picture, name="paper.picture"),
    path("matter/<str:matter>/course/", case_files.show, name="matter.course"),
    path("matter/<str:matter>/course/archive/", case_files.close, name="matter.course.close"),
    path("check/", check.check, name="check"),
    path("papers/", register.show, name="register"),
    path("papers/printing/", printing.show, name="printing"),
    path("papers/printing/begin/", printing.several, name="printing.several"),
    path("papers/printing/<slug:key>/", printing.fetch, name="printing.fetch"),
    path("papers.csv", register.export, name="register.csv"),
    path("matter/<str:matter>/correct/", correction.choose, name="matter.correct"),
    path("matter/<str:matter>/correct/<int:seq>/<str:path>/", correction.correct, name="matter.correct.fact"),
    path("people/", people.show, name="people"),
    path("people/open/", people.open_one, name="people.open"),
    path("people/rights/", people.rights, name="people.rights"),
    path("people/import/", importing.show, name="people.import"),
    path("people/import/confirm/", importing.confirm, name="people.import.confirm"),
    path("people/import/template.xlsx", importing.template, name="people.import.template"),
    path("people/account/<str:username>/", account.show, name="people.account"),
    path("people/account/<str:username>/grant/", account.grant, name="people.grant"),
    path("people/account/<str:username>/deputise/", account.deputise, name="people.deputise"),
    path("people/account/<str:username>/end/<slug:kind>/<int:term>/", account.end, name="people.end"),
    path("people/account/<str:username>/unlock/", account.unlock, name="people.unlock"),
    path("people/account/<str:username>/first-password/", account.renew, name="people.renew"),
    path("people/account/<str:username>/close/", account.close, name="people.close"),
    path("system/", system.show, name="system"),
    path("system/units/", system.units, name="system.units"),
    path("system/seals/", seals.listed, name="seals"),
    path("system/seals/<slug:unit>/", seals.one, name="seals.unit"),
    path("system/seals/<slug:unit>.png", seals.picture, name="seals.picture"),
    path("audit/", audit.show, name="audit"),
    path("audit/progress/", audit.progress, name="audit.progress"),
    path("audit/verify/", audit.verify, name="audit.verify"),
    path("audit/sign-ins/", sign_ins.show, name="audit.sign-ins"),
    path("audit/sign-ins.csv", sign_ins.export, name="audit.sign-ins.csv"),
    path("audit/unmaskings/", audit.unmaskings, name="audit.unmaskings"),
    path("audit/unmaskings.csv", audit.unmaskings_csv, name="audit.unmaskings.csv"),
    path("audit/deeds/", audit.deeds, name="audit.deeds"),
    path("audit/deeds.csv", audit.deeds_csv, name="audit.deeds.csv"),
    path("archive/", case_file_lists.show, name="archive"),
    path("archive.csv", case_file_lists.as_csv, name="archive.csv"),
    path("archive.xlsx", case_file_lists.as_workbook, name="archive.xlsx"),
    path("appraisal/", appraisal.show, name="appraisal"),
    path("appraisal.csv", appraisal.export, name="appraisal.csv"),
    path("appraisal/<slug:unit>/<slug:line>/", appraisal.listed, name="appraisal.listed"),
    path("citizen/", include("liandong.web.citizen.urls")),
    path("board/", board.show, name="board"),
    path("board/live/", board.live, name="board.live"),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/list/<slug:day>/", calendar.listed, name="calendar.listed"),
    path("calendar.csv", calendar_files.as_csv, name="calendar.csv"),
    path("calendar.xlsx", calendar_files.as_workbook, name="calendar.xlsx"),
    path("calendar.svg", calendar_files.as_picture, name="calendar.svg"),
    path("calendar.ics", own_days.as_icalendar, name="calendar.ics"),
    path("clocks/", clocks.show, name="clocks"),
    path("clocks/live/", clocks.live, name="clocks.live"),
    path("display/", display.choose, name="display"),
    path("duty/", duty.show, name="duty"),
    path("evidence/", evidence.begin, name="evidence.begin"),
    path("evidence/<str:key>/", evidence.one, name="evidence"),
    path("evidence/<str:key>/offset/", evidence.offset, name="evidence.offset"),
    path("evidence/<str:key>/complete/", evidence.complete, name="evidence.complete"),
    path("evidence/<str:key>/copy/<slug:size>/", evidence.copy, name="evidence.copy"),
    path("figures/", figures.index, name="figures"),
    path("figures/board-by-step/", figures.board, name="figures.board"),
    path("figures/<slug:name>/", figures.show, name="figure"),
    path("figures/<slug:name>/list/", figures.listed, name="figure.listed"),
    path("figures/<slug:name>.csv", figure_files.as_csv, name="figure.csv"),
    path("figures/<slug:name>.xlsx", figure_files.as_workbook, name="figure.xlsx"),
    path("figures/<slug:name>.svg", figure_files.as_picture, name="figure.svg"),
    path("ledgers/", ledgers.index, name="ledgers"),
    path("ledger/<slug:procedure>/", ledgers.show, name="ledger"),
    path("ledger/<slug:procedure>.csv", ledgers.export, name="ledger.csv"),
    path("meetings/", meetings.show, name="meetings"),
    path("meetings/<str:matter>/", meetings.one, name="meeting"),
    path("notices/", notices.show, name="notices"),
    path("notices/count/", notices.count, name="notices.count"),
    path("notices/looked/<str:matter>/", notices.looked, name="notices.looked"),
    path("notices/mark/", notices.mark, name="notices.mark"),
    path("operations/", operations.show, name="operations"),
    path("operations/gantt/", gantt.show, name="operations.gantt"),
    path("operations/gantt.csv", gantt.as_csv, name="operations.gantt.csv"),
    path("operations/gantt.xlsx", gantt.as_workbook, name="operations.gantt.xlsx"),
    path("operations/gantt.svg", gantt.as_picture, name="operations.gantt.svg"),
    path("operations/<str:matter>/", scene.scene, name="operations.scene"),
    path(
        "operations/beside/matter/<str:matter>/<int:task>/<slug:outcome>/",
        beside_views.of_task,
        name="operations.beside.task",
    ),
    path(
        "operations/beside/open/<slug:procedure>/<slug:entry>/",
        beside_views.of_opening,
        name="operations.beside.opening",
    ),
    path("foreseen/open/<slug:procedure>/<slug:entry>/", foreseen.of_opening, name="foreseen.opening"),
    path("foreseen/matter/<str:matter>/<int:task>/<slug:outcome>/", foreseen.of_task, name="foreseen.task"),
    path("mechanism/", include("liandong.web.mechanism.urls")),
    path("remind/", reminding.remind, name="remind"),
    path("search/", search.show, name="search"),
    path("sharing/", sharing.show, name="sharing"),
    path("sharing/find/", sharing.find, name="sharing.find"),
    path("sharing/queries/", sharing.queries, name="sharing.queries"),
    path("sharing/queries.csv", sharing.export, name="sharing.csv"),
    path("views/", kept_views.show, name="views"),
    path("views/keep/", kept_views.keep, name="views.keep"),
    path("views/<int:view>/", kept_views.change, name="views.change"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", password.change, name="password"),
    path("seat/", sign_in.seat, name="seat"),
    path("no-seat/", sign_in.no_seat, name="no-seat"),
    path("language/", set_language, name="language"),
]
