"""Brings the open fonts of papers into .venv: Fandol, out of Debian's package, unpacked and not installed.

A machine without apt-get or without a network goes on: papers are then set in Noto, which pip has installed. A site
that holds licences for the fonts of the standard puts them into a folder and names it with LIANDONG_FONTS.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / ".venv" / "share" / "liandong-fonts"
PACKAGE = "texlive-lang-chinese"
INSIDE = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
SHA256 = {
    "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "FandolHei-Regular.otf": "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    "FandolSong-Bold.otf": "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
    "FandolSong-Regular.otf": "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
}
"""What each file must be, whatever the version of the package that it comes in."""
LONGEST = 300  # seconds for fifty megabytes


def main() -> None:
    """Fetches what is missing; says what it does, and what stands in where it cannot."""
    if all(is_right(FONTS / name) for name in SHA256):
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        say("no apt-get here: papers are set in Noto, not in 仿宋 (docs/howto/papers.md)")
        return
    say(f"fetching the fonts of papers ({PACKAGE}, about 50 MB, unpacked only)")
    with tempfile.TemporaryDirectory() as place:
        try:
            fetch(Path(place))
        except (subprocess.SubprocessError, OSError) as fault:
            say(f"the fonts did not come ({fault}): papers are set in Noto until `python3 setup/fonts.py` succeeds")


def fetch(place: Path) -> None:
    """Downloads, unpacks, and copies the files whose hashes are right; a wrong one stops the set-up."""
    subprocess.run(["apt-get", "download", PACKAGE], cwd=place, check=True, timeout=LONGEST, capture_output=True)
    package = next(place.glob(f"{PACKAGE}_*.deb"))
    subprocess.run(["dpkg-deb", "-x", package, place / "unpacked"], check=True, timeout=LONGEST)
    FONTS.mkdir(parents=True, exist_ok=True)
    for name in SHA256:
        found = place / "unpacked" / INSIDE / name
        if not is_right(found):
            raise SystemExit(f"[setup] {name} in {package.name} is not the file that is expected")
        shutil.copyfile(found, FONTS / name)


def is_right(file: Path) -> bool:
    """Whether the file is there, and is the one expected."""
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == SHA256[file.name]


def say(words: str) -> None:
    """One line, at once."""
    print(f"[setup] {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
