"""Photos of a complaint: sent with its form alone, bounded, named once it is filed, shown to whom the citizen is."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from liandong.citizens.models import Filed
from liandong.evidence import store, sweep
from liandong.evidence.models import FileRow
from liandong.record import read
from tests.evidence import samples
from tests.evidence.conftest import folder
from tests.web.citizens import WAY, Citizen, citizen, filed_matters, jinhu, limits, slip
from tests.web.county import form_value, words

__all__ = ["citizen", "folder", "jinhu", "limits"]
PHOTO = samples.jpeg((640, 480), taken="2026:11:20 09:30:00")


def album(page: Any) -> str:
    """Where a form sends its photos."""
    found: str = page.content.decode().partition('data-upload="')[2].partition('"')[0]
    assert found.startswith(f"{WAY}photos/"), page.content.decode()[-2000:]
    return found


def begin(citizen: Citizen, page: Any, name: str = "油烟.jpg", size: int = len(PHOTO)) -> Any:
    return citizen.client.post(album(page), {"name": name, "size": size})


def sent(citizen: Citizen, page: Any, name: str = "油烟.jpg", body: bytes = PHOTO) -> str:
    """A photo sent in two pieces, as a browser with scripts does. Its key."""
    begun = begin(citizen, page, name, len(body)).json()
    for at, some in ((0, body[:900]), (900, body[900:])):
        answer = citizen.client.patch(f"{begun['url']}?offset={at}", some, content_type="application/octet-stream")
        assert answer.status_code == 200, answer.content
    done = citizen.client.post(f"{begun['url']}complete/", {"field": "photos"})
    assert done.status_code == 200 and f'src="{begun["url"]}copy/"' in done.content.decode()
    return str(begun["key"])


def photos() -> list[Any]:
    """The photos of the one matter on record."""
    state = read.state(filed_matters()[0])
    assert state
    found = state.fields.get("photos") or []
    assert isinstance(found, list)
    return found


def test_photos_go_up_in_pieces_and_stand_on_record_with_the_complaint(citizen: Citizen) -> None:
    page = citizen.form()
    key = sent(citizen, page)
    slip(citizen.send(page, photos=key))
    (item,) = photos()
    assert (item["key"], item["name"], item["type"]) == (key, "油烟.jpg", "image/jpeg")
    row = FileRow.objects.get(key=key)
    assert row.named and row.owner.startswith("public:") and row.unit == ""


def test_without_scripts_they_come_with_the_form(citizen: Citizen) -> None:
    page = citizen.form()
    assert 'enctype="multipart/form-data"' in page.content.decode()
    files = [SimpleUploadedFile("一.jpg", PHOTO), SimpleUploadedFile("二.png", samples.png())]
    slip(citizen.send(page, **{"photos:new": files}))  # type: ignore[arg-type]
    assert [item["name"] for item in photos()] == ["一.jpg", "二.png"]


def test_a_form_with_photos_that_is_sent_twice_files_once_and_tells_the_same(citizen: Citizen) -> None:
    page = citizen.form()
    first = slip(citizen.send(page, **{"photos:new": SimpleUploadedFile("一.jpg", PHOTO)}))  # type: ignore[arg-type]
    again = slip(citizen.send(page, **{"photos:new": SimpleUploadedFile("一.jpg", PHOTO)}))  # type: ignore[arg-type]
    assert first == again and Filed.objects.count() == 1 and len(photos()) == 1


def test_what_is_no_photo_is_refused_and_all_that_was_written_stays(citizen: Citizen) -> None:
    page = citizen.form()
    files = [SimpleUploadedFile("一.jpg", PHOTO), SimpleUploadedFile("二.pdf", samples.PDF)]
    answer = citizen.send(page, **{"photos:new": files})  # type: ignore[arg-type]
    assert not filed_matters() and "“二.pdf”不是照片" in words(answer)
    assert form_value(answer, "facts")
    key = FileRow.objects.get(gone=False).key
    assert f'name="photos" value="{key}" checked' in answer.content.decode()
    for body in (samples.MP4, b"MZ" + b"\x00" * 300, b"<svg xmlns=" + b" " * 300):
        begun = begin(citizen, page, size=len(body)).json()
        piece = citizen.client.patch(f"{begun['url']}?offset=0", body, content_type="application/octet-stream")
        assert piece.status_code == 415
    citizen.later(60)
    slip(citizen.send(answer, photos=key))
    assert len(photos()) == 1


def test_upload_first_keeps_the_form_open(citizen: Citizen) -> None:
    page = citizen.send(citizen.form(), more="photos", **{"photos:new": SimpleUploadedFile("一.jpg", PHOTO)})  # type: ignore[arg-type]
    assert page.status_code == 200 and not filed_matters()
    key = FileRow.objects.get().key
    citizen.later(60)
    slip(citizen.send(page, photos=key))
    assert [item["key"] for item in photos()] == [key]


def test_a_form_that_is_drawn_anew_keeps_its_photos(citizen: Citizen) -> None:
    page = citizen.form()
    key = sent(citizen, page)
    citizen.later(int(settings.CITIZEN_FORM_AGE.total_seconds()) + 60)
    old = citizen.send(page, photos=key)
    assert "时间太长" in words(old) and f'value="{key}" checked' in old.content.decode()
    citizen.later(60)
    slip(citizen.send(old, photos=key))
    assert [item["key"] for item in photos()] == [key]


def test_nobody_names_sees_or_goes_on_with_the_photos_of_another_form(citizen: Citizen) -> None:
    mine, theirs = citizen.form(), citizen.form()
    key = sent(citizen, mine)
    other = album(theirs)
    get = citizen.client.get
    assert get(f"{album(mine)}{key}/copy/").status_code == 200
    assert get(f"{other}{key}/copy/").status_code == get(f"{other}{key}/offset/").status_code == 404
    assert citizen.client.post(f"{other}{key}/complete/", {"field": "photos"}).status_code == 404
    for forged in (other[:-3] + "xx/", other.replace("jinhu", "siyang"), f"{WAY}photos/x/"):
        assert citizen.client.post(forged, {"name": "a.jpg", "size": 5}).status_code == 404
    slip(citizen.send(theirs, photos=key))
    assert photos() == [] and not FileRow.objects.get(key=key).named


def test_an_album_closes_and_its_photos_go_when_nothing_was_filed(citizen: Citizen) -> None:
    page, filed = citizen.form(), citizen.form()
    key, kept = sent(citizen, page), sent(citizen, filed, body=samples.jpeg((64, 50)))
    slip(citizen.send(filed, photos=kept))
    now = citizen.county.now
    assert sweep.sweep(now + settings.CITIZEN_PHOTO_GRACE - timedelta(hours=1)) == 0
    assert sweep.sweep(now + settings.CITIZEN_PHOTO_GRACE + timedelta(hours=1)) == 1
    assert not store.place(key).exists() and store.place(kept).exists()
    citizen.later(int(settings.CITIZEN_PHOTO_GRACE.total_seconds()) + 3600)
    assert begin(citizen, page).status_code == 404
    assert citizen.client.get(f"{album(page)}{kept}/copy/").status_code == 404


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]) -> dict[str, int]:
    """Two photos of 100 KB a complaint, twelve an hour."""
    limits["photo"] = 12
    monkeypatch.setattr(settings, "CITIZEN_PHOTOS", 2)
    monkeypatch.setattr(settings, "CITIZEN_PHOTO_BYTES", 100_000)
    return limits


def test_size_number_and_rate_are_bounded(citizen: Citizen, tight: dict[str, int]) -> None:
    page = citizen.form()
    large = begin(citizen, page, size=100_001)
    assert large.status_code == 413 and "单个文件最大100 KB" in large.json()["why"]
    keys = [sent(citizen, page, f"{n}.jpg", samples.jpeg((64, 48 + n))) for n in range(3)]
    answer = citizen.send(page, photos=keys)  # type: ignore[arg-type]
    assert answer.status_code == 422 and "最多2张" in words(answer) and not filed_matters()
    assert [begin(citizen, page, size=900).status_code for _ in range(4)] == [201, 201, 201, 422]
    other = citizen.form()
    codes = [begin(citizen, other, size=900).json().get("code") for _ in range(5)]
    assert codes == [None, None, None, None, "evidence.often"]
    citizen.later(3600)
    assert begin(citizen, other, size=900).status_code == 201


def test_what_waits_of_citizens_never_takes_the_officers_room(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = citizen.form()
    kept = sent(citizen, page)
    monkeypatch.setattr(settings, "CITIZEN_PHOTOS_BYTES", len(PHOTO) + 1000)
    full = begin(citizen, citizen.form())
    assert full.status_code == 507 and "可以先不附照片提交" in full.json()["then"]
    slip(citizen.send(page, photos=kept))
    assert begin(citizen, citizen.form()).status_code == 201


@pytest.mark.usefixtures("tight")
def test_of_a_body_beyond_all_measure_no_more_is_kept_and_the_form_says_so(citizen: Citizen) -> None:
    page = citizen.form()
    endless = SimpleUploadedFile("大.jpg", PHOTO + b"\x00" * 3_000_000)
    answer = citizen.send(page, **{"photos:new": endless})  # type: ignore[arg-type]
    assert "单个文件最大100 KB" in words(answer) and form_value(answer, "facts")
    assert not filed_matters() and not FileRow.objects.exists()


def test_a_robot_s_photos_are_not_even_kept(citizen: Citizen) -> None:
    page = citizen.form()
    citizen.send(page, website="x", **{"photos:new": SimpleUploadedFile("一.jpg", PHOTO)})  # type: ignore[arg-type]
    citizen.send(page, ticket="x", **{"photos:new": SimpleUploadedFile("一.jpg", PHOTO)})  # type: ignore[arg-type]
    assert not FileRow.objects.exists() and not filed_matters()


def test_the_unit_that_receives_it_sees_the_photos_and_those_the_citizen_is_hidden_from_do_not(
    citizen: Citizen,
) -> None:
    page = citizen.form()
    key = sent(citizen, page)
    slip(citizen.send(page, photos=key))
    url = f"/matter/{filed_matters()[0]}/"
    town = citizen.county.desk(citizen.town, "officer")
    assert "油烟.jpg" in words(town.get(url))
    assert b"".join(town.get(f"/evidence/{key}/").streaming_content) == PHOTO  # type: ignore[attr-defined]
    pack = citizen.county.pack
    center = next(
        (unit.code, post.code) for unit in pack.units.values() for post in unit.posts if "center" in post.roles
    )
    overseer = citizen.county.desk(*center)
    assert overseer.get(url).status_code == 200 and "油烟.jpg" not in words(overseer.get(url))
    assert overseer.get(f"/evidence/{key}/").status_code == 404
    assert overseer.get(f"/evidence/{key}/copy/thumbnail/").status_code == 404


def test_a_site_that_takes_no_photos_asks_for_none(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CITIZEN_PHOTOS", 0)
    page = citizen.form()
    assert "data-upload" not in page.content.decode() and "有照片吗" not in words(page)
    slip(citizen.send(page, photos="0" * 32))
    assert photos() == []


def test_the_small_copy_that_a_citizen_sees_tells_nothing_of_his_camera(citizen: Citizen) -> None:
    page = citizen.form()
    key = sent(citizen, page, body=samples.jpeg((640, 480), taken="2026:11:20 09:30:00", gps=True))
    answer = citizen.client.get(f"{album(page)}{key}/copy/")
    assert answer["Content-Type"] == "image/jpeg" and answer["Content-Security-Policy"].startswith("sandbox")
    assert b"Exif" not in io.BytesIO(b"".join(answer.streaming_content)).getvalue()  # type: ignore[attr-defined]
