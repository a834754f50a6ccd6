"""The sample county for the tests of this folder, and the log of its record with places outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from liandong.cli.witness import desk_in
from liandong.core.signed_notes import key_from
from liandong.record.log import care
from liandong.record.log.anchors import AnchorFile, Witness
from liandong.record.log.care import Care, signing_key
from liandong.record.log.witnessing import Refused, WitnessDesk
from liandong.worker.deliver import deliver
from tests.flows.county import at, relocked, sample, tables

__all__ = ["relocked", "sample", "tables"]


@dataclass
class Log:
    """The log of this test's record, with the hosts that hold its checkpoints. `witness_answers`: it can be reached."""

    folder: Path
    desk: WitnessDesk
    witness_answers: bool = True
    now: datetime = field(default_factory=lambda: at("11-20 12:00"))
    care: Care = field(default_factory=Care)

    @property
    def anchor(self) -> Path:
        """The file on another host."""
        return self.folder / "other-host" / "anchor"

    def turn(self, later: timedelta = timedelta(minutes=1)) -> None:
        """The worker looks after the log, some time later."""
        self.now += later
        while deliver("log", self.now):
            continue
        self.care.turn(self.now)

    def post(self, address: str, body: bytes) -> tuple[int, bytes]:
        """The witness's answer, as it comes over the network."""
        if not self.witness_answers:
            raise ConnectionRefusedError(address)
        try:
            return 200, self.desk.sign(body, int(self.now.timestamp())).encode()
        except Refused as refused:
            return refused.status, refused.said.encode()


@pytest.fixture
def log(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Log:
    """A log with a key of its own, an anchor file, and a witness that answers."""
    settings.LOG_KEY = tmp_path / "log-key"
    settings.LOG_NAME = "county.example/record"
    settings.ANCHOR_FILE = tmp_path / "other-host" / "anchor"
    settings.ANCHOR_FILE.parent.mkdir()
    key = signing_key().public
    made = Log(tmp_path, desk_in(tmp_path / "witness", "witness.example", (str(key),)))
    settings.WITNESS_URL, settings.WITNESS_KEY = "https://witness.example", str(made.desk.key.public)
    witness = Witness(settings.WITNESS_URL, key_from(settings.WITNESS_KEY), made.post)
    monkeypatch.setattr(care, "places", lambda: [AnchorFile(settings.ANCHOR_FILE), witness])
    return made
