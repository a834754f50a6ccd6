"""The page: a ListView with a filter form, select_related, a paginator, and the counts above the list."""

from __future__ import annotations

from typing import Any

from bench.peer.models import Procedure, Step, Task, Unit
from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.views.generic import ListView


class Filter(forms.Form):
    """What the list may be narrowed to."""

    text = forms.CharField(required=False, label="搜索")
    procedure = forms.ModelChoiceField(Procedure.objects.all(), required=False, label="程序")
    step = forms.ModelChoiceField(Step.objects.all(), required=False, label="环节")
    unit = forms.ModelChoiceField(Unit.objects.all(), required=False, label="单位")


class Worklist(ListView):  # type: ignore[type-arg]
    """The tasks that wait for one unit, the most urgent first."""

    template_name = "peer/worklist.html"
    context_object_name = "tasks"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Task]:
        """Open tasks of the unit, with what the rows show."""
        rows = Task.objects.filter(unit_id=self.kwargs["unit"], status=Task.OPEN)
        form = Filter(self.request.GET)
        if form.is_valid():
            asked = form.cleaned_data
            if asked["text"]:
                rows = rows.filter(
                    Q(matter__number__icontains=asked["text"]) | Q(matter__subject__icontains=asked["text"])
                )
            if asked["procedure"]:
                rows = rows.filter(matter__procedure=asked["procedure"])
            if asked["step"]:
                rows = rows.filter(step=asked["step"])
        return rows.select_related("matter", "matter__procedure", "matter__opened_by", "step", "unit").order_by(
            "due_at"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, the form, and the counts."""
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        for task in context["tasks"]:
            task.lamp_now = task.lamp(now)
            task.days_left = (task.due_at - now).days if task.due_at else None
        context["form"] = Filter(self.request.GET)
        context["counts"] = self.get_queryset().aggregate(
            all=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            near=Count("pk", filter=Q(due_at__gte=now, remind_at__lte=now)),
            normal=Count("pk", filter=Q(remind_at__gt=now)),
        )
        context["unit_count"] = Task.objects.filter(unit_id=self.kwargs["unit"], status=Task.OPEN).count()
        return context
