"""What a file is, by its first bytes: never by its name, never by what its sender says."""

from __future__ import annotations

HEAD = 4096  # bytes that are looked at
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Photos of which small copies are drawn; HEIC is kept as it came."""
PHOTOS = PICTURES | {"image/heic"}

_BRANDS: dict[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"MSNV"), "video/mp4"),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a"), "video/3gpp"),
    **dict.fromkeys((b"qt  ",), "video/quicktime"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
}
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
)
ENDINGS: dict[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "video/quicktime": "mov",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/aac": "aac",
}
"""Every kind that is taken, and the ending that its name gets where it has another."""


def kind_of(head: bytes) -> str:
    """The media type of a file that begins with these bytes; "" where it is none that is taken."""
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "")
    return _sound(head)


def _sound(head: bytes) -> str:
    """MPEG sound without a tag, or AAC: a frame begins with eleven or twelve set bits, then version and layer."""
    if len(head) < 4 or head[0] != 0xFF:
        return ""
    if head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    version, layer, rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4
    is_frame = head[1] & 0xE0 == 0xE0 and version != 1 and layer == 1 and rate not in (0, 15)
    return "audio/mpeg" if is_frame else ""


def named_as(name: str, kind: str) -> str:
    """The name under which a file is given out: with an ending that says what it is."""
    ending = ENDINGS.get(kind, "bin")
    known = {"image/jpeg": ("jpg", "jpeg"), "image/heic": ("heic", "heif"), "video/mp4": ("mp4", "m4v")}
    has = name.rpartition(".")[2].lower() if "." in name else ""
    return name if has in known.get(kind, (ending,)) else f"{name}.{ending}"
