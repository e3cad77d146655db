"""What every document of a stretch says of others: read from the documents, not from columns.

Whoever holds the database's key can point its columns elsewhere, or take out the value by which
one record names another. So each document here is the one that was sealed, or follows the one
before it, and beside it lie all the values that it signed, but for those erased.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from deskinc.book.disk.store import Link
from deskinc.book.records.following import stored
from deskinc.book.records.tree import Tree
from deskinc.book.records.unproved import foreign, gone, lacking, other
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.document import NO_LEAF, leaf
from deskinc.proof.erasure import LASTING, OFFICER_LASTING, Missing
from deskinc.proof.keys import SIGNATURE_SIZE
from deskinc.proof.restricted import digested, name_of, wrongly_kept

_REFERS = re.compile(
    rb'\{"amends":(?:null|"([^"]{22})").*"form":"([^"]*)".*"id":"([^"]{22})".*"prev":"([^"]{43})"'
    rb'.*"thread":"([^"]{22})","v":1,"values":\[([^]]*)\]\}'
)
"""What a document amends, its form, id, the leaf before it, its thread and its values."""


class Places:
    """Where records lie: under the newest seal, or in the chain behind it."""

    def __init__(self, link: Link, tree: Tree) -> None:
        self._link = link
        self._tree = tree

    def is_sealed(self, n: int) -> bool:
        """Whether record ``n`` must lie under the seal."""
        return n <= self._tree.size

    def leaf(self, n: int) -> bytes | None:
        """The leaf of record ``n``, proved if it is sealed; what record 1 names before it for 0."""
        if n == 0:
            return NO_LEAF
        if self.is_sealed(n):
            return self._tree.leaf(n)
        found: bytes | None = self._link.one("SELECT leaf FROM leaf WHERE n = ?", (n,))
        return found

    def after(self, n: int) -> bytes | None:
        """The leaf the record after ``n`` names, base64url; None if sealed or at the end."""
        if self.is_sealed(n):
            return None
        doc = self._link.one("SELECT doc FROM record WHERE n = ?", (n + 1,))
        said = None if doc is None else _REFERS.match(doc)
        return b"" if doc is not None and said is None else said and said[4]


class Noted:
    """Threads and amendments of all records from a number on."""

    def __init__(self, link: Link, places: Places) -> None:
        self._link = link
        self._places = places
        self._threads: dict[bytes, list[int]] = {}
        self._amends: dict[bytes, int] = {}
        self.gaps: list[Missing] = []
        self._low = self._high = 0

    def carrying_on(self, thread: bytes) -> Sequence[int]:
        """The records noted that carry on a thread, but for the one that opens it."""
        return self._threads.get(b64(thread).encode(), ())

    def amending(self, record: bytes) -> int | None:
        """The number of the record noted that amends the one of that id."""
        return self._amends.get(b64(record).encode())

    def search(self, low: int, last: int) -> None:
        """Note every record from ``low`` to the ``last``; BookFault for one not as it was sealed.

        What lacks values goes to ``gaps``.
        """
        spans = [(low, self._low - 1), (self._high + 1, last)] if self._low else [(low, last)]
        for first, end in spans:
            self._note(first, end)
        self._low = min(low, self._low or low)
        self._high = last

    def _note(self, first: int, end: int) -> None:
        n, before = first - 1, self._places.leaf(first - 1) or b""
        for n, (doc, sig, raws) in enumerate(stored(self._link, first - 1, end), first):
            said = _REFERS.match(doc)
            if said is None or len(sig) != SIGNATURE_SIZE:
                raise other(n)
            own = leaf(doc, sig)
            sealed = self._places.is_sealed(n)
            if own != self._places.leaf(n) if sealed else said[4] != b64(before).encode():
                raise other(n)
            gap = lack(n, said[3].decode(), said[2].decode(), raws, _values(said[6]))
            self.gaps += [gap] if gap else []
            if said[5] != said[3]:
                self._threads.setdefault(said[5], []).append(n)
            if said[1]:
                self._amends[said[1]] = n
            before = own
        if n < end:
            raise gone(n + 1)


def lack(
    n: int, record: str, form: str, raws: Sequence[bytes], signed: AbstractSet[bytes]
) -> Missing | None:
    """What record ``n`` lacks of the values it ``signed``; only an erasure can account for it.

    BookFault unless the values ``raws`` were signed, each once, or where none can be erased.
    """
    if wrongly_kept(form, raws):
        raise foreign(n)
    given = frozenset(map(digested, raws))
    if not given <= signed or len(given) < len(raws):
        raise foreign(n)
    if given == signed:
        return None
    if form in LASTING:
        raise lacking(n)
    lasting = OFFICER_LASTING if form == "officer" else frozenset[str]()
    present = frozenset(name_of(raw) for raw in raws)
    return Missing(record, n, len(signed) - len(given), present | lasting)


def _values(text: bytes) -> AbstractSet[bytes]:
    """The digests in a document, from the inside of its brackets."""
    listed: Iterable[str] = text.decode().split(",") if text else ()
    return frozenset(unb64(one[1:-1]) for one in listed)
