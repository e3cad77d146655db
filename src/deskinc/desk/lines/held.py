"""What a statement or an exhibit says: as it was told, and signed only with what shows it (D21)."""

from collections.abc import Iterator, Mapping

from deskinc.book.asking.reader import Reader
from deskinc.book.record import Record
from deskinc.book.registers.evidence import shows_hand
from deskinc.desk.lines.counting import counting
from deskinc.forms.fields import Value
from deskinc.proof.permits import BY_HAND


def as_told(read: Reader, thread: bytes, form: str) -> dict[str, Value]:
    """The values of a statement or exhibit, with those of its restricted part that one may read.

    What a statement says, and what is said of a movement, stands as it was told first: a hand that
    signed it signed that. A signature counts once, with its page, its strokes or the reason.
    """
    found = dict[str, Value]()
    first = dict[str, Record]()
    signed = set[str]()
    for record in counting(read, read.thread(thread)):
        if record.form not in {form, "restricted"}:
            continue
        for near, values in _parts(record.values):
            hand = {name: v for name, v in values.items() if name.rpartition("/")[2] in BY_HAND}
            rest = {name: v for name, v in values.items() if name not in hand}
            fixed = form == "statement" or near
            if rest and (not fixed or _together(first.setdefault(near, record), record)):
                found |= rest
            if hand and near not in signed and shows_hand(hand, near):
                found |= hand
                signed.add(near)
    return found


def _parts(values: Mapping[str, Value]) -> Iterator[tuple[str, dict[str, Value]]]:
    """The values of each movement, ``moves/001/…``, and under "" all others."""
    parts: dict[str, dict[str, Value]] = {}
    for name, value in values.items():
        head, *path = name.split("/")
        near = f"{head}/{path[0]}/" if head == "moves" and path else ""
        parts.setdefault(near, {})[name] = value
    yield from parts.items()


def _together(first: Record, record: Record) -> bool:
    """Whether both were written at once: the record, and the restricted part beside it."""
    batch = first.doc.batch
    return record.n == first.n or (batch is not None and record.doc.batch == batch)


def signing(read: Reader, thread: bytes, near: str) -> Record | None:
    """The record whose signature by hand below ``near`` counts: the first with what shows it."""
    records = counting(read, read.thread(thread))
    return next((one for one in records if shows_hand(one.values, near)), None)
