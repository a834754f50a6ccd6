"""Draws a small copy of one photo: the original on the input, a JPEG on the output. A program of its own, on purpose.

Decoders of pictures are where crafted files break in or eat a machine. So this runs in a process that holds no
connection and no key, with bounds on time, memory and files that it sets itself before it looks at anything. What it
writes has none of the original's metadata. It ends with 3 where there is no picture that it may draw.
"""

from __future__ import annotations

import resource
import sys

MEMORY = 768 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 20
LARGEST_COPY = 8 * 1024 * 1024  # bytes
OPEN_FILES = 32
MOST_PIXELS = 64_000_000
QUALITY = 80
NO_PICTURE = 3
FORMATS = ("JPEG", "PNG", "WEBP")


def bound() -> None:
    """Set the bounds; they hold for the rest of this process."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_COPY),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def draw(longest: int) -> int:
    """Draw with so many pixels on the longer side; the exit code."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))  # after the libraries are loaded
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(sys.stdin.buffer, formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                return NO_PICTURE
            photo.thumbnail((longest * 2, longest * 2))  # cheap, for a JPEG while it is decoded
            upright = ImageOps.exif_transpose(photo).convert("RGB")
            upright.thumbnail((longest, longest))
            upright.info.clear()
            upright.save(sys.stdout.buffer, "JPEG", quality=QUALITY, optimize=True)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, MemoryError, SyntaxError):
        return NO_PICTURE
    return 0


if __name__ == "__main__":
    bound()
    sys.exit(draw(int(sys.argv[1])))
