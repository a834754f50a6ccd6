"""PURE. The Merkle tree of RFC 9162 (section 2.1): hashes of leaves and nodes, heads, and proofs of two kinds.

An inclusion proof shows that an entry stands at an index of a tree, a consistency proof that a later tree only adds to
an earlier one. Proofs are made from `Subtree`, a function that gives the hash over a range of leaves, so that a log of
any size is proved without being read as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

Subtree = Callable[[int, int], bytes]
"""The hash over the leaves from `start` (counted from 0) up to, without, `end`."""

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry; its prefix keeps leaves and nodes apart."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees beside each other."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below `size`, which is 2 or more: where a tree of this size is divided."""
    return 1 << (size - 1).bit_length() - 1


def over(leaves: Sequence[bytes]) -> bytes:
    """The head of the tree over these hashes of leaves, at any number of them."""
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        paired = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def within(leaves: Sequence[bytes]) -> Subtree:
    """The subtrees of a tree that stands in memory as the hashes of its leaves."""
    return lambda start, end: over(leaves[start:end])


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The path from leaf `index` to the head of the tree of `size` leaves; ValueError where there is no such leaf."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} has no leaf {index}")
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(earlier: int, later: int, subtree: Subtree) -> list[bytes]:
    """What shows that the tree of `later` leaves begins with the tree of `earlier`; empty where nothing is to show."""
    if not 0 <= earlier <= later:
        raise ValueError(f"a tree of {later} cannot follow one of {earlier}")
    if earlier in (0, later):
        return []
    start, end, path = 0, later, list[bytes]()
    while end != earlier:
        middle = start + split(end - start)
        if earlier <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    if start:  # else the earlier tree is a whole subtree, whose head the reader holds
        path.append(subtree(start, end))
    return path[::-1]


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The head that an inclusion proof leads to (RFC 9162, 2.1.3.2); None for a path that fits no such tree."""
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, leaf
    for each in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(each, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, each)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether this hash of a leaf stands at this index of the tree with this head."""
    return root_of_inclusion(leaf, index, size, path) == root


def is_consistent(earlier: int, later: int, old: bytes, new: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree `new` begins with the tree `old` (RFC 9162, 2.1.4.2)."""
    if not 0 <= earlier <= later:
        return False
    if earlier == later:
        return not path and old == new
    if earlier == 0:
        return not path and old == EMPTY
    steps = list(path)
    if earlier & (earlier - 1) == 0:
        steps.insert(0, old)
    if not steps:
        return False
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = steps[0]
    for each in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(each, first), node_hash(each, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, each)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old and second == new
