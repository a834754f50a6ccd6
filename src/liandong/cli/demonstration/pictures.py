"""Photos for the stories of a demonstration: drawn, of no place and of nobody, each the same for the same name."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from PIL import Image, ImageDraw

from liandong.core.actors import Actor, Role
from liandong.core.matter.commands import Command, CompleteTask, OpenMatter, Plain
from liandong.core.matter.plain import ZONE
from liandong.core.rules import FieldType, Procedure
from liandong.evidence.uploads import PUBLIC, Uploader, take_whole

SIZE = (1200, 900)
TAKEN = 0x9003  # EXIF: the moment of the picture
EXIF = 0x8769
BEFORE = timedelta(minutes=12)  # so long before the act that names it


def with_pictures(command: Command, procedure: Procedure, actor: Actor, at: datetime) -> Command:
    """The command with the files of its story uploaded: their names become keys of the store."""
    if not isinstance(command, OpenMatter | CompleteTask) or not procedure.file_fields:
        return command
    return replace(command, fields=_uploaded(command.fields, procedure, actor, at))


def _uploaded(given: Mapping[str, Plain], procedure: Procedure, actor: Actor, at: datetime) -> dict[str, Plain]:
    owner = f"{PUBLIC}demonstration" if Role.CITIZEN in actor.roles else f"account:{actor.account}"
    by = Uploader(owner, actor.county, actor.seat.unit)
    found = dict(given)
    for name, value in given.items():
        field = procedure.fields.get(name)
        if field is not None and field.type is FieldType.FILES and isinstance(value, list):
            found[name] = [_take(by, str(each), at) for each in value]
    return found


def _take(by: Uploader, name: str, at: datetime) -> str:
    spelled = photo(name, at - BEFORE)
    return take_whole(by, name, len(spelled), io.BytesIO(spelled), at).key


def photo(name: str, taken: datetime) -> bytes:
    """A JPEG that looks like a street from afar: sky, ground, a few walls; it says when it was taken."""
    chance = Random(sha256(name.encode()).digest())  # noqa: S311 - equal names give equal photos; no secret hangs on it
    picture = Image.new("RGB", SIZE, (chance.randint(150, 205), chance.randint(180, 215), 230))
    pen = ImageDraw.Draw(picture)
    wide, high = SIZE
    ground = high * chance.randint(55, 70) // 100
    pen.rectangle((0, ground, wide, high), fill=(chance.randint(95, 140), chance.randint(95, 125), 90))
    pen.polygon(
        [(wide * 0.4, ground), (wide * 0.6, ground), (wide * 0.95, high), (wide * 0.05, high)], fill=(80, 80, 84)
    )
    left = 0
    while left < wide:
        right = left + chance.randint(90, 230)
        top = ground - chance.randint(80, 340)
        shade = chance.randint(110, 190)
        pen.rectangle((left, top, right - 6, ground), fill=(shade, shade - 14, shade - 32))
        for row in range(top + 24, ground - 40, 60):
            for column in range(left + 18, right - 40, 52):
                pen.rectangle((column, row, column + 24, row + 30), fill=(70, 84, 100))
        left = right
    for _ in range(chance.randint(3, 9)):
        x, y, size = chance.randint(80, wide - 240), chance.randint(ground, high - 140), chance.randint(40, 150)
        pen.ellipse((x, y, x + size * 2, y + size), fill=(chance.randint(120, 185), chance.randint(95, 140), 70))
    exif = Image.Exif()
    exif.get_ifd(EXIF)[TAKEN] = f"{taken.astimezone(ZONE):%Y:%m:%d %H:%M:%S}"
    spelled = io.BytesIO()
    picture.save(spelled, "JPEG", quality=70, exif=exif)
    return spelled.getvalue()
