"""The tree says what other implementations of RFC 9162 say; its proofs hold for what is so and for nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from liandong.core import merkle

SIZES = st.integers(min_value=1, max_value=130)


def leaves(size: int) -> list[bytes]:
    return [merkle.leaf_hash(str(n).encode()) for n in range(size)]


def oracle(size: int) -> InmemoryTree:
    return InmemoryTree.init_from_entries([str(n).encode() for n in range(size)])


def test_an_empty_tree_has_the_hash_of_nothing_as_its_head() -> None:
    assert merkle.over([]) == hashlib.sha256(b"").digest()


@given(SIZES)
def test_heads_are_those_of_another_implementation(size: int) -> None:
    assert merkle.over(leaves(size)) == oracle(size).get_root()


@given(SIZES, st.data())
def test_inclusion_proofs_are_those_of_another_implementation_and_hold(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    some = leaves(size)
    path = merkle.inclusion_proof(index, size, merkle.within(some))
    theirs = oracle(size).prove_inclusion(index + 1, size)
    assert [some[index], *path] == [bytes(each) for each in theirs.path]
    assert merkle.is_included(some[index], index, size, path, merkle.over(some))


@given(SIZES, st.data())
def test_consistency_proofs_hold_between_the_heads_of_another_implementation(size: int, data: st.DataObject) -> None:
    earlier = data.draw(st.integers(0, size))
    some = leaves(size)
    path = merkle.consistency_proof(earlier, size, merkle.within(some))
    tree = oracle(size)
    assert merkle.is_consistent(earlier, size, tree.get_root(earlier), tree.get_root(size), path)


# The published test vectors of Certificate Transparency: eight entries, their heads, one proof.
ENTRIES = [
    *("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"),
]
HEADS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIX_TO_EIGHT = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def test_the_published_vectors_hold() -> None:
    some = [merkle.leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]
    assert [merkle.over(some[: n + 1]).hex() for n in range(len(some))] == HEADS
    assert [each.hex() for each in merkle.consistency_proof(6, 8, merkle.within(some))] == SIX_TO_EIGHT


@given(SIZES, st.data())
def test_an_inclusion_proof_holds_for_no_other_leaf_place_or_tree(size: int, data: st.DataObject) -> None:
    some = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(index, size, merkle.within(some))
    root = merkle.over(some)
    other = data.draw(st.integers(0, size - 1))
    assume(other != index)
    assert not merkle.is_included(some[other], index, size, path, root)
    assert not merkle.is_included(some[index], other, size, path, root)
    assert not merkle.is_included(some[index], index, size, path, merkle.leaf_hash(b"other"))
    assert not merkle.is_included(some[index], index, size, [*path, root], root)
    assert not merkle.is_included(some[index], index, size, path[1:], root)
    assert not merkle.is_included(some[index], size, size, path, root)
    assert not merkle.is_included(some[index], -1, size, path, root)
    for place in range(len(path)):
        bent = [*path[:place], bytes(32), *path[place + 1 :]]
        assert not merkle.is_included(some[index], index, size, bent, root)


@given(SIZES, st.data())
def test_a_consistency_proof_holds_for_no_tree_that_was_rewritten(size: int, data: st.DataObject) -> None:
    some = leaves(size)
    earlier = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, earlier - 1))
    other = [*some[:changed], merkle.leaf_hash(b"other"), *some[changed + 1 :]]
    path = merkle.consistency_proof(earlier, size, merkle.within(other))
    assert not merkle.is_consistent(earlier, size, merkle.over(some[:earlier]), merkle.over(other), path)


@given(SIZES, st.data())
def test_a_consistency_proof_that_was_bent_holds_no_more(size: int, data: st.DataObject) -> None:
    some = leaves(size)
    earlier = data.draw(st.integers(0, size))
    path = merkle.consistency_proof(earlier, size, merkle.within(some))
    old, new = merkle.over(some[:earlier]), merkle.over(some)
    for bent in ([*path, new], *([*path[:n], bytes(32), *path[n + 1 :]] for n in range(len(path)))):
        assert not merkle.is_consistent(earlier, size, old, new, bent)
    if path:
        assert not merkle.is_consistent(earlier, size, old, new, path[:-1])
    if earlier < size:
        assert not merkle.is_consistent(size, earlier, new, old, path)
    if earlier in (0, size):
        assert not merkle.is_consistent(earlier, size, bytes(32), new, path)


@pytest.mark.parametrize("ask", [(merkle.inclusion_proof, 3), (merkle.inclusion_proof, -1)])
def test_no_proof_is_made_for_what_is_not_there(ask: tuple[Callable[..., object], int]) -> None:
    prove, place = ask
    with pytest.raises(ValueError, match="no leaf"):
        prove(place, 3, merkle.within(leaves(3)))


@pytest.mark.parametrize("earlier", [4, -1])
def test_no_tree_follows_one_that_is_larger(earlier: int) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        merkle.consistency_proof(earlier, 3, merkle.within(leaves(3)))
