"""Rows are read through a declared right, or with a reason said aloud; never just so.

A list that forgets its filter is the most common hole of systems like ours, so `Model.objects.filter(…)` raises here:
one must say `.visible_to(actor, action)`, or `.unscoped("reason")` where no person reads (the worker, a rebuild). A
test counts the `unscoped` calls against a budget.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import QuerySet

from liandong.core.actors import Actor

Row = TypeVar("Row", bound=models.Model)


class UnscopedRead(RuntimeError):
    """Rows were asked for without saying who reads them."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(
            f"{model.__name__}.objects was read without a scope: "
            'say .visible_to(actor, action), or .unscoped("reason") where no person reads'
        )


class Guarded(models.Manager[Row], Generic[Row]):
    """Gives no rows before it knows who reads them."""

    def get_queryset(self) -> QuerySet[Row]:
        """Always raises UnscopedRead: every ordinary queryset method of a manager starts here."""
        raise UnscopedRead(self.model)

    def visible_to(self, actor: Actor, action: str) -> QuerySet[Row]:
        """The rows on which the access table allows `actor` the `action`; none where nothing allows it."""
        from liandong.projections.access_filter import visible

        return self._rows().filter(visible(self.model, actor, action))

    def unscoped(self, reason: str) -> QuerySet[Row]:
        """All rows, for a reader that is no person; ValueError without a reason."""
        if not reason.strip():
            raise ValueError("unscoped() needs the reason why no person's rights apply")
        return self._rows()

    def _rows(self) -> QuerySet[Row]:
        return QuerySet(self.model, using=self._db)

    def bulk_load(self, rows: Any) -> None:
        """Insert many rows (a rebuild); reading stays guarded."""
        self._rows().bulk_create(rows, batch_size=500)
