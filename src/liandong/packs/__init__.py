"""Mechanism packs: a county's YAML -> `core.rules`, with file and line in every error.

`library()` holds all counties; `load_pack` reads one folder; `pack_from_canonical` gives back the pack of the bytes
that the record keeps.
"""

from liandong.packs.canonical import canonical, pack_from_canonical
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.read_pack import LoadedPack, load_pack
from liandong.packs.shelf import Library, library, mechanisms_folder, read_library

__all__ = [
    "Library",
    "LoadedPack",
    "PackErrors",
    "PackFault",
    "Place",
    "canonical",
    "library",
    "load_pack",
    "mechanisms_folder",
    "pack_from_canonical",
    "read_library",
]
