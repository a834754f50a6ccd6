"""The evidence of a matter at its own pages: each file with its facts and neighbors, two photos side by side."""

from __future__ import annotations

from typing import Any

from liandong.core.matter import commands as c
from liandong.record import deeds, read
from tests.evidence import samples
from tests.evidence.test_named import notify, sent
from tests.web.county import MARKET, TOWN, County, words

WATER = "water-bureau"


def photo(taken: str, *, gps: bool = True, wide: int = 64) -> bytes:
    return samples.jpeg((wide, 48), taken=taken, gps=gps)


def page(county: County, matter: str, key: str, unit: str = TOWN, **asked: str) -> Any:
    return county.desk(unit).get(f"/matter/{matter}/evidence/{key}/", asked)


def test_a_file_has_a_page_with_time_place_device_hash_and_who_added_it(county: County) -> None:
    key = sent(county, body=photo("2026:11:20 09:30:00"))
    matter = notify(county, [key])
    said = words(page(county, matter, key, MARKET))
    (item,) = county.state(matter).fields["photos"]  # type: ignore[misc, union-attr]
    assert item["sha256"] in said and "Brand X1" in said  # type: ignore[index, call-overload, operator]
    assert "北纬33.72014，东经118.69167" in said and "设备记录，未经核实" in said
    assert "拍摄 2026年11月20日（周五） 09:30" in said and "记录第1条" in said
    assert "临河镇" in said and county.user(TOWN).username not in said


def test_each_look_stands_on_the_log_with_the_file(county: County) -> None:
    key = sent(county)
    matter = notify(county, [key])
    page(county, matter, key, MARKET)
    county.desk(TOWN).get(f"/evidence/{key}/")
    found = [(deed.kind.value, deed.unit) for deed in deeds.deeds("siyang", subject=key)]
    assert found == [("file-read", TOWN), ("file-seen", MARKET)]
    assert not deeds.deeds("siyang", subject="0" * 32)


def test_neighbors_are_links_and_the_wall_has_all_that_was_ever_added(county: County) -> None:
    keys = [sent(county, name=f"{n}.jpg", body=samples.jpeg((64 + n, 48))) for n in range(3)]
    matter = notify(county, keys)
    body = page(county, matter, keys[1]).content.decode()
    assert f'rel="prev" accesskey="," href="/matter/{matter}/evidence/{keys[0]}/"' in body
    assert f'rel="next" accesskey="." href="/matter/{matter}/evidence/{keys[2]}/"' in body
    assert 'class="ld-reel" tabindex="0"' in body
    last = read.timeline(matter)[-1].header.seq
    assert last >= 1
    county.act(TOWN, "officer", c.CorrectFact(1, "photos", keys[:2], "误传"), matter)  # type: ignore[arg-type]
    wall = words(county.desk(TOWN).get(f"/matter/{matter}/evidence/"))
    assert "2.jpg" in wall and "已由更正取代，仍在记录中" in wall
    assert "已由更正取代" in words(page(county, matter, keys[2]))


def test_two_photos_of_one_place_stand_side_by_side_the_earlier_on_the_left(county: County) -> None:
    before = sent(county, name="整改前.jpg", body=photo("2026:11:18 09:00:00"))
    after = sent(county, name="整改后.jpg", body=photo("2026:11:20 09:00:00", wide=80))
    nowhere = sent(county, name="别处.jpg", body=photo("2026:11:17 09:00:00", gps=False))
    matter = notify(county, [after, nowhere, before])
    offered = words(page(county, matter, after))
    assert offered.index("整改前.jpg") < offered.index("别处.jpg") and "同一地点（相距约0米）" in offered
    body = page(county, matter, after, beside=before).content.decode()
    pair = body.partition('class="ld-pair"')[2].partition("</section>")[0]
    assert pair.index("整改前.jpg") < pair.index("整改后.jpg") and "前：" in pair
    assert 'class="ld-pair"' not in page(county, matter, after, beside="0" * 32).content.decode()


def test_sound_and_video_are_kept_and_the_page_says_that_they_are_not_played(county: County) -> None:
    key = sent(county, name="询问.mp4", body=samples.MP4)
    matter = notify(county, [key])
    said = words(page(county, matter, key))
    assert "不在这里播放或打开，也不生成预览图" in said and "video/mp4" in said
    answer = county.desk(TOWN).get(f"/evidence/{key}/")
    assert answer["Content-Type"] == "video/mp4" and answer["Content-Disposition"].startswith("attachment")


def test_whoever_may_not_see_the_matter_or_the_file_finds_no_page(county: County) -> None:
    key, other = sent(county), sent(county, name="别的.jpg")
    matter = notify(county, [key])
    assert page(county, matter, key, WATER).status_code == 404
    assert county.desk(WATER).get(f"/matter/{matter}/evidence/").status_code == 404
    for wrong in (other, "0" * 32, "x"):
        assert page(county, matter, wrong).status_code == 404


def test_a_matter_without_files_says_what_would_be_there(county: County) -> None:
    matter = notify(county, [])
    assert "还没有证据" in words(county.desk(TOWN).get(f"/matter/{matter}/evidence/"))


def test_many_files_cost_no_more_queries(county: County, django_assert_max_num_queries: Any) -> None:
    keys = [sent(county, name=f"{n}.jpg", body=samples.jpeg((64 + n, 48))) for n in range(12)]
    matter, client = notify(county, keys), county.desk(TOWN)
    for url in (f"/matter/{matter}/evidence/", f"/matter/{matter}/evidence/{keys[4]}/"):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_numbers_of_persons_in_a_file_s_name_are_masked_on_pages_and_logs(county: County) -> None:
    real, wrong = "11010519491231002X", "110105194912310021"
    key = sent(county, name=f"{real.lower()} {wrong} 电话13800000000.jpg")
    matter = notify(county, [key])
    shown = f"110105********002x {wrong} 电话138****0000.jpg"
    desk = county.desk(TOWN)
    for url in (f"/matter/{matter}/evidence/{key}/", f"/matter/{matter}/evidence/", f"/matter/{matter}/"):
        said = desk.get(url).content.decode()
        assert shown in said and real.lower() not in said and "13800000000" not in said
    desk.get(f"/evidence/{key}/")
    assert all("13800000000" not in deed.about for deed in deeds.deeds("siyang", subject=key))
