"""PURE. The fields of a procedure, and what each may hold.

Each element keeps the articles it `cites` and the ids of the rules (docs/requirements.csv) that it carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from liandong.core.texts import Text


class FieldType(StrEnum):
    """The closed list of what a field may hold."""

    TEXT = "text"
    CHOICE = "choice"
    BOOL = "bool"
    DATE = "date"  # "2026-11-21", a day in Asia/Shanghai
    INSTANT = "instant"  # "2026-11-21T08:00:00+08:00", always with its offset
    UNIT = "unit"  # a unit's code
    UNITS = "units"  # a list of codes, no unit twice
    ITEM = "item"  # number of an item of the pack, as a string
    OFFICERS = "officers"  # rows of {unit, name_or_post, certificate}
    ROWS = "rows"  # rows of declared columns
    OPERATION = "operation"  # {starts_at, place, ended_at}: starts_at and ended_at are instants
    CHOICES = "choices"  # a list of members of `of`, none twice
    EXECUTIVE_FIELDS = "executive-fields"  # a list of fields (领域) that leaders are in charge of
    INFORMATION = "information"  # a kind of the sharing catalogue
    PERSON = "person"  # {name, phone, id_number, address} of a citizen
    CASE = "case"  # the number that its organ gave a case
    AMOUNT = "amount"  # money in yuan as text, two decimals at most: "12000.50"
    NUMBER = "number"  # a whole number, not negative
    COMPANIES = "companies"  # rows of {name, credit_code}: companies that an operation visits
    FILES = "files"  # photos, papers, sound, video: items of {key, sha256, size, type, name, captured_at, stored_at}


@dataclass(frozen=True, slots=True)
class Choice:
    """One member of a choice; `explained_by` names the text field that an open member ("others") asks for.

    `required`: in a `choices` field, this member must be among those given.
    """

    name: str
    title: Text
    explained_by: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a procedure, or one column of a `rows` field."""

    name: str
    type: FieldType
    title: Text
    help: Text | None = None
    of: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()
    enforces: bool = False  # a unit named here must hold enforcement power
    kinds: tuple[str, ...] = ()  # unit kinds that may be named here; () = any
    min: int = 0  # least number of members of a list; least value of a number
    fills: tuple[str, ...] = ()  # fields that an item (lead_unit, …) or information (receivers) fills
    protected: tuple[str, ...] = ()  # of a person: unit fields whose units may see more than a mask, with a reason
    covers: tuple[str, ...] = ()  # of rows: each unit of these fields needs a row, named in its column `unit`
    place: str = ""  # of an item: the field with the unit of the place (属地), which joins the units that are filled
    optional: bool = False  # only for columns of rows
    repeats_months: int = 0  # of companies: how far apart two visits count as a repetition; 0 = nobody counts
    past: bool = False  # a date or instant that cannot lie after the act
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
