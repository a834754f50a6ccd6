"""The addresses of the mechanism pages; `web.mechanism_links` writes the same ones into citations."""

from __future__ import annotations

from django.urls import path

from liandong.web.mechanism import compare, groups, views

urlpatterns = [
    path("", views.home, name="mechanism"),
    path("compare/", compare.show, name="mechanism.compare"),
    path("<slug:county>/", views.county, name="mechanism.county"),
    path("<slug:county>/-/units/", views.units, name="mechanism.units"),
    path("<slug:county>/-/groups/", groups.show, name="mechanism.groups"),
    path("<slug:county>/-/groups.csv", groups.as_csv, name="mechanism.groups.csv"),
    path("<slug:county>/-/groups.xlsx", groups.as_workbook, name="mechanism.groups.xlsx"),
    path("<slug:county>/-/groups/<slug:group>.svg", groups.as_picture, name="mechanism.group.svg"),
    path("<slug:county>/-/executive-fields/", views.executive_fields, name="mechanism.executive_fields"),
    path("<slug:county>/-/appraisal/", views.appraisal, name="mechanism.appraisal"),
    path("<slug:county>/-/sharing/", views.sharing, name="mechanism.sharing"),
    path("<slug:county>/-/items/", views.items, name="mechanism.items"),
    path("<slug:county>/-/readings/", views.readings, name="mechanism.readings"),
    path("<slug:county>/-/rules/", views.rules, name="mechanism.rules"),
    path("<slug:county>/<slug:name>.bpmn", views.bpmn, name="mechanism.bpmn"),
    path("<slug:county>/<slug:name>/", views.procedure, name="mechanism.procedure"),
]
