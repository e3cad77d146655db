"""The tree of RFC 9162 against outside vectors and against tampering."""

import json
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.proof.merkle import (
    BLOCK,
    EMPTY,
    Frontier,
    consistency_proof,
    inclusion_proof,
    node_hash,
    parts,
    path_to,
    root,
    root_before,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [sha256(n.to_bytes(4, "big")).digest() for n in range(1200)]
BLOCKS = [root(LEAVES[low : low + BLOCK]) for low in range(0, 1024, BLOCK)]
SHORT_ROOTS = "additional/sizes-are-equal-one-and-proof-is-empty"


def cases(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    found = json.loads(path.read_bytes())
    assert len(found) == 98
    yield from found.items()


def raw(texts: list[str] | None) -> list[bytes]:
    return [b64decode(text) for text in texts or []]


def test_all_outside_inclusion_vectors_are_judged_as_they_say(vectors: Path) -> None:
    for name, case in cases(vectors / "merkle/inclusion.json"):
        leaf, head = raw([case["leafHash"], case["root"]])
        path = raw(case["proof"])
        held = verify_inclusion(leaf, case["leafIdx"], case["treeSize"], path, head)
        assert held is not case["wantErr"], name


def test_all_outside_consistency_vectors_are_judged_as_they_say(vectors: Path) -> None:
    """But for one: its roots are 12 bytes and it is said to hold; we demand 32 and refuse it."""
    refused = []
    for name, case in cases(vectors / "merkle/consistency.json"):
        old, head = raw([case["root1"], case["root2"]])
        held = verify_consistency(case["size1"], case["size2"], raw(case["proof"]), old, head)
        if held is case["wantErr"]:
            refused.append((name, len(old), held))
    assert refused == [(SHORT_ROOTS, 12, False)]


def test_the_empty_tree_and_the_first_leaf() -> None:
    assert root([]) == EMPTY == Frontier().root()
    assert root(LEAVES[:1]) == LEAVES[0]
    assert root(LEAVES[:2]) == node_hash(LEAVES[0], LEAVES[1])


@pytest.mark.parametrize(("size", "nodes"), [(-1, []), (3, [bytes(32)]), (1, [bytes(31)])])
def test_a_frontier_that_does_not_fit_is_refused(size: int, nodes: list[bytes]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Frontier(size, nodes)


@given(st.integers(0, 1200), st.integers(0, 1200))
def test_a_frontier_goes_on_where_it_was_stored(a: int, b: int) -> None:
    low, high = sorted((a, b))
    whole = Frontier()
    for leaf in LEAVES[:low]:
        whole.append(leaf)
    resumed = Frontier(whole.size, whole.nodes)
    for leaf in LEAVES[low:high]:
        resumed.append(leaf)
    assert resumed.root() == root(LEAVES[:high])


@given(st.data())
def test_inclusion_is_proved_and_nothing_else(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1200))
    index = data.draw(st.integers(0, size - 1))
    head = root(LEAVES[:size])
    path = inclusion_proof(LEAVES, index, size)
    assert path == inclusion_proof(lambda low, high: LEAVES[low:high], index, size, BLOCKS)
    assert verify_inclusion(LEAVES[index], index, size, path, head)
    assert root_before(index, size, path) == root(LEAVES[:index])
    assert not verify_inclusion(LEAVES[index - 1], index, size, path, head) or size == 1
    assert not verify_inclusion(LEAVES[index], index, size, [*path, head], head)
    assert not verify_inclusion(LEAVES[index], index, size, path, LEAVES[0]) or size == 1
    for place in range(len(path)):
        bent = [*path]
        bent[place] = bytes(32)
        assert not verify_inclusion(LEAVES[index], index, size, bent, head)


@given(st.data())
def test_consistency_is_proved_and_nothing_else(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1200))
    old = data.draw(st.integers(1, size))
    before, head = root(LEAVES[:old]), root(LEAVES[:size])
    path = consistency_proof(LEAVES, old, size)
    assert path == consistency_proof(LEAVES, old, size, lambda low, high: BLOCKS[low:high])
    assert verify_consistency(old, size, path, before, head)
    assert not verify_consistency(old, size, path, EMPTY, head)
    assert not verify_consistency(old, size, path, before, EMPTY)
    assert not verify_consistency(old, size, [*path, head], before, head)
    for place in range(len(path)):
        bent = [*path]
        bent[place] = bytes(32)
        assert not verify_consistency(old, size, bent, before, head)


def test_a_proof_over_stored_blocks_reads_only_the_leaves_at_the_edge() -> None:
    asked: list[int] = []

    def leaves(low: int, high: int) -> list[bytes]:
        asked.append(high - low)
        return LEAVES[low:high]

    assert inclusion_proof(leaves, 300, 1200, BLOCKS) == inclusion_proof(LEAVES, 300, 1200)
    assert sum(asked) <= 2 * BLOCK


def test_proofs_of_what_is_not_there_are_refused() -> None:
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(ValueError, match="no such leaf"):
            inclusion_proof(LEAVES, index, size)
    for old, size in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="no such prefix"):
            consistency_proof(LEAVES, old, size)
    with pytest.raises(ValueError, match="missing"):
        inclusion_proof(LEAVES[:5], 0, 8)
    with pytest.raises(ValueError, match="missing"):
        inclusion_proof(LEAVES, 0, 1200, BLOCKS[:1])


def test_what_is_no_hash_or_no_place_is_never_proved() -> None:
    assert not verify_inclusion(b"short", 0, 1, [], b"short")
    assert not verify_inclusion(LEAVES[0], 1, 1, [], LEAVES[0])
    assert not verify_consistency(0, 1, [], EMPTY, LEAVES[0])
    assert not verify_consistency(3, 5, [], LEAVES[0], LEAVES[1])
    assert not verify_consistency(2, 1, [], LEAVES[0], LEAVES[0])


def test_many_paths_read_each_subtree_once() -> None:
    asked: list[tuple[int, int]] = []

    def stored(low: int, high: int) -> list[bytes]:
        asked.append((low, high))
        return BLOCKS[low:high]

    part = parts(LEAVES, stored)
    for index in range(40, 240):
        assert path_to(index, 1200, part) == inclusion_proof(LEAVES, index, 1200, BLOCKS)
    assert sorted(asked) == [(1, 2), (2, 4)]
