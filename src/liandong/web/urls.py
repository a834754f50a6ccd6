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
from liandong.web.display import views as display
from liandong.web.duty import views as duty
from liandong.web.figures import files as figure_files
from liandong.web.figures import views as figures
from liandong.web.ledgers import views as ledgers
from liandong.web.matter import correction, quiet_views, recorded_later
from liandong.web.matter import views as matter
from liandong.web.notices import views as notices
from liandong.web.opening import views as opening
from liandong.web.operations import beside_views
from liandong.web.operations import views as operations
from liandong.web.people import account, importing
from liandong.web.people import views as people
from liandong.web.sharing import views as sharing
from liandong.web.sign_in import password
from liandong.web.sign_in import views as sign_in
from liandong.web.system import views as system
from liandong.web.worklist import export as worklist_export
from liandong.web.worklist import views as worklist

urlpatterns = [
    path("", worklist.show, name="worklist"),
    path("worklist.csv", worklist_export.export, name="worklist.csv"),
    path("approvals/", approvals.first, name="approvals"),
    path("approvals/<str:matter>/<int:task>/", approvals.show, name="approval"),
    path("open/", opening.choose, name="opening"),
    path("open/<slug:procedure>/<slug:entry>/", opening.entry, name="opening.entry"),
    path("open/<slug:procedure>/<slug:entry>/form/", opening.form, name="opening.form"),
    path("matter/<str:matter>/", matter.show, name="matter"),
    path("matter/<str:matter>/task/<int:task>/<slug:outcome>/", matter.complete, name="matter.complete"),
    path("matter/<str:matter>/task/<int:task>/<slug:outcome>/form/", matter.complete_form, name="matter.complete.form"),
    path("matter/<str:matter>/act/<slug:slug>/", quiet_views.act, name="matter.act"),
    path("matter/<str:matter>/act/<slug:slug>/<int:task>/", quiet_views.act, name="matter.act.task"),
    path("matter/<str:matter>/record-later/<int:task>/", recorded_later.record_later, name="matter.record-later"),
    path(
        "matter/<str:matter>/record-later/<int:task>/<slug:outcome>/",
        recorded_later.record_later,
        name="matter.record-later",
    ),
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
    path("audit/", audit.show, name="audit"),
    path("audit/progress/", audit.progress, name="audit.progress"),
    path("audit/verify/", audit.verify, name="audit.verify"),
    path("audit/sign-ins/", sign_ins.show, name="audit.sign-ins"),
    path("audit/sign-ins.csv", sign_ins.export, name="audit.sign-ins.csv"),
    path("audit/unmaskings/", audit.unmaskings, name="audit.unmaskings"),
    path("audit/unmaskings.csv", audit.unmaskings_csv, name="audit.unmaskings.csv"),
    path("audit/deeds/", audit.deeds, name="audit.deeds"),
    path("audit/deeds.csv", audit.deeds_csv, name="audit.deeds.csv"),
    path("appraisal/", appraisal.show, name="appraisal"),
    path("appraisal.csv", appraisal.export, name="appraisal.csv"),
    path("appraisal/<slug:unit>/<slug:line>/", appraisal.listed, name="appraisal.listed"),
    path("citizen/", include("liandong.web.citizen.urls")),
    path("board/", board.show, name="board"),
    path("board/live/", board.live, name="board.live"),
    path("display/", display.choose, name="display"),
    path("duty/", duty.show, name="duty"),
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
    path("notices/", notices.show, name="notices"),
    path("notices/count/", notices.count, name="notices.count"),
    path("notices/mark/", notices.mark, name="notices.mark"),
    path("operations/", operations.show, name="operations"),
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
    path("mechanism/", include("liandong.web.mechanism.urls")),
    path("sharing/", sharing.show, name="sharing"),
    path("sharing/find/", sharing.find, name="sharing.find"),
    path("sharing/queries/", sharing.queries, name="sharing.queries"),
    path("sharing/queries.csv", sharing.export, name="sharing.csv"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", password.change, name="password"),
    path("seat/", sign_in.seat, name="seat"),
    path("no-seat/", sign_in.no_seat, name="no-seat"),
    path("language/", set_language, name="language"),
]
