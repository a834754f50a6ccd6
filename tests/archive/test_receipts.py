"""A receipt that was kept shows on any later day that its event stands, and that the log only grew."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from liandong.cli import main
from liandong.core.signed_notes import Malformed
from liandong.record.log.slips import slip_from, slip_of
from liandong.record.verify import verify
from tests.record.attacker import run, unlock
from tests.record.conftest import Log
from tests.web.county import LEAD, TOWN, County


def test_a_slip_carries_the_event_and_the_last_checkpoint(county: County, log: Log) -> None:
    matter = county.apply()
    before = slip_of(matter, 1)
    assert before is not None and before.signed is None and slip_from(str(before)) == before
    log.turn()
    answer = county.desk(TOWN).get(f"/matter/{matter}/receipt/1/")
    slip = slip_from(answer.content.decode())
    assert (slip.matter, slip.seq) == (matter, 1)
    assert slip.signed is not None and slip.signed.said.origin == "county.example/record"
    assert verify(receipts=[slip], now=log.now).is_whole
    assert county.desk(TOWN).get(f"/matter/{matter}/receipt/99/").status_code == 404


def test_nobody_gets_the_slip_of_a_matter_that_he_may_not_see(county: County, log: Log) -> None:
    matter = county.apply()
    stranger = next(unit for unit in county.pack.units if unit.endswith("-township") and unit != TOWN)
    assert county.desk(stranger).get(f"/matter/{matter}/receipt/1/").status_code == 404
    assert stranger != LEAD


def test_a_slip_betrays_an_event_that_is_no_longer_what_it_was(county: County, log: Log, tmp_path: Path) -> None:
    matter = county.apply()
    log.turn()
    slip = slip_of(matter, 2)
    assert slip is not None
    (tmp_path / "slip.txt").write_text(str(slip), encoding="utf-8")
    words = ["record", "verify", "--against", str(tmp_path / "slip.txt"), "--lang", "en"]
    assert CliRunner().invoke(main, words).exit_code == 0
    unlock()
    run("UPDATE record_event SET hash = %s WHERE matter = %s AND seq = 2", bytes(32), matter)
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1 and f"[receipt-differs] The receipt given for {slip.number}" in done.output


@pytest.mark.parametrize(
    "text", ["", "liandong/receipt/1\n", "liandong/receipt/1\nmatter x\nnumber\nevent x\nhash\ntime\n"]
)
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        slip_from(text)
