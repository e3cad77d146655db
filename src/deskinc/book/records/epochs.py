"""The epochs of a book: each restore opens one, and says what it declared lost."""

from deskinc.book.disk.store import Link
from deskinc.book.record import Record
from deskinc.book.records import reading
from deskinc.proof.document import decode


def current(link: Link) -> int:
    """The epoch of the last record; 1 before the first."""
    doc = link.one("SELECT doc FROM record ORDER BY n DESC LIMIT 1")
    return 1 if doc is None else decode(doc).epoch


def restores(link: Link) -> list[Record]:
    """The RESTORE records, each the first of its epoch."""
    last = reading.head(link)[0]
    begins = [reading.begin_of(link, epoch, last) for epoch in range(2, current(link) + 1)]
    return list(reading.records(link, begins).values())
