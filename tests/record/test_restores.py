"""After a lawful restore the log goes on and says what was lost, and places outside accept it; not without a word."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from pytest_django.fixtures import Settings

from liandong.cli import main
from liandong.core.signed_notes import Checkpoint, Malformed, Note, key_from
from liandong.record import append_only, memory
from liandong.record.log import care, checkpoints, tree
from liandong.record.log.anchors import AnchorFile, Witness, reached
from liandong.record.log.care import signing_key
from liandong.record.log.checkpoints import Signed, signed_from
from liandong.record.log.entries import keys_of, lost_of
from liandong.record.log.grow import Fault, StandsStill, accept_restore
from liandong.record.log.keys import SigningKey, drawn, keep, key_in
from liandong.record.log.lines import notes_in
from liandong.record.log.restores import is_explained, restores
from liandong.record.log.slips import slip_of
from liandong.record.log.standing import seen
from liandong.record.verify import verify
from tests.flows.county import ROOT, Sample, environment
from tests.record.attacker import run, unlock
from tests.record.conftest import Log

TABLES = (
    *append_only.FACTS,
    *append_only.LOG,
    *("record_matter", "record_snapshot", "record_key", "record_logged", "record_number"),
)
REASON = "主机损坏，恢复二十日零时的备份，县政府办批准"


@dataclass
class Scene:
    """A record in its log, a backup of it, and the acts since, of which places outside hold checkpoints."""

    log: Log
    sample: Sample
    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def back_up(self) -> None:
        """Keep every row."""
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT * FROM {table}")
                self.rows[table] = cursor.fetchall()

    def restore(self) -> None:
        """Put the rows back in the place of what there is."""
        unlock()
        for table, rows in self.rows.items():
            run(f"DELETE FROM {table}")
            for row in rows:
                marks = ", ".join(["%s"] * len(row))
                run(f"INSERT INTO {table} VALUES ({marks})", *row)
        run("DELETE FROM record_waiting")
        with connection.cursor() as cursor:
            for statement in append_only.create(connection.vendor):
                cursor.execute(statement)
        memory.forget()
        self.log.care = care.Care()

    def held(self) -> Signed:
        """The last checkpoint that the anchor file holds."""
        return signed_from(notes_in(self.log.anchor.read_bytes().splitlines())[-1])

    def new_key(self, name: str = "county.example/record-2") -> Path:
        """A file with a new key."""
        file = self.log.folder / name.replace("/", "-")
        keep(drawn(name), file)
        return file


@pytest.fixture
def scene(sample: Sample, log: Log) -> Scene:
    found = Scene(log, sample)
    sample.apply("11-20 09:00")
    log.turn()
    found.back_up()
    sample.apply("11-20 09:10")
    log.turn()
    sample.order("11-20 09:20")
    log.turn()
    assert verify(now=log.now).is_whole
    return found


def go_on(scene: Scene, settings: Settings, name: str = "county.example/record-2") -> SigningKey:
    file = scene.new_key(name)
    accept_restore(signing_key(), key_in(file), scene.held(), REASON, scene.log.now)
    settings.LOG_KEY = file
    return key_in(file)


def test_without_a_word_the_log_stands_still_and_verify_says_restored(scene: Scene) -> None:
    here = tree.size()
    scene.restore()
    scene.log.turn()
    assert tree.size() < here and seen(scene.log.now).fault == Fault.BEHIND
    assert {each.kind.value for each in verify(now=scene.log.now).findings} == {"restored"}


def test_the_log_says_what_was_lost_and_goes_on_under_another_name(scene: Scene, settings: Settings) -> None:
    there, lost_receipt = scene.held(), slip_of(scene.sample.order("11-20 09:30"), 1)
    scene.restore()
    here = tree.size()
    new = go_on(scene, settings)
    scene.log.turn()
    matter = scene.sample.apply("11-20 10:00")
    scene.log.turn()
    assert seen(scene.log.now).fault == "" and seen(scene.log.now).restored is not None
    last = checkpoints.last()
    assert last is not None and last.said.origin == new.public.name and last.said.size > here + 1
    report = verify(now=scene.log.now)
    assert report.findings == []
    (told,) = report.restores
    assert (told["here"], told["there"], told["lost"]) == (here, there.said.size, there.said.size - here)
    assert told["reason"] == REASON
    kept = slip_of(matter, 1)
    assert kept is not None and lost_receipt is not None
    assert verify(receipts=[kept], against=[there]).is_whole
    assert [each.kind.value for each in verify(receipts=[lost_receipt]).findings] == ["receipt-differs"]


def test_it_explains_no_more_than_it_says(scene: Scene, settings: Settings) -> None:
    old = signing_key()
    there = scene.held()
    scene.restore()
    go_on(scene, settings)
    known = restores()
    assert is_explained(there, known)

    def signed(by: SigningKey, **parts: object) -> Signed:
        said = replace(there.said, **parts)  # type: ignore[arg-type]
        return Signed(said, Note(said.text, (by.sign(said.text),)))

    assert not is_explained(signed(old, size=there.said.size + 1), known)
    assert not is_explained(signed(old, root=bytes(32)), known)
    assert not is_explained(signed(old, size=known[0].lost.here), known)
    assert not is_explained(signed(drawn(old.public.name)), known)
    assert not is_explained(signed(old, origin="other.example/record"), known)
    longer = signed(old, size=there.said.size + 5)
    assert [each.kind.value for each in verify(against=[longer]).findings] == ["restored"]


def test_what_is_no_restore_is_not_accepted(scene: Scene) -> None:
    old, held, now = signing_key(), scene.held(), scene.log.now
    new = key_in(scene.new_key())
    with pytest.raises(StandsStill, match="nothing was lost"):
        accept_restore(old, new, held, REASON, now)
    scene.restore()
    with pytest.raises(StandsStill, match="another name"):
        accept_restore(old, key_in(scene.new_key(old.public.name)), held, REASON, now)
    with pytest.raises(StandsStill, match="no checkpoint"):
        accept_restore(old, new, Signed(held.said, new_note(held, new)), REASON, now)
    with pytest.raises(StandsStill, match="reason"):
        accept_restore(old, new, held, " ", now)
    with pytest.raises(StandsStill, match="key-changed"):
        accept_restore(new, key_in(scene.new_key("third.example/record")), Signed(*renamed(held, new)), REASON, now)
    assert restores() == [] and tree.size() < held.said.size


def new_note(held: Signed, key: SigningKey) -> Note:
    return Note(held.said.text, (key.sign(held.said.text),))


def renamed(held: Signed, key: SigningKey) -> tuple[Checkpoint, Note]:
    said = replace(held.said, origin=key.public.name)
    return said, Note(said.text, (key.sign(said.text),))


def test_a_second_restore_is_told_beside_the_first(scene: Scene, settings: Settings) -> None:
    scene.restore()
    go_on(scene, settings)
    scene.log.turn()
    scene.back_up()
    scene.sample.apply("11-20 11:00")
    scene.log.turn()
    assert verify().is_whole
    scene.restore()
    go_on(scene, settings, "county.example/record-3")
    scene.log.turn()
    report = verify()
    assert report.findings == [] and len(report.restores) == 2


@pytest.mark.parametrize(
    "text",
    [
        "liandong/log-restored/1\n",
        "liandong/log-restored/1\nold x\nnew y\nlost 1 2\nroot AA==\nreason x\ntime t\n",
        "liandong/log-restored/1\nold x\nnew y\nlost 01 2\nroot AA==\nreason x\ntime t\n",
    ],
)
def test_what_is_no_statement_is_none(text: str) -> None:
    with pytest.raises(Malformed):
        keys_of(Note(text, ()))
    assert lost_of(Note("liandong/log-key/1\n", ())) is None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def witness(folder: Path, port: int, *keys: str) -> Iterator[str]:
    """A witness process on a port; its public key."""
    command = [sys.executable, "-u", "-m", "liandong", "witness", "--folder", str(folder), "--port", str(port)]
    for key in keys:
        command += ["--log", key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(), cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            own = server.stdout.readline().strip().partition("=")[2]
            server.stdout.readline()
            time.sleep(0.1)
            yield own
        finally:
            server.terminate()


def test_a_witness_signs_the_new_log_once_its_keeper_knows_it(
    sample: Sample, log: Log, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, old = free_port(), signing_key().public
    scene = Scene(log, sample)
    with witness(tmp_path / "w", port, str(old)) as own:
        place = Witness(f"http://127.0.0.1:{port}", key_from(own))
        monkeypatch.setattr(care, "places", lambda: [AnchorFile(settings.ANCHOR_FILE), place])
        settings.WITNESS_URL, settings.WITNESS_KEY = place.address, own
        sample.apply("11-20 09:00")
        log.turn()
        scene.back_up()
        sample.apply("11-20 09:10")
        log.turn()
        assert reached("witness") == tree.size()
        scene.restore()
        file = scene.new_key()
        words = ["record", "accept-restore", "--with", str(file), "--reason", REASON, "--yes"]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        assert "缺" in done.output and str(key_in(file).public) in done.output
        settings.LOG_KEY = file
        log.turn()
        assert reached("file") == tree.size() and reached("witness") < tree.size()  # it does not know that log
    with witness(tmp_path / "w", port, str(old), str(key_in(file).public)) as again:
        assert again == own
        sample.order("11-20 12:00")
        log.turn()
        assert reached("witness") == tree.size()
    report = verify(now=log.now)
    assert report.findings == [] and len(report.restores) == 1
    shown = CliRunner().invoke(main, ["record", "verify", "--lang", "en"])
    assert shown.exit_code == 0 and "A backup was restored" in shown.output and REASON in shown.output


def test_the_command_refuses_what_it_cannot_prove(scene: Scene, tmp_path: Path) -> None:
    file = scene.new_key()
    words = ["record", "accept-restore", "--with", str(file), "--reason", REASON]
    assert CliRunner().invoke(main, [*words, "--yes"]).exit_code == 1  # nothing was lost
    other = tmp_path / "other"
    other.write_text("nothing", encoding="utf-8")
    assert CliRunner().invoke(main, [*words, "--yes", "--checkpoint", str(other)]).exit_code == 1
    scene.restore()
    asked = CliRunner().invoke(main, words, input="n\n")
    assert asked.exit_code == 1 and restores() == []
    given = tmp_path / "held"
    given.write_text(str(scene.held().note), encoding="utf-8")
    assert CliRunner().invoke(main, [*words, "--yes", "--checkpoint", str(given)]).exit_code == 0
    assert len(restores()) == 1
