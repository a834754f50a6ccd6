"""Plants one fault at a time in a copy of the sample county, and looks at what is said of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from liandong.core.check_rules import BOUND, check_pack
from liandong.packs import PackErrors, PackFault, load_pack

SAMPLE = Path(__file__).parents[1] / "counties" / "sample"
LINKED = SAMPLE.parent / "linked"
MODEL = SAMPLE.parent / "national"
DRILL = "procedures/drill.yaml"


NAMED = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|#[\w./-]+|[\w-]+\.(?:yaml|csv)|YAML|UTF-8|when/step|[\w-]+/[\w.#/-]+")
ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")


def left_in_english(fault: PackFault) -> list[str]:
    """Words of a fault that its Chinese still says in English: two together, names of things left out."""
    zh = fault.said("zh").removeprefix(str(fault.place)).replace(fault.element, "")
    return ENGLISH.findall(NAMED.sub("", zh))


@dataclass
class Planted:
    """A copy of the sample county."""

    folder: Path

    @staticmethod
    def in_(folder: Path, county: Path = SAMPLE) -> Planted:
        """A sound copy of a county under `folder`, beside a copy of the model that counties include from."""
        shutil.copytree(county, folder / county.name)
        shutil.copytree(MODEL, folder / MODEL.name)
        return Planted(folder / county.name)

    def write(self, file: str, text: str) -> Planted:
        """Write a file of the copy."""
        (self.folder / file).write_text(text, encoding="utf-8")
        return self

    def read(self, file: str) -> str:
        """The text of a file of the copy."""
        return (self.folder / file).read_text(encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> Planted:
        """Put `new` in the place of `old`, which must stand there exactly once."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        return self.write(file, text.replace(old, new))

    def add(self, file: str, text: str) -> Planted:
        """Append to a file, which may not be there yet."""
        path = self.folder / file
        return self.write(file, (self.read(file) if path.exists() else "") + text)

    def faults(self, rules: Mapping[str, str] | None = None, bound: int = BOUND) -> list[PackFault]:
        """Everything that reading and checking finds."""
        try:
            loaded = load_pack(self.folder)
        except PackErrors as errors:
            return list(errors.faults)
        return loaded.faults(check_pack(loaded.pack, rules, bound))

    def expect(
        self, file: str, line_with: str, found: str, right: str = "", rules: Mapping[str, str] | None = None
    ) -> None:
        """Exactly one fault: in this file, at the line that holds `line_with`, saying `found` and `right`."""
        faults = self.faults(rules)
        assert len(faults) == 1, "\n".join(str(fault) for fault in faults) or "no fault found"
        self.expect_among(faults, file, line_with, found, right)

    def expect_among(self, faults: list[PackFault], file: str, line_with: str, found: str, right: str = "") -> None:
        """Among the faults one in this file, at this line, with these words."""
        lines = [n for n, line in enumerate(self.read(file).splitlines(), start=1) if line_with in line]
        assert lines, f"no line of {file} holds {line_with!r}"
        said = [str(fault) for fault in faults]
        places = [f"{self.folder / file}:{line}:" for line in lines]
        hits = [each for each in said if each.startswith(tuple(places)) and found in each and right in each]
        assert hits, f"none at {file}:{lines} says {found!r} and {right!r}:\n" + "\n".join(said)
        for fault in faults:
            assert not left_in_english(fault), f"{fault.said('zh')}: {left_in_english(fault)}"
