"""Find anything (Ctrl+K): actions, numbers, incidents, places, people, in one field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from deskinc.desk.evidence import exhibits
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries, views
from deskinc.desk.people import people
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.actions import Action
from deskinc.ui.delegates import ROW, Index, Row, RowsModel
from deskinc.ui.matching import BEGINS, NOT, WORD, closeness, paint_matched
from deskinc.ui.overlay import Overlay
from deskinc.ui.parts import kind_of
from deskinc.ui.plainwords import flag_unseen
from deskinc.ui.session import Session
from deskinc.ui.strip import ActiveStrip

WIDTH = 620
MOST, HIGH = 9, 32
"""Rows at most, and the height of one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be gone to: its words, its kind, and how.

    ``number`` stands before the words; what is ``now`` going on comes before its equals.
    """

    words: str
    kind: str
    act: Callable[[], object]
    number: str = ""
    now: bool = False

    def said(self) -> str:
        """Number and words."""
        return f"{self.number} {self.words}".strip()

    def order(self, wanted: str) -> tuple[int, bool]:
        """How near it is to what is wanted."""
        near = min(closeness(wanted, self.words), closeness(wanted, self.number or self.words))
        if self.now and near == WORD:
            near = BEGINS
        return near, not self.now


def in_book(session: Session) -> list[Found]:
    """Incidents, places and people that the officer may see; reads the book."""
    office, found = session.office, []
    known = incidents.listed(office, exercises=True) if office.officer.may("read_incidents") else []
    for row in known:
        go = partial(session.go, "incidents", thread=row.thread)
        live = not row.finished
        kind = _("open incident") if live else _("incident")
        found.append(Found(row.title, kind, go, row.number, live))
    there = {row.thread: row for row in known}
    for thread, number, words in exhibits.numbered(office) if known else ():
        if (about := there.get(thread)) is not None:
            go = partial(session.go, "incidents", thread=thread)
            kind = _("exhibit of {number}").format(number=about.number)
            found.append(Found(words or about.title, kind, go, number))
    found += [
        Found(
            place,
            _("place · search the book"),
            partial(session.go, "book", wanted=entries.Wanted(place=place)),
        )
        for place in entries.places(office)
    ]
    if office.officer.may("read_book"):
        found += [
            Found(name, _("saved view"), partial(session.go, "book", wanted=wanted))
            for name, wanted in views.listed(office).items()
        ]
    for person in people.officers(office):
        go = partial(session.go, "book", wanted=entries.Wanted(officer=person.thread))
        found.append(Found(person.name, _("person · search the book"), go))
    return found


def matches(wanted: str, things: Sequence[Found]) -> list[Found]:
    """What matches, the nearest first; nothing wanted leaves all as they stand."""
    if not wanted:
        return list(things)
    near = [thing for thing in things if thing.order(wanted)[0] < NOT]
    return sorted(near, key=lambda thing: thing.order(wanted))


class Palette(Overlay):
    """A field and what matches it; Enter takes the first, arrows choose, Esc closes."""

    def __init__(
        self, over: QWidget, session: Session, actions: Callable[[], Sequence[Action]]
    ) -> None:
        super().__init__(over, _("Find anything"), WIDTH)
        self._session = session
        self._actions = actions
        self._all: list[Found] = []
        self.field = QLineEdit()
        self.field.setFont(theme.font("text"))
        flag_unseen(self.field)
        self.field.setAccessibleName(_("Find an action, number, incident, place or person"))
        self.field.setPlaceholderText(_("Action, number, incident, place, person"))
        kind_of(self.field, scale="tall")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.model = RowsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self))
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("ground", "raised")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._take)
        self.layer.addWidget(self.field)
        self.layer.addWidget(self.list)

    def open(self) -> None:
        """Show with an empty field and the actions below it; Ctrl+K again closes."""
        if self.isVisible():
            self.shut()
            return
        self._all = [Found(a.words, a.shortcut or _("action"), a.do) for a in self._actions()
                     if not a.hidden]  # fmt: skip
        self.field.clear()
        self._search("")
        super().open()
        self.field.setFocus()
        session = self._session
        session.look(self, lambda: in_book(session), self._read)

    def _read(self, found: Sequence[Found]) -> None:
        """What the book holds joins the actions; what is chosen by now stays chosen."""
        self._all += found
        if self.isVisible():
            chosen = self.model.row_at(self.list.currentIndex())
            self._search(self.field.text())
            if chosen is not None and self.model.index_of(chosen.key).isValid():
                self.list.setCurrentIndex(self.model.index_of(chosen.key))

    def _search(self, text: str) -> None:
        wanted = text.strip()
        found = matches(wanted, self._all)[:MOST]
        serial = wanted.partition("·")[0]
        if serial.isdigit() and entries.by_serial(self._session.office, int(serial)) is not None:
            go = partial(self._session.go, "book", line=int(serial))
            found.insert(0, Found(_("Line {no}").format(no=wanted), _("line of the book"), go))
        self.model.set_rows([Row(f, f.said(), right=f.kind) for f in found[:MOST]])
        self.list.setCurrentIndex(self.model.index(0, 0))
        if self.isVisible():
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What arrives late on a page takes no letters from the field: it gets the focus after."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            by = event.reason() if isinstance(event, QFocusEvent) else None
            if by is Qt.FocusReason.OtherFocusReason:
                QTimer.singleShot(0, self, self._take_back)
        return super().eventFilter(watched, event)

    def _take_back(self) -> None:
        other = QApplication.focusWidget()
        if self.isVisible() and other is not None and other.window() is self.window():
            self._back = other
            self.field.setFocus()

    def place(self) -> None:
        """As high as what is found, as far as the window allows."""
        wanted = max(1, self.model.rowCount()) * HIGH + 2
        room = self.over.height() - self.top() - self.field.sizeHint().height() - 36
        self.list.setFixedHeight(min(wanted, max(2 * HIGH, room)))
        super().place()

    def top(self) -> int:
        """Under the strip: what is going on stays in sight."""
        strip = self.over.findChild(ActiveStrip)
        if strip is None or not strip.isVisible():
            return super().top()
        return max(super().top(), strip.mapTo(self.over, QPoint(0, strip.height())).y() + 4)

    def _take(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and isinstance(row.key, Found):
            self.shut()
            row.key.act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list while the cursor stays in the field; Enter takes."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.model.rowCount():
            at = (self.list.currentIndex().row() + step) % self.model.rowCount()
            self.list.setCurrentIndex(self.model.index(at, 0))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def wanted(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()


class _Delegate(QStyledItemDelegate):
    """A found thing: matched letters in accent, its kind at the right."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of 32."""
        return QSize(100, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW)
        area: QRect = option.rect
        chosen = index == self._palette.list.currentIndex()
        paint_matched(painter, area, row.title, row.right, self._palette.wanted(), chosen=chosen)
