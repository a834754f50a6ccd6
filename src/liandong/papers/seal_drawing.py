"""Draws the picture of a seal anew: PNG on the input, PNG on the output. A program of its own, on purpose.

Decoders of pictures are where crafted files break in or eat a machine: this runs in a process that holds no connection
and no key, with bounds that it sets itself before it looks at anything. It ends with 3 where there is no picture that
it may draw.
"""

from __future__ import annotations

import resource
import sys

MEMORY = 768 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 20
LARGEST = 8 * 1024 * 1024  # bytes
SMALLEST_SIDE, LONGEST_SIDE = 200, 4000  # pixels
WIDEST = 800  # pixels: 480 to the inch where a seal is 42 mm wide
FAINT = 12  # of 255: what is nearly white, is white
NO_PICTURE = 3


def bound() -> None:
    """Set the bounds; they hold for the rest of this process."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def draw() -> int:
    """Draw it; the exit code."""
    from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = LONGEST_SIDE * LONGEST_SIDE
    try:
        with Image.open(sys.stdin.buffer, formats=("PNG",)) as given:
            if min(given.size) < SMALLEST_SIDE or max(given.size) > LONGEST_SIDE:
                return NO_PICTURE
            seal = given.convert("RGBA")
        seal.thumbnail((WIDEST, WIDEST))
        red, green, blue, alpha = seal.split()
        inked = ImageOps.invert(ImageChops.darker(ImageChops.darker(red, green), blue))
        seal.putalpha(ImageChops.darker(alpha, inked.point(lambda ink: 0 if ink < FAINT else min(255, 2 * ink))))
        if seal.getchannel("A").getbbox() is None:
            return NO_PICTURE
        plain = Image.new("RGBA", seal.size)
        plain.paste(seal)
        plain.save(sys.stdout.buffer, "PNG", optimize=True)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, MemoryError, SyntaxError):
        return NO_PICTURE
    return 0


if __name__ == "__main__":
    bound()
    sys.exit(draw())
