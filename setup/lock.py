"""Makes the lock files anew from pyproject.toml and package.json: hashes in, hosts out. Needs `uv` and `npm` on PATH.

python3 setup/lock.py             keep the versions that still fit
python3 setup/lock.py --upgrade   take the newest that fit
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--python-version", "3.11", "--universal", "--quiet"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
)


def main() -> None:
    """Writes all locks; a failing step stops the rest."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    subprocess.run([*COMPILE, *upgrade, "-o", "requirements.lock"], cwd=ROOT, check=True)
    for extra in ("s3", "timestamps", "dev", "bench"):
        more = ["--extra", extra, "-c", "requirements.lock", "-o", f"requirements-{extra}.lock"]
        subprocess.run([*COMPILE, *upgrade, *more], cwd=ROOT, check=True)
    bench = ["--extra", "bench", "-c", "requirements-dev.lock", "-o", "requirements-bench.lock"]
    subprocess.run([*COMPILE, *upgrade, *bench], cwd=ROOT, check=True)
    npm = [*COMPILE, *upgrade, "-o", "requirements-npm.lock"]
    npm[npm.index("pyproject.toml")] = "setup/npm.in"
    subprocess.run(npm, cwd=ROOT, check=True)
    lock_front_end()


def lock_front_end() -> None:
    """Resolves package.json away from node_modules, which knows no hashes of what is installed already."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("package.json", ".npmrc"):
            shutil.copy(ROOT / name, place)
        subprocess.run(["npm", "install", "--package-lock-only", "--loglevel=error"], cwd=place, check=True)
        found = json.loads((Path(place) / "package-lock.json").read_text(encoding="utf-8"))
    for package in found["packages"].values():
        package.pop("funding", None)  # addresses that npm does not need, and a lock names no host
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    (ROOT / "package-lock.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
