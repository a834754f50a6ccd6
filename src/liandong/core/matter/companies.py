"""PURE. The value of a `companies` field: rows of name and credit code, no company twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.core.companies import Company, is_credit_code, is_same
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import COMPANY_PARTS, words
from liandong.core.texts import Text

MOST_SAID = 3  # rows with a wrong code that one refusal names


def whole(rows: Iterable[Mapping[str, Any]]) -> list[Plain]:
    """The rows in their plain form. A company needs a name; its code may be missing, never wrong."""
    found: list[Company] = []
    wrong: list[int] = []
    for number, row in enumerate(rows, 1):
        company = _company(number, row)
        if any(is_same(company, other) for other in found):
            raise Refusal("field.company-twice", row=number, company=company.name)
        found.append(company)
        if company.credit_code and not is_credit_code(company.credit_code):
            wrong.append(number)
    if wrong:
        raise Refusal("field.credit-code-wrong", rows=_rows(wrong))
    return [_plain(company) for company in found]


def _company(number: int, row: Mapping[str, Any]) -> Company:
    if unknown := set(row) - set(COMPANY_PARTS):
        raise Refusal("field.row-unknown", row=number, part=", ".join(sorted(unknown)))
    if row.get("name") in (None, ""):
        raise Refusal("field.row-incomplete", row=number, part=COMPANY_PARTS["name"])
    code = row.get("credit_code")
    given = {"name": words(row["name"]), "credit_code": "" if code in (None, "") else words(code)}
    return Company.of_row(given)


def _plain(company: Company) -> Plain:
    row: dict[str, Plain] = {"name": company.name}
    return {**row, "credit_code": company.credit_code} if company.credit_code else row


def _rows(numbers: list[int]) -> Text:
    zh, en = ("、".join(map(str, numbers[:MOST_SAID])), ", ".join(map(str, numbers[:MOST_SAID])))
    if len(numbers) > MOST_SAID:
        return Text(f"第{zh}等{len(numbers)}行", f"rows {en} and others ({len(numbers)})")
    return Text(f"第{zh}行", f"row {en}" if len(numbers) == 1 else f"rows {en}")
