"""Whether the tests of `verify.py` would notice a mistake in it: each comparison, number, operator and answer of the
program is changed, one at a time, and every change of a package is looked at again. A mutant that says the same of all
of them has survived.

    python bench/mutate_verifier.py            all of them; exit code 1 below 90 % killed
    python bench/mutate_verifier.py --list     and what survived
    python bench/mutate_verifier.py --every 5  a sample: each fifth of them
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from liandong.archive.joined import verify_py  # noqa: E402 - the path comes first
from tests.archive import made  # noqa: E402
from tests.archive.changes import CHANGES  # noqa: E402
from tests.archive.test_verifier import RFC_8032  # noqa: E402

LEAST_KILLED = 0.9
SECONDS = 20  # a mutant may run for ever
OTHER: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.BitXor: (ast.BitOr,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
}


class OutOfTime(Exception):
    """A mutant did not come to an end."""


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every mutant: its line, what was changed, the program. Words that people read are let be."""
    spared = _words(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in spared:
            continue
        for what, change in _changes(node):
            twin = copy.deepcopy(tree)
            found = next(each for n, each in enumerate(ast.walk(twin)) if n == place)
            change(found)
            yield getattr(node, "lineno", 0), f"{what}: {ast.unparse(node)[:70]}", twin


def _words(tree: ast.Module) -> set[int]:
    """Annotations, doc strings, sentences, and the reading of the command line: no verdict rests on them."""
    out: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            parts = [node.returns, *(arg.annotation for arg in node.args.args)]
            parts += [node] if node.name in ("told", "main") else []
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif _says_only(node):
            parts = [node]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("self.say", "say", "self.package.say"):
            parts = list(node.args[2:])
        out |= {id(each) for part in parts if part is not None for each in ast.walk(part)}
    return out


def _says_only(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If():
            return "__name__" in ast.unparse(node.test)
        case ast.Call():
            return ast.unparse(node.func) in ("Text", "Unreadable")
    return False


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in OTHER.get(type(op), ()):
                yield other.__name__, lambda found, place=place, other=other: found.ops.__setitem__(place, other())
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        for other in OTHER.get(type(node.op), ()):
            yield other.__name__, lambda found, other=other: setattr(found, "op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "no not", lambda found: setattr(found, "op", ast.UAdd())
    elif isinstance(node, ast.Constant):
        for value in _values(node.value):
            yield repr(value)[:20], lambda found, value=value: setattr(found, "value", value)
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield "never", lambda found: setattr(found, "test", ast.Constant(False))
        if not isinstance(node, ast.While):
            yield "always", lambda found: setattr(found, "test", ast.Constant(True))


def _values(value: object) -> list[object]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, bytes | str):
        return [value[:-1] + (b"?" if isinstance(value, bytes) else "?")] if value else []  # type: ignore[operator]
    return []


Verdict = tuple[object, ...]


def verdict(module: ModuleType, folder: Path, key: str, witness: str) -> Verdict:
    """What the program says of a package: the codes, in their order."""
    try:
        return tuple((line.holds, line.code) for line in module.checked(folder, key, witness))
    except module.Unreadable:
        return ("unreadable",)


def loaded(tree: ast.Module) -> ModuleType:
    """A program as a module."""
    module = ModuleType("verify")
    module.__file__ = "verify.py"
    sys.modules["verify"] = module
    exec(compile(ast.fix_missing_locations(tree), "verify.py", "exec"), module.__dict__)  # noqa: S102 - our own text
    return module


def cases(place: Path) -> list[tuple[Path, str, str]]:
    """Every package that is looked at, with the keys that are given."""
    found = []
    for name, (change, _) in CHANGES.items():
        made.make(place / name)
        change(place / name)
        found.append((place / name, "", ""))
    for number, keys in enumerate(
        ((made.MINE, made.WITNESS), (made.STRANGER, None), (made.OLD, None), (None, made.key(9, "witness.example", 4)))
    ):
        folder = place / f"keys-{number}"
        made.make(folder)
        found.append((folder, *(str(each.public) if each else "" for each in keys)))
    for name in ("manifest.json", "log.json", "events.jsonl"):
        folder = place / f"broken-{name}"
        made.make(folder)
        text = (folder / name).read_text(encoding="utf-8").replace("liandong/package/1", "liandong/package/2")
        (folder / name).write_text(text if name.startswith("manifest") else "[", encoding="utf-8")
        found.append((folder, "", ""))
    for key in ("x", "a+00000000+" + "A" * 44, f"{made.MINE.public}A"):
        found.append((place / "nothing", key, ""))
    return found


def signed(module: ModuleType) -> Verdict:
    """What the program says of signatures that were published, and of what is none."""
    out = []
    for key, message, signature in RFC_8032:
        public, said, whole = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
        again = (int.from_bytes(whole[32:], "little") + 2**252 + 27742317777372353535851937790883648493).to_bytes(
            32, "little"
        )
        bent = [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in (0, 31, 32, 63)]
        out += [module.is_signed(public, said, each) for each in (whole, whole[:63], whole[:32] + again, *bent)]
        out += [module.is_signed(each, said, whole) for each in (public[:31], public + b"x")]
    for raw in (
        (2).to_bytes(32, "little"),
        (2**255 - 1).to_bytes(32, "little"),
        ((1 << 255) | 1).to_bytes(32, "little"),
    ):
        out += [
            module.is_signed(raw, b"", bytes(64)),
            module.is_signed(bytes.fromhex(RFC_8032[0][0]), b"", raw + bytes(32)),
        ]
    for length in (0, 3, 55, 56, 63, 64, 130):
        out.append(module.sm3(bytes(range(length))).hex())
    for size in (1, 2, 3, 7, 8):
        leaves = [made.merkle.leaf_hash(bytes([n])) for n in range(size)]
        for place in range(size):
            path = made.merkle.inclusion_proof(place, size, made.merkle.within(leaves))
            for each in (path, [*path, leaves[0]], path[:-1]):
                out.append(module.root_of(leaves[place], place, size, each))
        out += [module.root_of(leaves[0], size, size, []), module.root_of(leaves[0], -1, size, [])]
    return tuple(out)


def is_killed(tree: ast.Module, told: dict[Path | tuple[Path, str, str], Verdict], parts: Verdict) -> bool:
    """Whether a mutant says anything else than the program, or comes to no end."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            module = loaded(tree)
            if signed(module) != parts:
                return True
            return any(verdict(module, *case) != wanted for case, wanted in told.items())  # type: ignore[misc]
    except (Exception, SystemExit):  # noqa: BLE001 - whatever a mutant raises, the program does not
        return True
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main() -> int:
    """Kill what can be killed, and say how many."""
    tree = ast.parse(verify_py())
    with tempfile.TemporaryDirectory() as place:
        whole = loaded(copy.deepcopy(tree))
        told = {case: verdict(whole, *case) for case in cases(Path(place))}
        parts = signed(whole)
        killed, survived = 0, list[str]()
        step = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
        for line, what, twin in islice(mutants(tree), 0, None, step):
            if is_killed(twin, told, parts):  # type: ignore[arg-type]
                killed += 1
            else:
                survived.append(f"line {line}: {what}")
    share = killed / (killed + len(survived))
    if "--list" in sys.argv:
        print("\n".join(survived))
    print(f"verify.py: {killed} of {killed + len(survived)} mutants killed ({share:.1%}); at least {LEAST_KILLED:.0%}")
    return 0 if share >= LEAST_KILLED else 1


if __name__ == "__main__":
    sys.exit(main())
