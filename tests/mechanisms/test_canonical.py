"""The canonical bytes of a pack: equal on every machine, and enough to rebuild the pack for ever."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from liandong.core.conditions import AllOf, AnyOf, Before, Equals, Has, Includes, Not, OneOf, Same
from liandong.core.rules import Pack
from liandong.packs import canonical, library, load_pack, pack_from_canonical
from tests.mechanisms.planted import DRILL, LINKED, MODEL, SAMPLE, Planted


def packs() -> list[Pack]:
    model = library().model
    found = [*library().packs.values(), load_pack(SAMPLE).pack, load_pack(MODEL).pack, load_pack(LINKED).pack]
    return [*found, *([model.pack] if model else [])]


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.county)
def test_a_pack_comes_back_from_its_bytes_equal_and_in_order(pack: Pack) -> None:
    again = pack_from_canonical(canonical(pack))
    assert again == pack
    assert canonical(again) == canonical(pack)
    assert list(again.units) == list(pack.units)
    for name, procedure in pack.procedures.items():
        assert list(again.procedures[name].steps) == list(procedure.steps)
        assert again.procedures[name].joins == procedure.joins


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.county)
def test_every_value_comes_back_with_its_own_type(pack: Pack) -> None:
    again = pack_from_canonical(canonical(pack))

    def compare(one: object, other: object, path: str) -> None:
        assert type(one) is type(other), path
        if is_dataclass(one):
            for field in fields(one):
                compare(getattr(one, field.name), getattr(other, field.name), f"{path}.{field.name}")
        elif isinstance(one, tuple) and isinstance(other, tuple):
            for number, (a, b) in enumerate(zip(one, other, strict=True)):
                compare(a, b, f"{path}[{number}]")
        elif isinstance(one, dict) and isinstance(other, dict):
            for key in one:
                compare(one[key], other[key], f"{path}[{key}]")

    compare(pack, again, pack.county)


def test_the_hash_names_the_bytes() -> None:
    loaded = load_pack(SAMPLE)
    assert loaded.ref.hash == sha256(loaded.canonical).hexdigest()
    assert (loaded.ref.county, loaded.ref.version) == ("sample", "1")


def test_the_bytes_are_sorted_json_without_blanks_in_utf_8() -> None:
    raw = canonical(load_pack(SAMPLE).pack)
    text = raw.decode("utf-8")
    assert "样县" in text and "\\u" not in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = (
        "from pathlib import Path; from liandong.packs import load_pack; import sys; "
        f"sys.stdout.write(load_pack(Path({str(SAMPLE)!r})).ref.hash)"
    )
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout == load_pack(SAMPLE).ref.hash


def test_comments_and_layout_do_not_change_the_hash_but_the_law_does(tmp_path: Path) -> None:
    county = Planted.in_(tmp_path)
    before = load_pack(county.folder).ref.hash
    assert before == load_pack(SAMPLE).ref.hash
    county.write(DRILL, "# a remark\n" + county.read(DRILL).replace("by: township", 'by: ["township"]'))
    assert load_pack(county.folder).ref.hash == before
    county.change(DRILL, "limit: 24 hours", "limit: 25 hours")
    assert load_pack(county.folder).ref.hash != before


def test_what_equals_its_default_is_left_out_so_that_new_words_do_not_change_old_hashes() -> None:
    found = json.loads(canonical(load_pack(SAMPLE).pack))
    drill = dict(found["pack"]["procedures"])["drill"]
    takeover = dict(drill["steps"])["takeover"]
    assert "standing" not in takeover and "needs" not in takeover and "again" not in takeover


def test_every_kind_of_condition_comes_back() -> None:
    pack = load_pack(SAMPLE).pack
    drill = pack.procedures["drill"]
    when = AllOf(
        (
            Equals("ground", "plain"),
            Equals("urgent", True),
            Equals("count.cooperating_units", 1),
            OneOf("ground", ("plain", "other")),
            AnyOf((Has("item"), Not(Has("plan")))),
            Includes("cooperating_units", "market-bureau"),
            Before("found_on", "row.until"),
            Same("cooperating_units", "actor.unit"),
        )
    )
    answer = drill.steps["answer"]
    changed = replace(answer, within=(replace(answer.within[0], when=when),))
    changed_drill = replace(drill, steps={**drill.steps, "answer": changed})
    again = pack_from_canonical(canonical(replace(pack, procedures={"drill": changed_drill})))
    assert again.procedures["drill"].steps["answer"].within[0].when == when


def test_bytes_of_an_unknown_format_are_refused_by_its_number() -> None:
    raw = canonical(load_pack(SAMPLE).pack).replace(b'"format":1', b'"format":9')
    with pytest.raises(ValueError, match="pack format 9, this program knows 1"):
        pack_from_canonical(raw)
