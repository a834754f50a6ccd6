"""Equal bytes are kept once in a county and go when nothing needs them; and what a device says of a photo."""

from __future__ import annotations

import hashlib
import io
import struct
from datetime import timedelta
from pathlib import Path

from PIL import Image
from pytest_django.fixtures import Settings

from liandong.core.evidence import is_item
from liandong.core.matter.decide.masks import withheld
from liandong.core.matter.events import moment
from liandong.evidence import contents, pictures, store, sweep, verification
from liandong.evidence.captured import Captured, captured
from liandong.evidence.held import content_of
from liandong.evidence.models import Content, FileRow
from liandong.evidence.uploads import Uploader, take_whole, used_by
from tests.act.test_races import at_once
from tests.evidence import samples
from tests.evidence.test_kinds import NOW
from tests.evidence.test_named import notify, sent
from tests.flows.county import relocked, tables
from tests.web.county import MARKET, County

__all__ = ["relocked", "tables"]
PHOTO = samples.jpeg((64, 48))
TOWN, OTHER = Uploader("account:a", "siyang", "linhe-township"), Uploader("account:b", "siyang", MARKET)
JINHU = Uploader("account:c", "jinhu", "x")


def take(by: Uploader = TOWN, body: bytes = PHOTO, name: str = "现场.jpg") -> str:
    return take_whole(by, name, len(body), io.BytesIO(body), NOW).key


def on_disk(folder: Path) -> int:
    """How many files there are, on their way or kept."""
    return sum(path.is_file() for part in ("incoming", "files") for path in (folder / part).rglob("*"))


def test_equal_bytes_are_kept_once_in_a_county_and_each_file_keeps_its_own_name(db: None, folder: Path) -> None:
    first, second, abroad = take(), take(OTHER, name="复制.jpg"), take(JINHU)
    assert content_of(first) == content_of(second) == first and content_of(abroad) == abroad
    assert on_disk(folder) == 2
    assert FileRow.objects.get(key=second).name == "复制.jpg"
    assert used_by("siyang") == sweep.kept("siyang").size == len(PHOTO)


def test_bytes_go_with_the_last_file_that_has_them_and_never_while_a_matter_names_one(
    county: County, folder: Path, settings: Settings
) -> None:
    named = sent(county, body=PHOTO)
    waiting, other = sent(county, MARKET, body=PHOTO), sent(county, body=samples.png())
    matter = notify(county, [named])
    late = county.now + settings.EVIDENCE_GRACE + timedelta(hours=1)
    assert sweep.sweep(late) == 2
    assert store.opened(content_of(named)).read() == PHOTO and on_disk(folder) == 1
    assert FileRow.objects.get(key=waiting).gone and FileRow.objects.get(key=other).gone
    assert verification.verify().findings == [] and matter
    assert Content.objects.count() == 1


def test_the_first_file_may_go_before_those_that_were_linked_to_it(county: County, settings: Settings) -> None:
    first = sent(county, MARKET, body=PHOTO)
    named = sent(county, body=PHOTO)
    notify(county, [named])
    assert sweep.sweep(county.now + settings.EVIDENCE_GRACE + timedelta(hours=1)) == 1
    assert FileRow.objects.get(key=first).gone and content_of(named) == first
    assert store.opened(first).read() == PHOTO
    copy = pictures.picture(content_of(named), "image/jpeg", "thumbnail")
    assert copy is not None and county.desk("linhe-township").get(f"/evidence/{named}/").status_code == 200


def test_when_all_are_gone_the_bytes_are_gone_and_the_same_may_come_again(
    db: None, folder: Path, settings: Settings
) -> None:
    take(), take(OTHER)
    assert sweep.sweep(NOW + settings.EVIDENCE_GRACE + timedelta(hours=1)) == 2
    assert on_disk(folder) == 0 and not Content.objects.exists() and used_by("siyang") == 0
    again = take()
    assert content_of(again) == again and store.opened(again).read() == PHOTO


def test_a_death_in_the_middle_of_either_is_ended_by_the_next(db: None, folder: Path, settings: Settings) -> None:
    first, second = take(), take(OTHER)
    store.incoming(second).write_bytes(PHOTO)  # linked, and the process died before it took these away
    FileRow.objects.filter(key=first).update(swept_at="2026-11-20T00:00:00.000000+00:00")  # marked, and died
    assert sweep.sweep(NOW + timedelta(hours=1)) == 0
    assert not store.incoming(second).exists() and on_disk(folder) == 1
    assert sweep.sweep(NOW + settings.EVIDENCE_GRACE + timedelta(hours=1)) == 2
    assert on_disk(folder) == 0


def test_a_copy_that_went_bad_takes_the_place_of_no_good_one(db: None) -> None:
    first = take()
    place = store.place(first)
    place.chmod(0o640)
    place.write_bytes(PHOTO[:-1] + b"x")
    second = take(OTHER)
    assert content_of(second) == second and store.opened(second).read() == PHOTO
    assert not contents.is_whole(first, hashlib.sha256(PHOTO).hexdigest())


def test_many_who_send_the_same_while_others_of_it_are_cleared_away_lose_nothing(
    tables: None, settings: Settings
) -> None:
    late = NOW + settings.EVIDENCE_GRACE + timedelta(hours=1)
    for _ in range(4):
        take()
        keys: list[str] = []

        def send(keys: list[str] = keys) -> None:
            by = Uploader("account:z", "siyang", "linhe-township")
            keys.append(take_whole(by, "同.jpg", len(PHOTO), io.BytesIO(PHOTO), late).key)

        ends = at_once(send, lambda: sweep.sweep(late), send, send)
        assert ends["done"] == 4
        assert all(store.opened(content_of(key)).read() == PHOTO for key in keys)
        FileRow.objects.filter(gone=False).update(began_at=moment(NOW))
        sweep.sweep(late)
        assert not Content.objects.exists()


# --- what the device says ---------------------------------------------------------------------------------------------


def test_place_and_device_stand_beside_the_moment_and_go_on_record(county: County) -> None:
    body = samples.jpeg((64, 48), taken="2026:11:20 09:30:00", gps=True)
    assert captured(body) == Captured("2026-11-20T09:30:00+08:00", "33.720139,118.691667", "Brand X1")
    matter = notify(county, [sent(county, body=body)])
    (item,) = county.state(matter).fields["photos"]  # type: ignore[misc, union-attr]
    assert item["captured_place"] == "33.720139,118.691667" and item["captured_device"] == "Brand X1"  # type: ignore[index, call-overload]
    assert verification.verify().findings == []


def test_a_place_that_is_none_is_not_made_up() -> None:
    def at(*stood: object) -> str:
        exif, out = Image.Exif(), io.BytesIO()
        exif.get_ifd(samples.GPS).update(dict(enumerate(stood, start=1)))
        Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
        return captured(out.getvalue()).place

    south, west = (33.0, 30.0, 0.0), (70.0, 0.0, 0.0)
    assert at("S", south, "W", west) == "-33.500000,-70.000000"
    assert at("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)) == ""
    assert at("N", (133.0, 0.0, 0.0), "E", west) == at("?", south, "E", west) == at("N", south) == ""


def test_a_broken_directory_says_what_stood_before_it() -> None:
    body = bytearray(samples.jpeg((16, 16), taken="2026:11:20 09:30:00", gps=True))
    at = body.index(struct.pack(">H", samples.GPS))
    body[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    found = captured(bytes(body))
    assert found.at and found.device and not found.place


def test_items_of_the_time_before_are_items_and_what_is_withheld_says_no_place() -> None:
    old = dict.fromkeys(("key", "sha256", "type", "name", "captured_at", "stored_at"), "x") | {"size": 3}
    new = {**old, "captured_place": "33.1,118.2", "captured_device": "X1"}
    assert is_item(old) and is_item(new) and not is_item({**old, "captured_place": "x"}) and not is_item({"key": "x"})
    (seen,) = withheld([new])  # type: ignore[misc, list-item, union-attr]
    assert seen["captured_place"] == seen["captured_device"] == seen["name"] == "" and is_item(seen)  # type: ignore[index, call-overload]
