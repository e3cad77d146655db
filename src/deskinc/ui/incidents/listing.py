"""The incidents at the left: find box, Open / Finished / All, and the rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from deskinc.desk.incidents import cases
from deskinc.desk.incidents.cases import STEP, TABS, Found
from deskinc.desk.incidents.incidents import Incident
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui import icons, theme
from deskinc.ui.delegates import LIST_ROW, ROW, Index, Row, RowsModel, elided, make_list
from deskinc.ui.incidents.finding import FIND_PLAIN, FindField
from deskinc.ui.incidents.tabs import Tabs
from deskinc.ui.parts import Button, column, hairline, label, row
from deskinc.ui.session import Session
from deskinc.ui.strip import WORDS, drill_mark, elapsed

WIDTH, WIDTH_NARROW, WIDTH_WIDE = 256, 244, 340
RAISE_KEY = "Ctrl+Shift+I"


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident as its row shows it; ``unsent`` bears the bar of something not written."""

    incident: Incident
    right: str
    unsent: bool


def short_number(number: str) -> str:
    """``0042`` of ``INC-2026-0042``."""
    return number.rsplit("-", 1)[-1]


def age(incident: Incident, now: datetime, locale: Locale) -> str:
    """``00:14`` of an open incident, the date of any other."""
    if incident.state == "open" and passed(incident.opened, now).days == 0:
        return elapsed(passed(incident.opened, now))[:5]
    day = locale.short_date(incident.opened)
    return day if incident.opened.year == now.year else f"{day} {incident.opened.year}"


class _Delegate(QStyledItemDelegate):
    """Shape, title and age; below them the severity's word, number and place."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, LIST_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        shown = _shown(index)
        area: QRect = option.rect
        painter.save()
        chosen = self._ground(painter, option, area, unsent=shown.unsent)
        inner = area.adjusted(16, 0, -16, 0)
        at = QPointF(inner.left(), area.top() + 10)
        ground = "selection" if chosen else "surface"
        icons.paint_severity(painter, shown.incident.severity, at, icons.TEXT, ground)
        inner.adjust(icons.TEXT + 10, 0, 0, 0)
        quiet = "ink" if chosen else "muted"
        title = QRect(inner.left(), area.top() + 8, inner.width(), 20)
        self._title(painter, title, row, quiet, struck=shown.incident.state == "void")
        below = QRect(inner.left(), area.top() + 28, inner.width(), 16)
        self._note(painter, below, shown.incident, quiet)
        painter.restore()

    @staticmethod
    def _ground(
        painter: QPainter, option: QStyleOptionViewItem, area: QRect, *, unsent: bool
    ) -> bool:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        view = option.widget
        if chosen:
            painter.fillRect(area, theme.color("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        if unsent or (chosen and isinstance(view, QWidget) and view.hasFocus()):
            role = "stub" if unsent and not chosen else "accent"
            painter.fillRect(area.left(), area.top(), theme.BAR, area.height(), theme.color(role))
        return chosen

    @staticmethod
    def _title(painter: QPainter, area: QRect, row: Row, quiet: str, *, struck: bool) -> None:
        small = theme.font("small")
        width = QFontMetrics(small).horizontalAdvance(row.right)
        painter.setFont(small)
        painter.setPen(theme.color(quiet))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, right, row.right)
        font = QFont(theme.font_for(row.title, "base", 600))
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(theme.color(quiet if struck else "ink"))
        left = Qt.AlignmentFlag.AlignLeft
        elided(painter, area.adjusted(0, 0, -width - 12, 0), row.title, left)

    @staticmethod
    def _note(painter: QPainter, area: QRect, incident: Incident, quiet: str) -> None:
        word = drill_mark(incident.number, _of(incident))
        bold = theme.font("small", 600)
        painter.setFont(bold)
        quieter = incident.exercise or incident.state == "void"
        painter.setPen(theme.color("pending" if quieter else incident.severity))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, word)
        width = QFontMetrics(bold).horizontalAdvance(word) + 4
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color(quiet))
        words = ", ".join(t for t in (short_number(incident.number), incident.place) if t)
        elided(painter, area.adjusted(width, 0, 0, 0), words, Qt.AlignmentFlag.AlignLeft)


def _of(incident: Incident) -> str:
    """The word before its number: that it is void, else its severity."""
    return _("VOID") if incident.state == "void" else _(WORDS[incident.severity])


def _raise_button() -> Button:
    made, words = Button(_("R&aise…")), _("Raise an incident")
    made.setAccessibleName(words)
    made.setToolTip(f"{words}, {RAISE_KEY}")
    return made


def _shown(index: Index) -> Shown:
    row: Row = index.data(ROW)
    if not isinstance(row.key, Shown):
        raise TypeError("a list of incidents holds incidents")
    return row.key


class IncidentList(QWidget):
    """All incidents, narrowed by state and by words."""

    chosen = Signal(str)
    """The thread of the incident to show; emitted as the selection moves."""
    clicked = Signal()
    entered = Signal()
    """Enter on a row: on to the incident."""
    arrived = Signal(object)
    """What was found is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Found | None = None
        self._there: list[Incident] = []
        self._unsent: Collection[str] = ()
        self._now = session.now()
        self._shown = self._asked = self._state = ""
        self._turns = self._growing = False
        self.finder = FindField()
        self.tabs = Tabs(
            [("open", _("Open")), ("finished", _("In review")), ("all", _("All")),
             ("void", _("Void"))],
            margin=16, line=False,
        )  # fmt: skip
        self.model = RowsModel(self)
        self.view: QListView = make_list(_("Incidents"), self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.none = label("", "note", role="muted", wrap=True)
        self.none.setContentsMargins(16, 8, 16, 8)
        self.add = _raise_button()
        self._line = hairline(upright=True)
        self._lay()
        self._wire()

    def _lay(self) -> None:
        head = row(self.finder, self.add, margins=(16, 12, 16, 4))
        head.setStretch(0, 1)
        layer = column()
        layer.addLayout(head)
        layer.addWidget(self.tabs)
        layer.addSpacing(8)
        layer.addWidget(self.none)
        layer.addWidget(self.view, 1)
        self.setLayout(layer)
        self._line.setParent(self)

    def _wire(self) -> None:
        self.finder.textChanged.connect(lambda _words: self.refresh(again=True))
        self.finder.down.connect(self.enter_list)
        self.tabs.chosen.connect(lambda _key: self.refresh(again=True))
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.activated.connect(lambda _index: self.entered.emit())
        self.view.clicked.connect(lambda _index: self.clicked.emit())
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)

    def refresh(self, *, again: bool = False) -> None:
        """Read the list; ``again`` from its beginning, else as far as it was read."""
        office, which, words = self._session.office, self.tabs.current(), self.finder.text()
        thread, least = self._shown, STEP if again else max(STEP, len(self._there))
        asked = self._asked = f"{which} {words} {thread} {least}"
        self._session.look(
            self, lambda: cases.found(office, which, words, thread, least),
            lambda found: self._arrived(asked, found),
        )  # fmt: skip

    def _arrived(self, asked: str, found: Found) -> None:
        """Show what was found, unless something else was asked for since."""
        if asked != self._asked:
            return
        self.tabs.tabs["void"].setVisible(bool(found.counts["void"]) or found.which == "void")
        self.tabs.set_counts(found.counts)
        turned = found.state != self._state
        self._state = found.state
        if (turned or self._turns) and found.state and TABS[found.which] not in {found.state, ""}:
            self._turns = False
            self.tabs.set_current(found.state if found.state in TABS else "all")
            self.refresh(again=True)
            return
        self._turns = self._growing = False
        self._found, self._there, self._now = found, list(found.rows), self._session.now()
        self._refill()
        self.arrived.emit(found)
        self._scrolled(self.view.verticalScrollBar().value())

    def _scrolled(self, at: int) -> None:
        """Near the last row that was read, the next are."""
        found, bar = self._found, self.view.verticalScrollBar()
        if found is None or self._growing or bar.maximum() - at > self.view.height():
            return
        if len(self._there) < STEP:
            return
        self._growing = True
        office, words, last = self._session.office, self.finder.text(), self._there[-1]
        self._session.look(
            self, lambda: cases.further(office, found.which, words, last),
            lambda more: self._grow(found, more),
        )  # fmt: skip

    def _grow(self, found: Found, more: Sequence[Incident]) -> None:
        if found is self._found:
            self._growing = not more
            self._there += more
            self.model.add_rows([self._row(incident, self._now) for incident in more])

    def show_unsent(self, unsent: Collection[str]) -> None:
        """Mark the incidents of which something is typed and not saved."""
        self._unsent = unsent
        self._refill()

    def show_time(self, now: datetime) -> None:
        """Let the ages of open incidents run on, once a minute."""
        minute = timedelta(minutes=1)
        if now.minute != self._now.minute or abs(passed(self._now, now)) >= minute:
            self._now = now
            self._refill()

    def select(self, thread: str) -> None:
        """Mark the row of an incident, turning to a tab that has it."""
        self._shown, self._turns, self._state = thread, True, ""
        self.refresh()

    def selected(self) -> str:
        """The thread of the chosen row; "" for none."""
        return self._shown

    def enter_list(self) -> None:
        """Put the focus on the rows."""
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def rows(self) -> list[str]:
        """The threads that are listed, in order."""
        keys = [self.model.row_at(self.model.index(at, 0)) for at in range(self.model.rowCount())]
        return [row.key.incident.thread for row in keys if row and isinstance(row.key, Shown)]

    def _refill(self) -> None:
        if self._found is None:
            return
        rows = [self._row(incident, self._now) for incident in self._there]
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        self.model.set_rows(rows)
        at = next((i for i, each in enumerate(self._there) if each.thread == self._shown), -1)
        index = self.model.index(at, 0) if at >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        selection.blockSignals(False)
        self.view.viewport().update()
        self.none.setText("" if rows else self._why_none())
        self.none.setVisible(not rows)

    def _row(self, incident: Incident, now: datetime) -> Row:
        right = age(incident, now, self._session.office.locale)
        shown = Shown(incident, right, incident.thread in self._unsent)
        spoken = (
            drill_mark(incident.number, _of(incident)), incident.number,
            incident.title, incident.place, right,
            _("not saved") if shown.unsent else "",
        )  # fmt: skip
        return Row(
            shown, incident.title, incident.place, right, incident.severity,
            spoken=", ".join(part for part in spoken if part),
        )  # fmt: skip

    def _why_none(self) -> str:
        if self.finder.text().strip():
            return _("Nothing found.")
        words = {"open": _("Nothing is open."), "finished": _("Nothing waits for a review."),
                 "void": _("Nothing is void.")}  # fmt: skip
        return words.get(self.tabs.current(), _("No incidents yet."))

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None and isinstance(row.key, Shown):
            self._shown = row.key.incident.thread
            self.chosen.emit(self._shown)

    def resizeEvent(self, _event: object) -> None:
        """Keep the hairline at the right edge; the key of the button shows where it has room."""
        key = QFontMetrics(theme.font("small")).horizontalAdvance(RAISE_KEY) + 8
        self.add.set_key("")
        left = self.width() - 40 - self.add.sizeHint().width() - key
        self.add.set_key(RAISE_KEY if left >= FIND_PLAIN else "")
        self._line.setGeometry(self.width() - 1, 0, 1, self.height())
        self._line.raise_()
