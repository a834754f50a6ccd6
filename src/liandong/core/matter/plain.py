"""PURE. The plain forms that fields share: words, moments, and the parts of rows and operations that have names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from liandong.core.errors import Refusal
from liandong.core.texts import Text

ZONE = ZoneInfo("Asia/Shanghai")
_BRACKETS = str.maketrans("〔【[{〕】]}", "(((())))")  # 〔2026〕 and [2026] are written for the same
LONGEST = 20_000  # characters of one text; a report of 20 pages fits

PARTS: Mapping[str, Text] = {
    "starts_at": Text("执法时间", "Time of the operation"),
    "place": Text("执法地点", "Place of the operation"),
    "ended_at": Text("执法结束时间", "End of the operation"),
    "name_or_post": Text("执法人员", "Officer"),
    "unit": Text("派出单位", "Home unit"),
    "certificate": Text("执法证号", "Certificate number"),
    "name": Text("姓名", "Name"),
    "phone": Text("电话", "Telephone"),
    "id_number": Text("证件号码", "ID number"),
    "address": Text("住址", "Address"),
}
COMPANY_PARTS: Mapping[str, Text] = {
    "name": Text("名称", "Name"),
    "credit_code": Text("统一社会信用代码", "Unified social credit code"),
}


def words(value: object) -> str:
    """A text without its outer white space; refused if it is none, empty, too long, or has no bytes of its own."""
    if not isinstance(value, str):
        raise Refusal("field.not-text")
    text = value.strip().replace("\r\n", "\n")
    if not text:
        raise Refusal("field.missing")
    if len(text) > LONGEST:
        raise Refusal("field.too-long", longest=LONGEST, length=len(text))
    try:
        text.encode()  # a lone surrogate has no bytes, so no record could keep it
    except UnicodeEncodeError:
        raise Refusal("field.not-text") from None
    if "\x00" in text:
        raise Refusal("field.not-text")
    return text


def instant(value: object) -> datetime:
    """A moment from its plain form, in Asia/Shanghai; a time without an offset is refused."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise Refusal("field.not-an-instant", found=str(value)) from None
    if at.tzinfo is None:
        raise Refusal("field.no-offset", found=str(value))
    return at.astimezone(ZONE)


def number_form(text: str) -> str:
    """One form of a number (of a case, of a matter), however wide its brackets and blanks were typed."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper().translate(_BRACKETS)
