"""A throwaway database with a county's accounts; each scenario begins on a fresh copy of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

FROM_DAY = (2000, 1, 1)  # posts are held since before any scenario


@contextmanager
def throwaway(mechanisms: Path | None, county_folder: Path) -> Iterator[Path]:
    """A folder for one run. The environment of this process names its database, and the mechanisms with the county.

    Must be entered before Django is set up. `mechanisms` is None for a county outside a folder of mechanisms: it is
    played with the calendar of this installation.
    """
    with TemporaryDirectory(prefix="liandong-play-") as name:
        place = Path(name)
        os.environ["DATABASE_URL"] = f"sqlite:///{quote(str(place / 'play.sqlite3'))}"
        os.environ["LIANDONG_MODE"] = "demo"
        os.environ["LIANDONG_VAR"] = str(place)
        os.environ["LIANDONG_LOG_LEVEL"] = "ERROR"
        os.environ["LIANDONG_MECHANISMS"] = str(mechanisms or _alone(county_folder, place / "mechanisms"))
        yield place


def _alone(county_folder: Path, folder: Path) -> Path:
    from liandong.packs.shelf import mechanisms_folder

    (folder / "alone").mkdir(parents=True)
    (folder / "calendar").symlink_to(mechanisms_folder() / "calendar", target_is_directory=True)
    (folder / "alone" / county_folder.name).symlink_to(county_folder, target_is_directory=True)
    return folder


def set_up(place: Path, county: str) -> None:
    """Tables, and one account for each post of the county; kept aside as what each scenario begins with."""
    from datetime import date, datetime

    from django.core.management import call_command
    from django.db import connection

    from liandong.core.time_limits import CHINA
    from liandong.packs import library
    from liandong.people.demonstration import open_accounts

    call_command("migrate", interactive=False, verbosity=0)
    since = date(*FROM_DAY)
    open_accounts([library().pack(county)], datetime(*FROM_DAY, tzinfo=CHINA), since)
    connection.close()
    shutil.copyfile(place / "play.sqlite3", place / "begin.sqlite3")


def begin(place: Path) -> None:
    """The database as it was after `set_up`."""
    from django.db import connection

    connection.close()
    for rest in ("-wal", "-shm"):
        (place / f"play.sqlite3{rest}").unlink(missing_ok=True)
    shutil.copyfile(place / "begin.sqlite3", place / "play.sqlite3")
