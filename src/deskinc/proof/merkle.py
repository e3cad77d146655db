"""The Merkle tree of RFC 9162 section 2.1 over record leaves: roots, proofs and their verifiers.

A proof does not bind the tree's size (the RFC says so): sizes come from a signed seal, never
from whoever hands over the proof.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from typing import TypeAlias

EMPTY = sha256(b"").digest()
BLOCK = 256
HASH_SIZE = 32

Span: TypeAlias = Callable[[int, int], Iterable[bytes]]
"""Hashes from one index up to another (0-based, end excluded)."""
Part: TypeAlias = Callable[[int, int], bytes]
"""The root of the subtree from one index up to another."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """Roots of the perfect subtrees covering a log, largest first; an append is ≤ log2(n) hashes.

    Raises :class:`ValueError` if the nodes do not fit the size.
    """

    __slots__ = ("nodes", "size")

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.nodes = list(nodes)
        if size < 0 or len(self.nodes) != size.bit_count() or not _hashes(*self.nodes):
            raise ValueError("the frontier does not fit its size")

    def append(self, leaf: bytes) -> None:
        """Take in the next leaf."""
        carry, size, nodes = leaf, self.size, self.nodes
        while size & 1:
            carry = sha256(b"\x01" + nodes.pop() + carry).digest()
            size >>= 1
        nodes.append(carry)
        self.size += 1

    def root(self) -> bytes:
        """The tree head over everything taken in so far."""
        if not self.nodes:
            return EMPTY
        head = self.nodes[-1]
        for node in self.nodes[-2::-1]:
            head = node_hash(node, head)
        return head


def root(leaves: Iterable[bytes]) -> bytes:
    """The tree head over ``leaves``."""
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        alone = level[-1:] if len(level) % 2 else []
        level = [node_hash(left, right) for left, right in pairs] + alone
    return level[0] if level else EMPTY


def inclusion_proof(
    leaves: Sequence[bytes] | Span, index: int, size: int, blocks: Sequence[bytes] | Span = ()
) -> list[bytes]:
    """The path from leaf ``index`` (0-based) to the head of the first ``size`` leaves.

    ``blocks`` are stored roots of each full 256 leaves; with them only the leaves around the
    edges are read. Raises :class:`ValueError` if there is no such leaf.
    """
    return path_to(index, size, parts(leaves, blocks))


def path_to(index: int, size: int, part: Part) -> list[bytes]:
    """The same path out of the subtrees that :func:`parts` gives: read once, for many leaves."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    path: list[bytes] = []
    low = 0
    while size > 1:
        half = _split(size)
        if index - low < half:
            path.append(part(low + half, low + size))
            size = half
        else:
            path.append(part(low, low + half))
            low, size = low + half, size - half
    return path[::-1]


def consistency_proof(
    leaves: Sequence[bytes] | Span, old: int, size: int, blocks: Sequence[bytes] | Span = ()
) -> list[bytes]:
    """The proof that the tree of ``size`` leaves begins with the tree of ``old`` leaves.

    Raises :class:`ValueError` unless 0 < old ≤ size.
    """
    if not 0 < old <= size:
        raise ValueError("no such prefix")
    part = parts(leaves, blocks)
    path: list[bytes] = []
    low, whole = 0, True
    while old != size:
        half = _split(size)
        if old <= half:
            path.append(part(low + half, low + size))
            size = half
        else:
            path.append(part(low, low + half))
            low, size, old, whole = low + half, size - half, old - half, False
    if not whole:
        path.append(part(low, low + size))
    return path[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], head: bytes
) -> bool:
    """Whether ``path`` proves ``leaf`` at ``index`` under ``head`` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or not _hashes(leaf, head, *path):
        return False
    first, last, node = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            node = node_hash(step, node)
            first, last = _climb(first, last)
        else:
            node = node_hash(node, step)
        first, last = first >> 1, last >> 1
    return last == 0 and node == head


def root_before(index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The head over the ``index`` leaves before a leaf, out of the ``path`` that proves that leaf.

    What stands to the left on that path is just the tree before it.
    """
    first, last, head = index, size - 1, b""
    for step in path:
        if first & 1 or first == last:
            head = node_hash(step, head) if head else step
            first, last = _climb(first, last)
        first, last = first >> 1, last >> 1
    return head or EMPTY


def verify_consistency(
    old: int, size: int, path: Sequence[bytes], old_head: bytes, head: bytes
) -> bool:
    """Whether ``path`` proves that ``head`` continues ``old_head`` (RFC 9162 §2.1.4.2)."""
    if not 0 < old <= size or not _hashes(old_head, head, *path):
        return False
    if old == size:
        return not path and old_head == head
    steps = [*([old_head] if old & (old - 1) == 0 else []), *path]
    first, last = old - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    if not steps:
        return False
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node_hash(step, before), node_hash(step, after)
            first, last = _climb(first, last)
        else:
            after = node_hash(after, step)
        first, last = first >> 1, last >> 1
    return last == 0 and before == old_head and after == head


def _climb(first: int, last: int) -> tuple[int, int]:
    while first and not first & 1:
        first, last = first >> 1, last >> 1
    return first, last


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _span(hashes: Sequence[bytes] | Span) -> Span:
    return hashes if callable(hashes) else lambda low, high: hashes[low:high]


def parts(leaves: Sequence[bytes] | Span, blocks: Sequence[bytes] | Span) -> Part:
    """Roots of subtrees; one of 256 leaves or more starts at a whole block, as §2.1.1 splits.

    Each is read once.
    """
    read, stored = _span(leaves), _span(blocks)

    @cache
    def part(low: int, high: int) -> bytes:
        full = (high - low) // BLOCK if blocks else 0
        frontier = Frontier()
        if full:
            for block in stored(low // BLOCK, low // BLOCK + full):
                frontier.append(block)
            frontier = Frontier(frontier.size * BLOCK, frontier.nodes)
        for leaf in read(low + full * BLOCK, high):
            frontier.append(leaf)
        if frontier.size != high - low:
            raise ValueError("leaves or block roots are missing")
        return frontier.root()

    return part


def _hashes(*hashes: object) -> bool:
    return all(isinstance(h, bytes) and len(h) == HASH_SIZE for h in hashes)
