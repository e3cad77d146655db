"""The verifier's own memory of the records it has passed, small enough for a million of them."""

from deskinc.proof.canonical import b64, unb64
from deskinc.proof.document import Head, is_line
from deskinc.proof.merkle import HASH_SIZE
from deskinc.proof.state import Earlier, Seen


class Index:
    """Finds passed records by id (as base64url bytes) or leaf; asks ``earlier`` for those before.

    ``size`` is the number of records before this check began.
    """

    def __init__(self, size: int, earlier: Earlier | None) -> None:
        self._size = size
        self._earlier = earlier
        self._places: dict[bytes, int] = {}
        self._ns: list[int] = []
        self._forms: list[bytes] = []
        self._threads: list[bytes] = []
        self._authors: list[bytes] = []
        self._lines = bytearray()
        self._leaves = bytearray()
        self._amended: set[bytes] = set()
        self._words: dict[bytes, bytes] = {}

    def add(self, n: int, head: Head, leaf: bytes) -> None:
        """Remember one record."""
        word = self._words.setdefault
        self._places.setdefault(head.id, len(self._ns))
        self._ns.append(n)
        self._forms.append(word(head.form, head.form))
        self._threads.append(head.id if head.thread == head.id else word(head.thread, head.thread))
        self._authors.append(word(head.author, head.author))
        self._lines.append(is_line(head))
        self._leaves += leaf

    def amend(self, record: bytes) -> None:
        """Remember that a record is replaced or struck."""
        self._amended.add(record)

    def knows(self, record: bytes) -> bool:
        """Whether a passed record has that id."""
        return record in self._places or bool(self._earlier and self.by_id(record))

    def opens_thread(self, record: bytes) -> bool:
        """Whether a passed record of that id is the first of a thread."""
        place = self._places.get(record)
        if place is not None:
            return self._threads[place] == record
        seen = self.by_id(record)
        return seen is not None and b64(seen.thread).encode() == record

    def by_id(self, record: bytes) -> Seen | None:
        """The passed record of that id."""
        place = self._places.get(record)
        if place is not None:
            return self._seen(place, record in self._amended)
        seen = self._before(self._earlier.by_id(unb64(record.decode())) if self._earlier else None)
        return seen._replace(amended=True) if seen and record in self._amended else seen

    def by_leaf(self, leaf: bytes) -> Seen | None:
        """The passed record of that leaf (``amended`` is not told); the last are found first."""
        place, rest = divmod(self._leaves.rfind(leaf), HASH_SIZE)
        if place >= 0 and not rest:
            return self._seen(place, amended=False)
        return self._before(self._earlier.by_leaf(leaf) if self._earlier else None)

    def _before(self, seen: Seen | None) -> Seen | None:
        return None if seen is None or seen.n > self._size else seen

    def _seen(self, place: int, amended: bool) -> Seen:
        return Seen(
            self._ns[place],
            self._forms[place].decode(),
            unb64(self._threads[place].decode()),
            self._authors[place].decode(),
            bool(self._lines[place]),
            amended,
        )
