"""The book as a virtual list: chain numbers of all lines, and the lines near where one reads.

A million lines cost eight bytes each; lines themselves are read in blocks and kept while used.
Lines just posted stand at the end, grey, until they are in the book.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, Record
from deskinc.ui import tasks
from deskinc.ui.book.linepainter import Heading, Turn
from deskinc.ui.book.meta import Marks, reviewed, spoken
from deskinc.ui.book.turns import Turns
from deskinc.ui.ids import id_text

Index = QModelIndex | QPersistentModelIndex
BLOCK, KEPT, AHEAD = 16, 4096, 8
"""Lines read at once, lines kept in memory, blocks being read ahead at most."""
_CONCERNING = frozenset({"incident", "officer", "review", "countersign"})
"""Records that are no lines, and change what lines already read say."""
_ON_DUTY = frozenset({"shift_on", "shift_off", "handover", "countersign", "strike", "officer"})
"""Records that change who heads a day, and whether it is closed."""


class LogModel(QAbstractListModel):
    """Rows are lines, oldest first; the newest and those not yet saved at the end."""

    arrived = Signal(int)
    """The chain number of the newest line that has just come into the book."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._shut = False
        self._ns = array("q")
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._waiting: list[tuple[str, Line]] = []
        self._unmirrored: set[int] = set()
        self._sealed: set[str] = set()
        self._turns = Turns(office, self, self._changed)
        self._ahead: OrderedDict[int, Future[list[Line]]] = OrderedDict()

    def open_newest(self, lines: Sequence[Line]) -> None:
        """Start with the newest lines, oldest of them first."""
        self.beginResetModel()
        self._ns = array("q", (line.n for line in lines))
        self._lines = OrderedDict((line.n, line) for line in lines)
        self.endResetModel()

    def put_older(self, ns: "array[int]") -> int:
        """Put the lines before the first one known in front; returns how many came."""
        first = self._ns[0] if self._ns else 0
        older = ns[: bisect_left(ns, first)] if first else ns
        if self._shut:
            return 0
        if older:
            self._ahead.clear()
            self.beginInsertRows(QModelIndex(), 0, len(older) - 1)
            self._ns = older + self._ns
            self.endInsertRows()
        return len(older)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Lines in the book and lines on the way."""
        return 0 if parent.isValid() else len(self._ns) + len(self._waiting)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a line, and the sentence a screen reader says."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.line_at(index.row()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.line_at(index.row()), self.marks_at(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return reviewed(self.line_at(index.row()), self.marks_at(index.row())) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            turn = self.turn_at(index.row())
            return turn and f"{turn.ended} {turn.heading.said}"
        return None

    def line_at(self, row: int) -> Line:
        """The line of a row, read with its neighbours if it is not at hand."""
        if row >= len(self._ns):
            return self._waiting[row - len(self._ns)][1]
        n = self._ns[row]
        line = self._lines.get(n)
        if line is None:
            self._read(row)
            return self._lines[n]
        self._lines.move_to_end(n)
        return line

    def marks_at(self, row: int) -> Marks:
        """What the log knows of the line of a row."""
        locale = self._office.locale
        if row >= len(self._ns):
            key = self._waiting[row - len(self._ns)][0]
            return Marks(waiting=True, sealed=key in self._sealed, locale=locale)
        return Marks(mirrored=self._ns[row] not in self._unmirrored, locale=locale)

    def row_of(self, n: int) -> int:
        """The row of the record ``n``; −1 if it is no line here."""
        at = bisect_left(self._ns, n)
        return at if at < len(self._ns) and self._ns[at] == n else -1

    def turn_at(self, row: int) -> Turn | None:
        """What stands over a row that is the first of its day; nothing over the first row."""
        if row == 0:
            return None
        day, last = (self.line_at(at).written.date() for at in (row, row - 1))
        return None if day == last else self._turns.between(last, day)

    def heading_at(self, row: int) -> Heading:
        """Date, page and officers of the day a row stands on; of today where there is none (−1)."""
        return self._turns.heading(self.line_at(row).written if row >= 0 else self._office.now())

    def _read(self, row: int) -> None:
        first = row // BLOCK * BLOCK
        coming = self._ahead.pop(first, None)
        if coming is not None and not coming.cancel() and coming.exception() is None:
            self._keep(coming.result())
        if self._ns[row] not in self._lines:
            self._keep(entries.lines(self._office, self._lacking(first)))

    def _lacking(self, first: int) -> list[int]:
        """The lines of the block that begins at a row which are not at hand."""
        return [n for n in self._ns[first : first + BLOCK] if n not in self._lines]

    def _keep(self, lines: Sequence[Line]) -> None:
        self._lines.update((line.n, line) for line in lines)
        while len(self._lines) > KEPT:
            self._lines.popitem(last=False)

    def read_ahead(self, *rows: int) -> None:
        """Begin to read the blocks of ``rows``, off the GUI thread, before they are seen."""
        for row in rows:
            first = row // BLOCK * BLOCK
            if 0 <= row < len(self._ns) and first not in self._ahead:
                wanted = self._lacking(first)
                if wanted:
                    self._ahead[first] = tasks.look(
                        self, partial(entries.lines, self._office, wanted), _pass, _pass
                    )
        while len(self._ahead) > AHEAD:
            self._ahead.popitem(last=False)

    def shut(self) -> None:
        """Forget all lines: the office is about to close, and nothing may be read any more."""
        self._shut = True
        self._turns.shut()
        self._ahead.clear()
        self._waiting.clear()
        self.open_newest(())

    def add_waiting(self, key: str, line: Line) -> None:
        """Show a line that was posted under the id ``key`` and is not in the book yet."""
        row = self.rowCount()
        self.beginInsertRows(QModelIndex(), row, row)
        self._waiting.append((key, line))
        self.endInsertRows()

    def seal_waiting(self, key: str) -> None:
        """Say of a posted line that it is kept sealed until the book can take it."""
        self._sealed.add(key)
        self._changed()

    def drop_waiting(self, key: str) -> None:
        """Take away a posted line that did not get into the book."""
        self._sealed.discard(key)
        for at, (known, _line) in enumerate(self._waiting):
            if known == key:
                row = len(self._ns) + at
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._waiting[at]
                self.endRemoveRows()
                return

    def take_in(self, records: Sequence[Record]) -> None:
        """Show what a transaction brought: new lines, and changes to lines already here."""
        if self._shut:
            return
        if any(record.amends or record.form in _CONCERNING for record in records):
            self.forget()
        if any(record.form in _ON_DUTY for record in records):
            self._turns.forget()
            self._changed()
        newest = self._ns[-1] if self._ns else 0
        new = [one for one in records if one.line is not None and one.n > newest]
        for record in new:
            self.drop_waiting(id_text(record.id))
        if new:  # all at once: twenty lines copied from paper are laid out once
            self.beginInsertRows(QModelIndex(), len(self._ns), len(self._ns) + len(new) - 1)
            self._ns.extend(record.n for record in new)
            self.endInsertRows()
            self.arrived.emit(new[-1].n)

    def forget(self) -> None:
        """Read lines anew: something written elsewhere may have changed them."""
        self._lines.clear()
        self._ahead.clear()
        self._changed()

    def set_mirrored(self, ns: Sequence[int], *, mirrored: bool) -> None:
        """Mark lines whose copy in the mirror is still to come, or has come."""
        before = set(self._unmirrored)
        if mirrored:
            self._unmirrored.difference_update(ns)
        else:
            self._unmirrored.update(ns)
        if before != self._unmirrored:
            self._changed()

    def mirror_caught_up(self) -> None:
        """Both stores have everything."""
        self.set_mirrored(list(self._unmirrored), mirrored=True)

    def show_time(self, now: datetime) -> None:
        """A shift may be over that should have closed a day."""
        self._turns.show_time(now)

    def _changed(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)


def _pass(_result: object) -> None:
    """What was read ahead is fetched when it is needed; so is what hindered it."""


def grey_line(office: Office, raw: Mapping[str, object], type_text: str) -> Line:
    """The line as it will read, before the book has given it a number."""
    now = office.now()
    happened, stamped = raw.get("happened"), raw.get("stamped")
    return Line(
        n=0,
        line=0,
        day="",
        form="occurrence",
        written=now,
        happened=happened if isinstance(happened, datetime) else None,
        late=None,
        late_reason="",
        type=str(raw.get("type", "")),
        type_text=type_text,
        place=str(raw.get("place", "")),
        text=str(raw.get("text", "")).strip(),
        by=office.officer.initials,
        stamped=stamped if isinstance(stamped, datetime) else None,
        by_name=office.officer.name,
        automatic=False,
    )
