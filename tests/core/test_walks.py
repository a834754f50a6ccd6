"""10,000 random walks through every procedure: each ends as declared, nothing but a Refusal is raised, all is taken."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from liandong.core.errors import Refusal
from liandong.core.matter.decide import tasks
from liandong.core.matter.law import Law
from liandong.core.rules import Pack, PackRef, Procedure
from liandong.packs import library, load_pack
from tests.core import sample
from tests.core.walks import Astray, Taken, Walker, folded, never_taken, watch

WALKS = 10_000
PARTS = 4  # so that several processes can share the work; each part must take everything by itself

REF = PackRef("walks", "1", "0" * 64)


def packs() -> list[Pack]:
    """Every county's pack and the model's, and the samples with every word of the format."""
    model = library().model
    assert model is not None
    woven = load_pack(sample.ROOT / "tests/counties/woven").pack
    return [*library().packs.values(), model.pack, sample.pack(), woven]


def procedures() -> list[ParameterSet]:
    """Every procedure of every pack, with its path as the name of its test; what is included, where it stands."""
    return [
        pytest.param(pack, procedure, id=f"{pack.county}/{procedure.name}")
        for pack in packs()
        for procedure in pack.procedures.values()
        if not any(procedure.name in names for names in pack.includes.values())
    ]


def walker(pack: Pack, name: str, taken: Taken) -> Walker:
    law = Law(pack, REF, library().calendar(), number="行〔2026〕1号", matter="walk")
    return Walker(law, pack.procedures[name], taken)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("pack", "procedure"), procedures())
def test_every_walk_ends_as_declared_and_together_they_take_everything(
    pack: Pack, procedure: Procedure, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = Taken()
    watch(taken, monkeypatch.setattr)
    walking = walker(pack, procedure.name, taken)
    for number in range(WALKS // PARTS):
        events = walking.walk(part * WALKS + number)
        if number % 50 == 0:
            assert folded(events, "walk").end in procedure.ends
    assert set(taken.ends) <= set(procedure.ends)
    assert sum(taken.ends.values()) == WALKS // PARTS
    assert never_taken(pack, procedure, taken) == []


def test_equal_seeds_walk_equal_ways() -> None:
    one, two = (walker(sample.pack(), "drill", Taken()) for _ in range(2))
    assert [one.walk(seed) for seed in range(20)] == [two.walk(seed) for seed in range(20)]


def test_an_engine_that_refuses_every_act_fails_the_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise Refusal("access.denied")

    monkeypatch.setattr("liandong.core.matter.decide.DECIDERS", dict.fromkeys(tasks.c.Command.__args__, refuse))
    with pytest.raises(Astray, match="no entry could be made"):
        walker(sample.pack(), "drill", Taken()).walk(1)


def test_an_engine_that_refuses_every_completion_fails_the_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("task.not-open")

    monkeypatch.setattr(tasks, "_answer", refuse)
    with pytest.raises(Astray, match="has not ended"):
        walker(sample.pack(), "drill", Taken()).walk(1)


def test_an_outcome_that_is_never_taken_is_named() -> None:
    taken = Taken()
    walker(sample.pack(), "drill", taken).walk(1)
    missing = never_taken(sample.pack(), sample.pack().procedures["drill"], taken)
    assert any(path.startswith("sample/drill#") for path in missing)
