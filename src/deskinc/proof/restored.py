"""The act by which a book goes on in a new epoch: a RESTORE, and the second signature under it."""

from collections.abc import Iterator, Mapping

from deskinc.proof import acts, sheet
from deskinc.proof.canonical import Json
from deskinc.proof.document import Head
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.findings import Why


class Restores:
    """The restore that waits for its COUNTERSIGN, which is the very next record."""

    def __init__(self, keys: Enrolments) -> None:
        self._keys = keys
        self._waits: bytes | None = None

    @property
    def waits(self) -> bool:
        """Whether the last record is a restore that nobody has countersigned."""
        return self._waits is not None

    def next(self, head: Head, values: Mapping[str, Json]) -> Why | None:
        """A record; whether it is not the second signature that had to follow."""
        leaf, self._waits = self._waits, None
        lacks = leaf and (head.form != b"countersign" or acts.act_of(values) != leaf)
        return Why.RESTORE_ALONE if lacks else None

    def restored(self, head: Head, values: Mapping[str, Json], leaf: bytes) -> Iterator[Why]:
        """A RESTORE: the sheet may stand in for the second person."""
        self._waits = leaf
        if sheet.FIELD in values:
            book, author = head.book.decode(), head.author.decode()
            if self._keys.sheet_confirms(book, author, values):
                self._waits = None
            else:
                yield Why.SHEET
