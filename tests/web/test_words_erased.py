"""Words that a law orders gone, at the pages: asked for, decided by another, told to those who take part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from liandong.act import execute
from liandong.core.actors import citizen_actor
from liandong.core.matter import commands as c
from liandong.record import read
from liandong.record.verify import verify
from tests.archive.conftest import log
from tests.archive.test_package import checked
from tests.record.conftest import Log
from tests.web.citizens import jinhu
from tests.web.county import CENTER, TOWN, County, words

__all__ = ["jinhu", "log"]
LAW = "个人信息保护法第四十七条"
SECRET = "东村某户后院采砂"


def send(county: County, unit: str, post: str, path: str, **typed: Any) -> Any:
    return county.desk(unit, post).post(path, {"key": uuid4().hex, **typed}, follow=True)


def test_a_person_asks_another_agrees_and_nobody_reads_it_any_more(county: County) -> None:
    matter = county.apply(facts=SECRET)
    asking, deciding = (f"/matter/{matter}/act/{verb}-words-erasure/" for verb in ("ask", "decide"))
    page = county.desk(TOWN).get(f"/matter/{matter}/").content.decode()
    assert asking in page and deciding not in page
    form = county.desk(TOWN).get(asking)
    assert SECRET in words(form) and "1:fields/facts" in form.content.decode()
    assert send(county, TOWN, "officer", asking, place="", basis=LAW, reason="误录").status_code == 422
    asked = send(county, TOWN, "officer", asking, place="1:fields/facts", basis=LAW, reason="误录")
    assert "已办理" in words(asked)
    proposed = words(county.desk(CENTER, "head").get(deciding))
    assert SECRET in proposed and "涉及1条记录" in proposed
    done = send(county, CENTER, "head", deciding, place="1:fields/facts", agreed="yes")
    assert "已办理" in words(done), words(done)
    for path in ("/", f"/matter/{matter}/", f"/matter/{matter}/act/note/", "/matters/"):
        for language in ("zh-hans", "en"):
            assert SECRET not in words(county.desk(TOWN, language=language).get(path)), path
    assert f"/matter/{matter}/" not in county.desk(TOWN).get(f"/search/?q={SECRET}").content.decode()
    told = words(county.desk(TOWN).get(f"/matter/{matter}/"))
    assert "〔依法删除 erased by law〕" in told and "部分内容已依法删除" in told and "依法删除1条记录中的内容" in told
    assert verify().is_whole


def test_a_citizen_is_named_as_a_whole_and_masked_where_he_is_chosen(jinhu: County, log: Log, tmp_path: Path) -> None:
    town = next(unit.code for unit in jinhu.pack.units.values() if unit.kind == "township")
    fields = {
        "facts": "投诉人甲反映占道堆放",
        "complainant": {"name": "投诉人甲", "phone": "13800000000"},
        "owner": town,
    }
    matter = execute(c.OpenMatter("complaint", "online", fields), citizen_actor("jinhu"), jinhu.now).matter
    path = f"/matter/{matter}/act/ask-words-erasure/"
    form = jinhu.desk("command-center", "operator").get(path)
    assert "13800000000" not in form.content.decode() and "投**" in words(form)
    place = "1:fields/complainant"
    jinhu.act("command-center", "operator", c.AskWordsErasure(place, LAW, "本人请求"), matter)
    jinhu.act("command-center", "head", c.DecideWordsErasure(place, True), matter)
    left = read.timeline(matter)[0].left
    assert "投诉人甲" not in str(left) and "13800000000" not in str(left) and "反映占道堆放" in str(left)
    log.turn()
    answer = jinhu.desk("command-center", "operator").post(f"/matter/{matter}/package/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as whole:  # type: ignore[attr-defined]
        whole.extractall(tmp_path)
    folder = next(each for each in tmp_path.iterdir() if each.name.endswith(matter))
    everything = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    assert "投诉人甲".encode() not in everything and b"13800000000" not in everything
    code, said = checked(folder)
    last = len(read.timeline(matter))
    assert code == 0, said
    assert f"第 1 号记录的部分内容已由第 {last} 号记录依法删除" in said


def test_those_who_may_decide_and_those_who_take_part_are_told(county: County) -> None:
    from liandong.worker.deliver import deliver

    matter = county.apply(facts=SECRET)
    county.act(TOWN, "officer", c.AskWordsErasure("1:fields/facts", LAW, "误录"), matter)
    while deliver("test", county.now):
        continue
    head = next(post.code for post in county.pack.units[TOWN].posts if post.is_head)
    assert "提出依法删除记录中的内容" in words(county.desk(TOWN, head).get("/notices/"))
    county.act(CENTER, "head", c.DecideWordsErasure("1:fields/facts", True), matter)
    while deliver("test", county.now):
        continue
    said = words(county.desk(TOWN, head, language="en").get("/notices/"))
    assert "Words of the record were erased by law" in said and SECRET not in said


def test_the_form_asks_few_queries_however_long_the_record(county: County, django_assert_max_num_queries: Any) -> None:
    matter = county.apply(facts=SECRET)
    for n in range(20):
        county.act(TOWN, "officer", c.AddNote(f"第{n}次联系"), matter)
    client = county.desk(TOWN)
    client.get(f"/matter/{matter}/act/ask-words-erasure/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/matter/{matter}/act/ask-words-erasure/")
    assert page.content.decode().count('value="') > 20
