"""The state of both stores, asked for again and again: nothing here reads more than one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from deskinc.book.clock import Step
from deskinc.book.disk import doubt
from deskinc.book.registers.rows import SealRow
from deskinc.book.writing.writer import Writer
from deskinc.errors import Unwritable


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """The state of both stores: ``mirror`` is ok, pending or missing, ``pending`` in records.

    ``doubts`` are sentences on what was missing or damaged beside the book when it was opened;
    they stand until it is closed. ``step`` is a step of the clock that nobody answered. A fault is
    ``passing`` where the next write tries the disk again.
    """

    mirror: str
    pending: int
    sealed_at: datetime | None
    sealed_line: int
    read_only: bool
    fault: str
    doubts: tuple[str, ...]
    step: Step | None = None
    passing: bool = False


def health(
    writer: Writer, seal: SealRow | None, doubts: Sequence[str], step: Step | None = None
) -> StoreHealth:
    """What the writer knows of both stores, and the newest seal."""
    mirror, state = writer.mirror, writer.state
    pending = state.n if mirror is None else max(0, state.n - mirror.whole)
    word = "ok"
    if mirror is None or mirror.missing:
        word = "missing"
    elif pending or mirror.files_behind:
        word = "pending"
    fault = writer.fault or (mirror.fault if mirror is not None else None)
    return StoreHealth(
        mirror=word,
        pending=pending,
        sealed_at=None if seal is None else datetime.fromtimestamp(seal.at / 1000, UTC),
        sealed_line=0 if seal is None else seal.line,
        read_only=writer.fault is not None,
        fault="" if fault is None else str(fault),
        doubts=(*doubts, *_owed(writer)),
        step=step,
        passing=isinstance(writer.fault, Unwritable),
    )


def left_of_erasures(writer: Writer) -> frozenset[str]:
    """Where something that two people erased still lies: in the ``book``, in the ``mirror``."""
    mirror = writer.mirror
    behind = mirror is not None and (mirror.missing or mirror.done < writer.state.n)
    left = {"book"} if writer.owes else set()
    return frozenset(left | {"mirror"} if behind or (mirror and mirror.unerased) else left)


def _owed(writer: Writer) -> Iterator[str]:
    if writer.tidying.ailing:
        yield writer.tidying.ailing
    if writer.owes:
        yield doubt.unfinished()
    if writer.mirror is not None and writer.mirror.unerased:
        yield doubt.lagging()
