"""The tree under the newest seal, as far as the disk still bears it out.

The stored roots of every 256 leaves and the leaves after them are hashed up to the sealed root
once; a leaf is then proved by hashing its own 256. That proves what an inclusion proof (RFC 9162
§2.1.3) would, for many records at the price of a few.
"""

from deskinc.book.disk.store import Link
from deskinc.book.records import reading
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.merkle import BLOCK, Frontier, root
from deskinc.proof.seal import BadNote, Checkpoint, parse_note, verify_note


def point_of(note: str, book: bytes, site: bytes) -> Checkpoint:
    """The tree head that the site signed in ``note``; BookFault unless it did, for this book."""
    try:
        read = parse_note(note)
        verify_note(read, site)
    except (BadNote, ValueError) as error:
        raise contradicted() from error
    if not read.checkpoint.origin.startswith(f"deskinc/{b64(book)}/"):
        raise contradicted()
    return read.checkpoint


def root_over(link: Link, size: int) -> bytes | None:
    """The root over the first ``size`` leaves; None where there are not so many."""
    whole, rest = divmod(size, BLOCK)
    tree = Frontier()
    for block in reading.blocks(link, 0, whole):
        tree.append(block)
    if tree.size != whole:
        return None
    tree = Frontier(whole * BLOCK, tree.nodes)
    for leaf in reading.leaves(link, whole * BLOCK, whole * BLOCK + rest):
        tree.append(leaf)
    return tree.root() if tree.size == size else None


def contradicted() -> BookFault:
    """The book and a seal over it do not agree."""
    return BookFault(_("The book does not agree with its newest seal."), call_somebody())


def call_somebody() -> str:
    """What to do where the book was tampered with."""
    return _(
        "Nothing was changed. Keep the folder as it is. What the mirror holds, Restore the book… "
        "says. Call whoever looks after the program."
    )


class Tree:
    """The leaves under a seal, each handed out only once it is proved to lie there."""

    def __init__(self, link: Link, size: int, head: bytes) -> None:
        """Raises BookFault unless the first ``size`` leaves make the root ``head``."""
        self._link = link
        self._whole = size // BLOCK
        self._blocks = list(reading.blocks(link, 0, self._whole))
        rest = list(reading.leaves(link, self._whole * BLOCK, size))
        if (len(self._blocks), len(rest)) != (self._whole, size % BLOCK):
            raise contradicted()
        self._leaves: dict[int, list[bytes]] = {self._whole: rest}
        tree = Frontier()
        for block in self._blocks:
            tree.append(block)
        tree = Frontier(tree.size * BLOCK, tree.nodes)
        for one in rest:
            tree.append(one)
        if size and tree.root() != head:
            raise contradicted()
        self.size = size

    def leaf(self, n: int) -> bytes:
        """The leaf of record ``n``, from 1 to the sealed size."""
        i, place = divmod(n - 1, BLOCK)
        if i not in self._leaves:
            self._leaves[i] = self._block(i)
        return self._leaves[i][place]

    def _block(self, i: int) -> list[bytes]:
        found = list(reading.leaves(self._link, i * BLOCK, (i + 1) * BLOCK))
        if len(found) != BLOCK or root(found) != self._blocks[i]:
            raise contradicted()
        return found
