"""The tree of the book worked out anew from its bytes, to be held against a seal on paper."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from deskinc.book.asking.reader import Reader
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Cancelled, Progress, stored
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.document import leaf
from deskinc.proof.merkle import Frontier, consistency_proof, verify_consistency
from deskinc.proof.restricted import digested

_STEP = 500


@dataclass(frozen=True, slots=True)
class Tree:
    """The book as its bytes are: ``size`` records and their root.

    ``before`` is the root over as many records as a paper names, None where there are fewer;
    ``altered`` the records of which a value is not one that was signed, ``lacking`` those that
    lack values which no erasure that two people signed accounts for; ``ends`` says how many
    records stand before each change of epoch, by the word of the records alone.
    """

    size: int
    root: bytes
    before: bytes | None
    altered: tuple[int, ...]
    lacking: tuple[int, ...]
    ends: dict[int, int]


def worked_out(read: Reader, size: int, progress: Progress, cancel: Cancel) -> Tree:
    """Hash every record of the book; raises Cancelled if ``cancel`` says so."""
    last, tree, before = read.last_n(), Frontier(), None
    altered, short = list[int](), list[int]()
    ends: dict[int, int] = {}
    epoch = 0
    for n, (doc, sig, raws) in enumerate(stored(read.link, 0, last), 1):
        tree.append(leaf(doc, sig))
        now, signed = _said(doc)
        given = {b64(digested(raw)) for raw in raws}
        if not given <= signed:
            altered.append(n)
        elif len(given) < len(signed):
            short.append(n)
        if epoch and now == epoch + 1:
            ends[epoch] = n - 1
        epoch = now or epoch
        if n == size:
            before = tree.root()
        if n % _STEP == 0:
            progress(n, last)
            if cancel():
                raise Cancelled(_("The check was stopped."))
    lacking = () if _erased(read, short) else tuple(n for n in short if not _erased(read, [n]))
    return Tree(tree.size, tree.root(), before, tuple(altered), lacking, ends)


def _erased(read: Reader, ns: Iterable[int]) -> bool:
    """Whether confirmed erasures, themselves as they were signed, name what these records lack."""
    try:
        with read.checked():
            read.records(ns)
    except BookFault:
        return False
    return True


def _said(doc: bytes) -> tuple[int, frozenset[str]]:
    """Epoch and digests of a document; one that cannot be read has other bytes, so another leaf."""
    try:
        said = json.loads(doc)
        return int(said["epoch"]), frozenset(said["values"])
    except (ValueError, LookupError, TypeError):
        return 0, frozenset()


def continues(read: Reader, tree: Tree, size: int, root: bytes) -> bool:
    """Whether a consistency proof leads from the tree of ``size`` and ``root`` to the book's."""
    proof = consistency_proof(
        lambda low, high: reading.leaves(read.link, low, high),
        size,
        tree.size,
        lambda low, high: reading.blocks(read.link, low, high),
    )
    return verify_consistency(size, tree.size, proof, root, tree.root)
