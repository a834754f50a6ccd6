"""Which seats of a county are worth signing in to, and what is to be seen there: its demo/sign-ins.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from liandong.core.actors import Role, Seat
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.packs import PackErrors
from liandong.packs.cursor import Cursor, Findings, text_at
from liandong.packs.tree import read_tree

FILE = "sign-ins.yaml"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A seat, and what is to be seen there."""

    seat: Seat
    shows: Text


def read_sign_ins(folder: Path, pack: Pack) -> tuple[SignIn, ...]:
    """The sign-ins of a county's demo folder; where it names none, the first post of each role. Raises PackErrors."""
    file = folder / FILE
    tree = read_tree(file) if file.exists() else None
    if tree is None:
        return _first_of_each_role(pack)
    findings = Findings()
    read = tuple(_sign_in(each, pack) for each in Cursor(tree, file.stem, findings, tree.place).members())
    if findings.faults:
        raise PackErrors(findings.faults)
    return read


def _sign_in(cursor: Cursor, pack: Pack) -> SignIn:
    by = cursor.shape(("by", "shows")).need("by")
    name, _, post = by.string().partition("/") if by else ("", "", "")
    unit = pack.units.get(pack.by_name.get(name, ""))
    if by and (unit is None or post not in {each.code for each in unit.posts}):
        by.fault(f"the seat `{by.string()}`", "UNIT/POST of units.yaml")
    return SignIn(Seat(unit.code if unit else "", post), text_at(cursor, "shows"))


def _first_of_each_role(pack: Pack) -> tuple[SignIn, ...]:
    first: dict[Role, Seat] = {}
    for unit in pack.units.values():
        for post in unit.posts:
            for role in post.roles:
                first.setdefault(Role(role), Seat(unit.code, post.code))
    return tuple(SignIn(seat, Text("", "")) for seat in first.values())
