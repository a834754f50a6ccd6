"""Files at the pages: sent in pieces or with a form, shown as a wall, read by those who may see the matter."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from liandong.core.matter import commands as c
from liandong.evidence import store, uploads
from liandong.evidence.models import FileRow
from liandong.evidence.uploads import Uploader
from liandong.record import deeds, read
from tests.evidence import samples
from tests.evidence.test_named import NOTICE, WATER, notify, sent
from tests.web.county import CENTER, MARKET, TOWN, County, words

PHOTO = samples.jpeg((640, 480), taken="2026:11:20 09:30:00")
FORM = reverse("opening.entry", args=["violation-notice", "notify"])


def begin(client: Client, name: str = "现场.jpg", size: int = len(PHOTO)) -> dict[str, Any]:
    answer = client.post("/evidence/", {"name": name, "size": size})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def patch(client: Client, url: str, offset: int, body: bytes) -> Any:
    return client.patch(f"{url}?offset={offset}", body, content_type="application/octet-stream")


def typed(**more: Any) -> dict[str, Any]:
    """The form of a notice as it is posted."""
    form = {name: value for name, value in NOTICE.items() if name != "urgent"}
    return {**form, "urgent": "no", "key": "k1", **more}


def test_a_file_goes_up_in_pieces_and_comes_back_as_the_form_shows_it(county: County) -> None:
    client = county.desk(TOWN)
    begun = begin(client)
    assert begun["offset"] == 0 and 0 < begun["piece"] <= 4 * 1024 * 1024
    first = patch(client, begun["url"], 0, PHOTO[:7000])
    assert (first.status_code, first.json()) == (200, {"offset": 7000})
    again = patch(client, begun["url"], 0, PHOTO[:7000])
    assert (again.status_code, again.json()["offset"]) == (409, 7000)
    where = client.get(f"{begun['url']}offset/").json()
    assert where == {"offset": 7000, "size": len(PHOTO), "stored": False}
    early = client.post(f"{begun['url']}complete/", {"field": "photos"})
    assert early.status_code == 409 and "还缺" in early.json()["why"]
    assert patch(client, begun["url"], 7000, PHOTO[7000:]).json()["offset"] == len(PHOTO)
    digest = hashlib.sha256(PHOTO).hexdigest()
    done = client.post(f"{begun['url']}complete/", {"field": "photos", "sha256": digest})
    assert done.status_code == 200
    assert f'name="photos" value="{begun["key"]}" checked' in done.content.decode()
    assert "拍摄" in words(done)


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"name": "", "size": 5}, 422), ({"name": "a.jpg", "size": "x"}, 422), ({"name": "a.mp4", "size": 10**13}, 413)],
)
def test_what_cannot_be_begun_is_said_in_words(county: County, asked: dict[str, Any], status: int) -> None:
    answer = county.desk(TOWN, language="en").post("/evidence/", asked)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "why", "then"} and answer.json()["then"].isascii()


def test_junk_is_refused_at_its_first_piece(county: County) -> None:
    client = county.desk(TOWN)
    begun = begin(client, "木马.jpg", 50_000)
    answer = patch(client, begun["url"], 0, b"MZ" + b"\x00" * 4000)
    assert answer.status_code == 415 and "可以接收" in answer.json()["then"]
    assert client.get(f"{begun['url']}offset/").status_code == 404


def test_a_piece_has_its_measure(county: County) -> None:
    client = county.desk(TOWN)
    begun = begin(client, size=9_000_000)
    answer = patch(client, begun["url"], 0, b"\xff\xd8\xff" + b"\x00" * 5_000_000)
    assert answer.status_code == 413
    assert store.length(begun["key"]) == 0


def test_only_a_seat_that_takes_part_sends_files(county: County, client: Client) -> None:
    assert client.post("/evidence/", {"name": "a.jpg", "size": 5}).status_code == 401
    admin = next(
        (unit.code, post.code)
        for unit in county.pack.units.values()
        for post in unit.posts
        if "system-admin" in post.roles
    )
    assert county.desk(*admin).post("/evidence/", {"name": "a.jpg", "size": 5}).status_code == 404
    key = begin(county.desk(TOWN))["key"]
    for stranger in (county.desk(MARKET), county.desk(TOWN, "contact")):
        assert patch(stranger, f"/evidence/{key}/", 0, PHOTO).status_code == 404
        assert stranger.get(f"/evidence/{key}/offset/").status_code == 404
        assert stranger.post(f"/evidence/{key}/complete/").status_code == 404


def test_a_form_without_scripts_brings_its_photos_along(county: County) -> None:
    client = county.desk(TOWN)
    page = client.get(FORM).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'name="photos:new" accept="image/*" capture="environment" multiple' in page
    files = [SimpleUploadedFile("一.jpg", PHOTO), SimpleUploadedFile("二.pdf", samples.PDF)]
    answer = client.post(FORM, typed(**{"photos:new": files}))
    assert answer.status_code == 302
    matter = answer["Location"].strip("/").split("/")[-1]
    items = county.state(matter).fields["photos"]
    assert [(item["name"], item["type"]) for item in items] == [  # type: ignore[index, call-overload, union-attr]
        ("一.jpg", "image/jpeg"),
        ("二.pdf", "application/pdf"),
    ]


def test_a_photo_that_is_refused_holds_the_form_back_with_all_the_rest(county: County) -> None:
    files = [SimpleUploadedFile("一.jpg", PHOTO), SimpleUploadedFile("二.exe", b"MZ" + b"\x00" * 100)]
    answer = county.desk(TOWN).post(FORM, typed(**{"photos:new": files}))
    assert answer.status_code == 200 and read.count() == 0
    said = words(answer)
    assert "“二.exe”不是可以接收的文件" in said and "可以接收" in said
    body = answer.content.decode()
    assert "河道采砂" in body
    key = FileRow.objects.get(gone=False).key
    assert f'name="photos" value="{key}" checked' in body


def test_a_form_larger_than_a_file_may_be_is_refused_in_words(county: County, settings: Settings) -> None:
    settings.EVIDENCE_FILE_BYTES = 3_000_000
    large = SimpleUploadedFile("长.mp4", samples.MP4 + b"\x00" * 4_000_000)
    answer = county.desk(TOWN).post(FORM, typed(**{"photos:new": [large]}))
    assert "单个文件最大3.0 MB" in words(answer) and read.count() == 0
    assert FileRow.objects.count() == 0


def test_a_form_that_is_drawn_again_keeps_what_was_uploaded(county: County) -> None:
    key = sent(county)
    gone = "0" * 32
    page = county.desk(TOWN).post(
        reverse("opening.form", args=["violation-notice", "notify"]), typed(photos=[key, gone])
    )
    body = page.content.decode()
    assert f'value="{key}" checked' in body and f'value="{gone}">' in body
    assert "现场.jpg" in words(page) and "这个文件已不在" in words(page)


def test_the_matter_shows_its_photos_as_a_wall_in_facts_and_story(county: County) -> None:
    key = sent(county)
    matter = notify(county, [key])
    body = county.desk(TOWN).get(reverse("matter", args=[matter])).content.decode()
    short = FileRow.objects.get(key=key).sha256[:12]
    assert body.count(f'src="/evidence/{key}/copy/thumbnail/"') == 2
    assert body.count(short) >= 2 and "拍摄" in body
    plain = county.desk(TOWN).get(reverse("matter", args=[notify(county, [])])).content.decode()
    assert "ld-wall" not in plain and "/evidence/" not in plain.replace('data-upload="/evidence/"', "").replace(
        '/evidence/">证据', ""
    )


def test_an_original_leaves_as_an_attachment_that_a_browser_can_do_nothing_with(county: County) -> None:
    key = sent(county, body=PHOTO)
    matter = notify(county, [key])
    answer = county.desk(MARKET).get(f"/evidence/{key}/")
    assert b"".join(answer.streaming_content) == PHOTO  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    (deed,) = deeds.deeds("siyang", kind="file-read")
    assert (deed.unit, deed.kind.value) == (MARKET, "file-read")
    assert county.state(matter).number in deed.about and "现场.jpg" in deed.about


def test_a_file_is_seen_by_whoever_sees_its_matter_and_by_nobody_else(county: County, client: Client) -> None:
    key = sent(county, body=PHOTO)
    matter = notify(county, [key])
    addresses = [f"/evidence/{key}/", *(f"/evidence/{key}/copy/{size}/" for size in ("thumbnail", "preview"))]
    for url in addresses:
        for unit, post in ((TOWN, "officer"), (MARKET, "officer"), (CENTER, "operator")):
            assert county.desk(unit, post).get(url).status_code == 200, (url, unit)
        for unit, post in ((WATER, "officer"), ("zhongxing-subdistrict", "officer")):
            assert county.desk(unit, post).get(reverse("matter", args=[matter])).status_code == 404
            assert county.desk(unit, post).get(url).status_code == 404, (url, unit)
        assert client.get(url).status_code == 302
    assert county.desk(TOWN).get(f"/evidence/{key}/copy/huge/").status_code == 404
    for other in ("0" * 32, "..", key[:-1]):
        assert county.desk(CENTER, "operator").get(f"/evidence/{other}/").status_code == 404


def test_an_upload_that_no_matter_names_is_its_own_unit_s_alone(county: County) -> None:
    key = sent(county)
    url = f"/evidence/{key}/copy/thumbnail/"
    assert county.desk(TOWN).get(url).status_code == 200
    assert county.desk(CENTER, "operator").get(url).status_code == 404
    assert county.desk(MARKET).get(url).status_code == 404


def test_a_copy_is_sent_once_and_asked_for_each_time(county: County) -> None:
    key = sent(county)
    notify(county, [key])
    client = county.desk(TOWN)
    first = client.get(f"/evidence/{key}/copy/thumbnail/")
    assert first["Content-Type"] == "image/jpeg" and first["Cache-Control"] == "private, no-cache"
    assert b"Exif" not in b"".join(first.streaming_content)  # type: ignore[attr-defined]
    again = client.get(f"/evidence/{key}/copy/thumbnail/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    stranger = county.desk(WATER).get(f"/evidence/{key}/copy/thumbnail/", headers={"if-none-match": first["ETag"]})
    assert stranger.status_code == 404
    bomb = sent(county, body=samples.bomb(), name="炸弹.png")
    assert client.get(f"/evidence/{bomb}/copy/thumbnail/")["Location"].endswith("no-picture.svg")


def test_a_correction_keeps_the_photos_that_stay_ticked(county: County) -> None:
    first, second = sent(county), sent(county, name="误.jpg")
    matter = notify(county, [first, second])
    url = reverse("matter.correct.fact", args=[matter, 1, "photos"])
    client = county.desk(TOWN)
    assert client.get(url).content.decode().count('name="photos" value=') == 2
    answer = client.post(url, {"photos": [first], "reason": "误传一张", "key": "k2"})
    assert answer.status_code == 302, words(answer)
    assert [item["key"] for item in county.state(matter).fields["photos"]] == [first]  # type: ignore[index, call-overload, union-attr]


def test_many_photos_cost_the_page_no_more_queries(county: County, django_assert_max_num_queries: Any) -> None:
    matter = notify(county, [sent(county, name=f"{n}.jpg") for n in range(12)])
    client = county.desk(TOWN)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("matter", args=[matter]))
    assert page.content.decode().count("ld-wall__one") == 24


def test_a_file_that_came_with_a_citizen_s_data_is_for_those_who_may_see_the_citizen() -> None:
    from liandong.core.actors import Seat
    from liandong.core.matter.decide.masks import guards, sees_files, shown
    from liandong.core.matter.state import Matter
    from liandong.packs import library

    procedure = library().pack("jinhu").procedures["complaint"]
    assert [field.name for field in guards(procedure, "photos")] == ["complainant"]
    item = {
        "key": "k",
        "sha256": "s",
        "size": 3,
        "type": "image/jpeg",
        "name": "油烟.jpg",
        "captured_at": None,
        "stored_at": "x",
    }
    state = Matter(opened_by="told", fields={"owner": "town", "photos": [item], "complainant": {"name": "某"}})
    for unit, sees in (("told", True), ("town", True), ("other", False)):
        assert sees_files(state, procedure, "photos", Seat(unit, "officer")) is sees
        (seen,) = shown(state, procedure, Seat(unit, "officer"))["photos"]  # type: ignore[misc, union-attr]
        assert bool(seen["name"]) is sees and seen["size"] == 3  # type: ignore[index, call-overload]
    assert guards(library().pack("siyang").procedures["violation-notice"], "photos") == ()


def test_whoever_has_no_account_may_be_an_uploader_as_well(county: County) -> None:
    by = Uploader("public:0b9f", "siyang", TOWN)
    held = uploads.take_whole(by, "群众.jpg", len(PHOTO), io.BytesIO(PHOTO), county.now)
    opened = county.act(TOWN, "officer", c.OpenMatter("violation-notice", "notify", {**NOTICE, "photos": [held.key]}))
    assert county.state(opened.matter).fields["photos"]
    assert re.fullmatch(r"[0-9a-f]{32}", held.key)
