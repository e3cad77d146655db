"""What a record says of other records: its thread, what it amends, its batch."""

from collections.abc import Iterator

from deskinc.proof.canonical import b64
from deskinc.proof.document import Head, is_line
from deskinc.proof.findings import Why
from deskinc.proof.index import Index

STRIKE = b"strike"
FIXED = frozenset(
    {"book", "officer", "countersign", "seal", "erase", "strike", "restore", "sheet", "rings"}
)
_IMPORT = "import"
STANDING = FIXED | {_IMPORT}
"""What no strike names: a sheet is struck line by line, each strike a line of its own."""


def check(head: Head, index: Index, batch: bytes | None) -> Iterator[Why]:
    """Why the references of a record do not hold; ``batch`` is that of the record before."""
    if index.knows(head.id):
        yield Why.ID
    if head.thread != head.id and not index.opens_thread(head.thread):
        yield Why.THREAD
    if head.amends is not None:
        yield from _amendment(head, head.amends, index)
    elif head.form == STRIKE:
        yield Why.STRIKES_NOTHING
    if head.batch not in {None, head.id, batch}:
        yield from _batch(head.batch, index)


def _amendment(head: Head, amends: bytes, index: Index) -> Iterator[Why]:
    seen = index.by_id(amends)
    if seen is None:
        yield Why.AMENDS_NOTHING
        return
    if seen.amended:
        yield Why.AMENDS_TWICE
    if seen.form in (STANDING if head.form == STRIKE else FIXED):
        yield Why.AMENDS_FIXED
    elif head.form not in {STRIKE, seen.form.encode()}:
        yield Why.AMENDS_FORM
    if b64(seen.thread).encode() != head.thread:
        yield Why.AMENDS_THREAD
    if seen.line != is_line(head):
        yield Why.AMENDS_LINE
    index.amend(amends)


def _batch(batch: bytes | None, index: Index) -> Iterator[Why]:
    first = None if batch is None else index.by_id(batch)
    if first is None:
        yield Why.BATCH
    elif first.form != _IMPORT:
        yield Why.BATCH_TORN
