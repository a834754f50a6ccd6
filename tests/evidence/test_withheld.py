"""Files that came with a citizen's data: everybody learns that they are there, who has work to do asks to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from liandong.core.actors import Role
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.record import read
from liandong.record.verify import verify
from liandong.worker.deliver import deliver
from tests.evidence import samples
from tests.evidence.test_named import sent
from tests.web.citizens import jinhu
from tests.web.county import County, words

__all__ = ["jinhu"]
PHOTO = samples.jpeg((640, 480), taken="2026:11:20 09:30:00")
CENTER = "command-center"
pytestmark = pytest.mark.usefixtures("folder")


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"\[{code}\]$")


@dataclass(frozen=True)
class Handed:
    """A complaint with a photo that a department received for one township, and that is another's now; the first one
    still has the task of taking it up."""

    county: County
    matter: str
    key: str
    department: str
    town: str

    @property
    def path(self) -> str:
        """Its page."""
        return f"/matter/{self.matter}/"


@pytest.fixture
def handed(jinhu: County) -> Handed:
    units = jinhu.pack.units.values()
    towns = [unit.code for unit in units if unit.kind == "township"]
    department = next(unit.code for unit in units if unit.kind == "department" and unit.posts)
    key = sent(jinhu, department, name="油烟.jpg", body=PHOTO, of="jinhu")
    fields = {
        "facts": "夜间油烟",
        "photos": [key],
        "received_how": "visit",
        "complainant": {"name": "投诉人甲", "phone": "13800000000"},
        "owner": towns[0],
        "written": False,
    }
    matter = jinhu.act(department, "officer", c.OpenMatter("complaint", "at-department", fields)).matter
    jinhu.act(CENTER, "operator", c.CorrectFact(1, "owner", towns[1], "登记时选错"), matter)
    return Handed(jinhu, matter, key, department, towns[0])


def test_whoever_sees_the_matter_sees_that_a_file_is_there_and_no_more(handed: Handed) -> None:
    sha256 = read.state(handed.matter).fields["photos"][0]["sha256"]  # type: ignore[union-attr, index, call-overload]
    for unit, post in ((CENTER, "operator"), (handed.town, "officer")):
        desk = handed.county.desk(unit, post)
        for path in (f"{handed.path}evidence/", handed.path):
            page = desk.get(path)
            said = words(page)
            assert sha256[:12] in said and "已遮蔽" in said and "照片" in said
            assert "油烟.jpg" not in said and handed.key not in page.content.decode() and "拍摄 " not in said
        assert desk.get(f"/evidence/{handed.key}/").status_code == 404
        assert desk.get(f"{handed.path}evidence/{handed.key}/").status_code == 404


def test_who_has_work_to_do_asks_with_a_reason_and_then_sees_them(handed: Handed) -> None:
    county, path = handed.county, f"{handed.path}act/unmask/"
    desk, head = county.desk(handed.town), county.desk(handed.town, "head")
    assert path in desk.get(f"{handed.path}evidence/").content.decode()
    assert path not in county.desk(CENTER, "operator").get(f"{handed.path}evidence/").content.decode()
    typed = {"field": "photos", "reason": ""}
    assert desk.post(path, {"key": uuid4().hex, **typed}).status_code == 422
    done = desk.post(path, {"key": uuid4().hex, **typed, "reason": "现场核对摊位"}, follow=True)
    assert "已办理" in words(done)
    assert "油烟.jpg" in words(desk.get(f"{handed.path}evidence/"))
    assert b"".join(desk.get(f"/evidence/{handed.key}/").streaming_content) == PHOTO  # type: ignore[attr-defined]
    assert head.get(f"/evidence/{handed.key}/").status_code == 404  # the seat that asked, and no other
    assert path not in desk.get(f"{handed.path}evidence/").content.decode()
    assert verify().is_whole


def test_whose_they_are_is_told_and_the_audit_sees_it(handed: Handed) -> None:
    county = handed.county
    county.act(handed.town, "officer", c.Unmask("photos", "现场核对摊位"), handed.matter)
    while deliver("test", county.now):
        continue
    owner = county.desk(handed.department)
    assert "查看随个人信息提供的投诉人提供的照片和材料" in words(owner.get(handed.path))
    assert "现场核对摊位" in words(owner.get("/notices/"))
    seats = ((unit.code, post) for unit in county.pack.units.values() for post in unit.posts)
    unit, audit = next((unit, post.code) for unit, post in seats if Role.AUDIT_ADMIN in post.roles)
    assert "现场核对摊位" in words(county.desk(unit, audit).get("/audit/unmaskings/"))


def test_who_has_no_work_in_the_matter_is_not_shown_them(handed: Handed) -> None:
    county, matter = handed.county, handed.matter
    asked = c.Unmask("photos", "想看看")
    with refused("access.denied"):
        county.act(CENTER, "operator", asked, matter)
    with refused("unmask.nothing"):  # who opened it sees them as it is
        county.act(handed.department, "officer", asked, matter)
    with refused("reason.missing"):
        county.act(handed.town, "officer", c.Unmask("photos", " "), matter)
    with refused("unmask.nothing"):
        county.act(handed.town, "officer", c.Unmask("facts", "想看看"), matter)
