"""The lines of a pass: as the book shows them, with what a reviewer is told beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from deskinc.desk.office import Office
from deskinc.desk.review.items import Item
from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.book.linepainter import turn_height
from deskinc.ui.book.logscroll import LogScroll
from deskinc.ui.book.logview import LogView
from deskinc.ui.book.meta import Marks, Piece
from deskinc.ui.book.model import LogModel
from deskinc.ui.book.under import SIGN
from deskinc.ui.shift.duewords import minutes

_ON = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class ReviewModel(LogModel):
    """The lines of one shift that wait, and those between them."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(office, parent)
        self.items: Sequence[Item] = ()
        self._back: Mapping[int, str] = {}
        self._after_all: frozenset[int] = frozenset()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show other lines; where only more have come the place is kept."""
        before, now = list(self._ns), [item.line.n for item in items]
        self.items = items
        lines = [item.line for item in items]
        if not before or now[: len(before)] != before:
            self.open_newest(lines)
            return
        if len(now) > len(before):
            self.beginInsertRows(self.index(-1, 0), len(before), len(now) - 1)
            self._ns.extend(now[len(before) :])
            self.endInsertRows()
        self._keep(lines)
        self._changed()

    def show_back(self, back: Mapping[int, str], after_all: frozenset[int]) -> None:
        """Say which lines go back with this pass, and which of them no more."""
        self._back, self._after_all = back, after_all
        self._changed()

    def next_out(self, row: int) -> int:
        """The next row after ``row`` in which something stands out; −1 for none."""
        later = range(row + 1, len(self.items))
        return next((at for at in later if self.items[at].out), -1)

    def is_read(self, row: int) -> bool:
        """Whether a line would be approved with this pass."""
        item = self.items[row]
        return item.new and item.line.n not in self._back

    def marks_at(self, row: int) -> Marks:
        """What the log knows of a line, and what the reviewer is told."""
        item = self.items[row]
        n = item.line.n
        aside = _aside(item, self._back.get(n, ""), after_all=n in self._after_all)
        return replace(super().marks_at(row), aside=aside)


def _aside(item: Item, back: str, *, after_all: bool) -> tuple[Piece, ...]:
    made = []
    if item.silence is not None:
        words = _("nothing written for {time} before").format(time=minutes(item.silence))
        made.append(Piece(words, "late", "timer"))
    if item.answer is not None:
        answer = item.answer
        made.append(Piece(_("answers"), "pending", "corner-down-right"))
        made.append(Piece(answer.cited, "accent", "", answer.line, near=True))
        words = _("returned by {who}: {comment}").format(who=answer.by, comment=answer.comment)
        made.append(Piece(words))
    if item.own and not item.new and item.line.mark is None:
        made.append(Piece(_("yours: another shift lead reviews it")))
    if back:
        words = _("goes back: {comment}").format(comment=back)
        made.append(Piece(words, "pending", "corner-down-right"))
    if after_all:
        made.append(Piece(_("approved after all"), icon="eye"))
    return tuple(made)


class ReviewView(LogView):
    """The lines; all down to the chosen one are read."""

    read_on = Signal()
    """Enter or Space: to the next line, at the last one to the signature."""

    def __init__(self, model: ReviewModel) -> None:
        self._pass = model
        self._seen: set[int] = set()
        super().__init__(model)
        self.setAccessibleName(_("Lines to review"))
        self.moved.connect(self._see)
        self.selectionModel().currentChanged.connect(lambda _new, _old: self._moved_on())

    def shown(self) -> Iterator[tuple[int, int, int]]:
        """Rows on screen: a short list stands at the upper edge, where it is begun."""
        rows = list(super().shown())
        lift = max(0, rows[0][1]) if rows else 0
        for row, y, height in rows:
            yield row, y - lift, height

    def not_seen(self, last: int) -> list[int]:
        """The rows down to ``last`` that wait and were never whole on screen."""
        self._see()
        there = enumerate(self._pass.items[: last + 1])
        return [row for row, item in there if item.new and item.line.n not in self._seen]

    def _moved_on(self) -> None:
        self.viewport().update()
        self._see()

    def forget(self) -> None:
        """Somebody else reads."""
        self._seen.clear()

    def _see(self) -> None:
        if self.isVisible():
            rows = [*self._whole(), self.chosen_row()]
            items = self._pass.items
            self._seen |= {items[row].line.n for row in rows if 0 <= row < len(items)}

    def _whole(self) -> list[int]:
        """The rows that stand whole on screen; of a higher one than that, the end."""
        room = self.viewport().height()
        there = ((row, y, y + height) for row, y, height in self.shown())
        return [row for row, y, end in there if end <= room and (y >= 0 or end - y > room)]

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, mods: Qt.KeyboardModifier
    ) -> QModelIndex:
        """End and PgDn go a screen on, and leave no line out."""
        to = QAbstractItemView.CursorAction
        if action not in {to.MoveEnd, to.MovePageDown} or not self.count():
            return super().moveCursor(action, mods)
        self.scrollTo(self.currentIndex())
        row, whole = self.chosen_row(), self._whole()
        if not whole or whole[-1] <= row:
            room, below = self.viewport().height(), max(whole, default=-1)
            begins = [y for at, y, _height in self.shown() if at > below and y > 0]
            self.scroll_by(begins[0] if begins else room)
            whole = self._whole()
        return self.model().index(min(max([row + 1, *whole]), self.count() - 1), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen line in sight, also while something is asked below."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space read on, arrows go from line to line; no other key prints here."""
        words = event.text()
        if event.key() in _ON and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.read_on.emit()
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape or (words and words.isprintable()):
            event.ignore()
        else:
            super(LogScroll, self).keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, and an eye beside each that was read in this pass."""
        super().paintEvent(event)
        painter, last = QPainter(self.viewport()), self.chosen_row()
        size = min(SIGN, self._columns.margin - 3)
        left = (self._columns.margin - size) // 2
        for row, y, _height in self.shown():
            if row > last or not self._pass.is_read(row):
                continue
            turn = self._lay(row)[1]
            above = turn_height(self._columns, turn, self._wide) if turn else 0
            top = y + above + self._columns.pad + 4
            role = "ink" if row == last else "muted"
            icons.paint(painter, "eye", QPointF(left, top), size, role, 2)
