"""Building the registers again from the records, into the book itself or into a scratch copy."""

from collections.abc import Callable

from deskinc.book import reading, registers
from deskinc.book.following import Cancel, Cancelled, Progress, stored
from deskinc.book.record import Record
from deskinc.book.registers.pen import Pen
from deskinc.book.store import Link
from deskinc.i18n import _
from deskinc.proof.disclosure import parse

_STEP = 2000


def rebuild(source: Link, target: Link, high: int, progress: Progress, cancel: Cancel) -> None:
    """Drop the registers of ``target`` and fold the first ``high`` records of ``source`` into new.

    Raises :class:`~deskinc.book.following.Cancelled`; then the registers are not whole.
    """
    with target.transaction():
        registers.drop(target)
        registers.create(target)
    for low in range(0, high, _STEP):
        _fold(source, target, low, min(high, low + _STEP))
        progress(min(high, low + _STEP), high)
        if cancel():
            raise Cancelled(_("The check was stopped."))


def _fold(source: Link, target: Link, low: int, high: int) -> None:
    n_of: Callable[[bytes], int | None] = lambda id_: reading.n_of(source, id_)  # noqa: E731
    found = [_record(*row) for row in stored(source, low, high)]
    with target.transaction():
        pen = Pen(target, n_of)
        for record in found:
            registers.fold(pen, record)
        pen.flush()


def _record(doc: bytes, sig: bytes, raws: list[bytes]) -> Record:
    values = {}
    for raw in raws:
        one = parse(raw)
        values[one.name] = one.value
    return reading.record_from(doc, sig, values)  # type: ignore[arg-type]
