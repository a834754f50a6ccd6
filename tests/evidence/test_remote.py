"""Complete files in an S3 store: a real server of the protocol, on an address of this machine, kept by the tests."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from liandong.evidence import pictures, remote, store, sweep, uploads, verification
from liandong.evidence.held import content_of
from liandong.evidence.models import FileRow
from tests.evidence import samples
from tests.evidence.test_custody import erased
from tests.evidence.test_kinds import BY, NOW
from tests.evidence.test_named import notify, sent
from tests.web.county import TOWN, County

PHOTO = samples.jpeg((640, 480), taken="2026:11:20 09:30:00")
BUCKET = "liandong-evidence"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(autouse=True)
def far(server: str, settings: Settings) -> Iterator[None]:
    """A site whose files stand in a bucket of it, empty at the beginning."""
    access = {"access_key": "a", "secret_key": "b", "region_name": "us-east-1"}
    reached = {"bucket_name": BUCKET, "endpoint_url": server, "addressing_style": "path", "file_overwrite": False}
    settings.EVIDENCE_S3 = {**reached, **access, "default_acl": None}
    remote.bucket.cache_clear()
    client = boto3.client(
        "s3", endpoint_url=server, aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    yield
    bucket = remote.bucket()
    bucket.objects.all().delete()
    bucket.delete()
    remote.bucket.cache_clear()


def kept() -> dict[str, int]:
    """What stands in the bucket, by name, with its size."""
    return {each.key: each.size for each in remote.bucket().objects.all()}


def take(body: bytes = PHOTO, name: str = "现场.jpg") -> str:
    return uploads.take_whole(BY, name, len(body), io.BytesIO(body), NOW).key


def on_disk(folder: Path) -> list[Path]:
    return [path for part in ("incoming", "files") for path in (folder / part).rglob("*") if path.is_file()]


def test_a_complete_file_stands_in_the_bucket_and_no_more_on_the_disk(db: None, folder: Path) -> None:
    key = take()
    assert kept() == {f"{key[:2]}/{key}": len(PHOTO)} and on_disk(folder) == []
    assert store.opened(key).read() == PHOTO and store.length(key) == len(PHOTO)
    assert FileRow.objects.get(key=key).sha256 == hashlib.sha256(PHOTO).hexdigest()


def test_pieces_come_in_on_the_disk_and_a_large_file_goes_up_in_parts(db: None, folder: Path) -> None:
    body = samples.MP4 + bytes(range(256)) * 70_000  # 18 MB: more than one part
    by = uploads.begin(BY, "长.mp4", len(body), NOW)
    half = len(body) // 2
    uploads.add(BY, by.key, 0, [body[:half]], NOW)
    assert kept() == {} and uploads.upload(BY, by.key).offset == half
    uploads.add(BY, by.key, half, [body[half:]], NOW)
    uploads.complete(BY, by.key, NOW)
    assert kept()[f"{by.key[:2]}/{by.key}"] == len(body) and on_disk(folder) == []
    with store.opened(by.key) as file:
        assert hashlib.sha256(file.read()).hexdigest() == hashlib.sha256(body).hexdigest()


def test_nothing_may_be_named_that_the_store_does_not_have(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "length", lambda key: None)
    with pytest.raises(remote.NotKept):
        take()
    row = FileRow.objects.get()
    assert row.stored_at == ""
    monkeypatch.undo()
    assert store.incoming(row.key).exists()
    assert uploads.complete(BY, row.key, NOW).stored_at and len(kept()) == 1


def test_completing_again_after_a_death_between_store_and_table_gives_the_same(db: None) -> None:
    key = take()
    first = uploads.complete(BY, key, NOW)
    FileRow.objects.filter(key=key).update(stored_at="", sha256="", type="", content="")
    assert uploads.complete(BY, key, NOW) == first and len(kept()) == 1


def test_equal_bytes_stand_once_and_go_with_the_last(db: None, settings: Settings) -> None:
    first, second = take(), take(name="复制.jpg")
    assert content_of(second) == first and len(kept()) == 1
    assert sweep.sweep(NOW + settings.EVIDENCE_GRACE + timedelta(hours=1)) == 2
    assert kept() == {}


def test_copies_originals_verification_and_erasure_work_from_afar(county: County) -> None:
    key, other = sent(county, body=PHOTO), sent(county, body=samples.png())
    matter = notify(county, [key, other])
    copy = pictures.picture(key, "image/jpeg", "thumbnail")
    assert copy is not None and copy.stat().st_size
    answer = county.desk(TOWN).get(f"/evidence/{key}/")
    assert b"".join(answer.streaming_content) == PHOTO and answer["Content-Length"] == str(len(PHOTO))  # type: ignore[attr-defined]
    assert (verification.verify().files, verification.verify().findings) == (2, [])
    remote.bucket().Object(f"{other[:2]}/{other}").put(Body=b"changed")
    (finding,) = verification.verify().findings
    assert (finding.fault.value, finding.key) == ("changed", other)
    remote.remove(other)
    (finding,) = verification.verify().findings
    assert (finding.fault.value, finding.key) == ("missing", other)
    erased(county, matter, key)
    sweep.sweep(county.now)
    assert kept() == {}
