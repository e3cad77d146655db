"""The ticks of an incident as its follow-ups left them: read only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Record
from deskinc.desk.site import plain
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.form import rows
from deskinc.i18n import _

DONE, NA = "done", "na"


@dataclass(frozen=True, slots=True)
class Tick:
    """A step that was ticked: the words it had then, ``done`` or ``na``, when, and who did it."""

    row: str
    words: str
    result: str
    at: datetime | None
    by: str
    by_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """A tick, when it was last written and by which author."""

    tick: Tick
    written: datetime
    author: str


def ticks(values: Mapping[str, Value]) -> tuple[Tick, ...]:
    """The steps that bear a tick now, in the order of the checklist."""
    return tuple(
        _tick(row, cells) for row, cells in rows(values, "checks")
        if "step" in cells and "result" in cells
    )  # fmt: skip


def _tick(row: str, cells: Mapping[str, Value]) -> Tick:
    by = cells.get("by")
    return Tick(
        row, str(cells["step"]), plain(cells["result"]), moment_of(cells.get("at")), plain(by),
        str(by.get("id", "")) if isinstance(by, dict) else "", str(cells.get("reason") or ""),
    )  # fmt: skip


def ticked(
    records: Sequence[Record], values: Mapping[str, Value], besides: Collection[str] = ()
) -> tuple[Ticked, ...]:
    """The ticks of ``values``, each with the last of the records that says something of it.

    Those in the rows ``besides`` are told by the call that brought them.
    """
    last: dict[str, Record] = {}
    for record in records:
        for name in record.values:
            if name.startswith("checks/"):
                last[name.split("/")[1]] = record
    return tuple(
        Ticked(tick, last[tick.row].written, last[tick.row].author)
        for tick in ticks(values) if tick.row in last and tick.row not in besides
    )  # fmt: skip


def told(one: Ticked) -> str:
    """A tick in words; who did it is named where another wrote it."""
    tick = one.tick
    other = tick.by if tick.by_id != one.author else ""
    if tick.result == NA:
        return _("Not applicable: {step} {reason}").format(step=tick.words, reason=tick.reason)
    if other:
        return _("Done by {name}: {step}").format(name=other, step=tick.words)
    return _("Done: {step}").format(step=tick.words)
