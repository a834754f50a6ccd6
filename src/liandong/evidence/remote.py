"""Complete files in an S3 store, where the site has one: written once, asked after before anybody may name them.

What is on its way, and small copies, stay in the local folder: a piece at an offset is nothing that S3 can take, and a
copy can be drawn again.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.conf import settings

if TYPE_CHECKING:
    from storages.backends.s3 import S3Storage

MISSING = ("404", "NoSuchKey", "NotFound")
PART = 16 * 1024 * 1024  # bytes of a part: what is held at once of a large file is a few of these
AT_ONCE = 2


class NotKept(OSError):
    """The store took a file and does not have it as it was sent: nobody may name it."""


@lru_cache(maxsize=1)
def bucket() -> Any:
    """The bucket, by django-storages with what the site has set."""
    from storages.backends.s3 import S3Storage

    storage: S3Storage = S3Storage(**settings.EVIDENCE_S3)
    return storage.bucket


def put(key: str, path: Path) -> None:
    """Send a complete file, its hash with each part, and ask the store what it has. NotKept, or a fault of the line."""
    from boto3.s3.transfer import TransferConfig

    config = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, max_concurrency=AT_ONCE)
    bucket().upload_file(str(path), _name(key), ExtraArgs={"ChecksumAlgorithm": "SHA256"}, Config=config)
    if length(key) != path.stat().st_size:
        raise NotKept(f"the store of files has not all of {key}")


def length(key: str) -> int | None:
    """How many bytes the store has under a key; None for nothing."""
    from botocore.exceptions import ClientError

    try:
        return int(bucket().Object(_name(key)).content_length)
    except ClientError as fault:
        if fault.response["Error"]["Code"] in MISSING:
            return None
        raise


def opened(key: str) -> BinaryIO:
    """A file to be read as it comes. FileNotFoundError where the store has none."""
    from botocore.exceptions import ClientError

    try:
        return cast(BinaryIO, bucket().Object(_name(key)).get()["Body"])
    except ClientError as fault:
        if fault.response["Error"]["Code"] in MISSING:
            raise FileNotFoundError(key) from fault
        raise


def remove(key: str) -> None:
    """Take a file away; done twice, it is done once."""
    bucket().Object(_name(key)).delete()


def _name(key: str) -> str:
    return f"{key[:2]}/{key}"
