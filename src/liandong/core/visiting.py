"""PURE. Companies that several operations visit within the period in which a second visit repeats the first.

国办发〔2024〕54号 asks that companies be inspected no more often than needed. How many months count is data of a
pack (`repeats_within`); nothing is barred, what repeats is said.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from liandong.core.clashing import Operation, is_one
from liandong.core.companies import Company, is_same

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Visit:
    """A company that an operation is to visit, or visited, and that another visits too. `by_name`: one of them
    named it without its code, so that only the names agree."""

    company: Company
    operation: Operation
    by_name: bool


def visits(operation: Operation, others: Iterable[Operation]) -> list[Visit]:
    """The visits of others to the companies of one operation, company by company, the latest first."""
    near = [
        other
        for other in others
        if other.stands
        and not is_one(operation, other)
        and are_near(operation.day, other.day, operation.repeats_months)
    ]
    near.sort(key=lambda each: (each.starts_at, each.number), reverse=True)
    return [
        Visit(company, other, not (company.credit_code and named.credit_code))
        for company in operation.companies
        for other in near
        if (named := next((each for each in other.companies if is_same(company, each)), None)) is not None
    ]


def are_near(one: date, other: date, months: int) -> bool:
    """Whether two days lie at most this many months apart; with 0 months none do."""
    first, last = sorted((one, other))
    return months > 0 and last <= months_after(first, months)


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later (earlier, if negative), or the last of a shorter month."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def earliest_day(operation: Operation) -> date:
    """A day before which no visit counts against an operation: the first of the month so many months before."""
    return months_after(operation.day.replace(day=1), -operation.repeats_months)
