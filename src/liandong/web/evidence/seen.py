"""A file as a wall and a form show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.core.evidence import HeldFile, is_item, item_of, items_in, key_of
from liandong.core.matter.state import Matter
from liandong.core.personal import numbers_hidden
from liandong.core.texts import Text
from liandong.evidence.held import complete_of
from liandong.evidence.kinds import PICTURES
from liandong.evidence.uploads import spelled
from liandong.web import dates
from liandong.web.language import say, t

SHORT = 12  # characters of a hash, as receipts show them
KINDS = {
    "image": Text("照片", "Photo"),
    "video": Text("视频", "Video"),
    "audio": Text("录音", "Sound"),
    "application": Text("文件", "Paper"),
}


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file. `when`: when it was taken, or when it came in; `is_there`: it was not cleared away; `is_shown`: the
    reader may see more of it than that it is there; `thumbnail`: where its small copy is, "" = where those who are
    signed in find it."""

    key: str
    name: str
    kind: str
    size: str
    when: str
    sha256: str
    is_picture: bool
    is_there: bool = True
    is_shown: bool = True
    thumbnail: str = ""

    @property
    def short(self) -> str:
        """The beginning of its hash."""
        return self.sha256[:SHORT]


def seen_from(held: HeldFile) -> FileSeen:
    """A file of the store."""
    return seen_of(item_of(held))


def seen_of(item: Mapping[str, Any]) -> FileSeen:
    """An item of the record."""
    kind = str(item["type"])
    return FileSeen(
        key=item["key"],
        name=numbers_hidden(item["name"]) or t("随个人信息提供，已遮蔽", "came with personal data, masked"),
        kind=say(KINDS[kind.partition("/")[0]]),
        size=spelled(item["size"]),
        when=_when(item["captured_at"], item["stored_at"]),
        sha256=item["sha256"],
        is_picture=kind in PICTURES and bool(item["key"]),
        is_shown=bool(item["key"]),
    )


def _when(captured: str | None, stored: str) -> str:
    if captured:
        return t("拍摄 ", "taken ") + dates.moment(captured)
    return t("上传 ", "uploaded ") + dates.moment(stored)


def named_in(state: Matter | None) -> tuple[Mapping[str, Any], ...]:
    """The items that a matter names: a form on it may keep them."""
    if state is None:
        return ()
    answers = (item for task in state.tasks for item in items_in(task.answers))
    return (*items_in(state.fields), *answers, *items_in(list(state.evidence)))


def in_form(value: Any, county: str, unit: str, known: Iterable[Mapping[str, Any]]) -> list[FileSeen]:
    """The files that a form holds, by what it names: items of the record, or keys of this unit's uploads."""
    named = value if isinstance(value, list) else []
    items: dict[str, Mapping[str, Any]] = {each["key"]: each for each in (*known, *filter(is_item, named))}
    asked = [key for key in dict.fromkeys(map(key_of, named)) if key]
    unknown = [key for key in asked if key not in items]
    found = complete_of(county, unit, unknown) if unknown else {}
    return [_one(key, items, found) for key in asked]


def _one(key: str, items: Mapping[str, Mapping[str, Any]], found: Mapping[str, HeldFile]) -> FileSeen:
    if key in items:
        return seen_of(items[key])
    if key in found:
        return seen_from(found[key])
    gone = t("这个文件已不在，请重新上传", "This file is gone; upload it again")
    return FileSeen(key, gone, say(KINDS["application"]), "", "", "", is_picture=False, is_there=False)
