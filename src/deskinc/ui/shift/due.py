"""The due list of the Shift page, and the line over every page while something is due."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QWidget

from deskinc.desk.routine import due
from deskinc.desk.routine.due import Due
from deskinc.desk.shift import due_table
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.actions import Action
from deskinc.ui.banner import announce
from deskinc.ui.delegates import LIST_ROW, ListDelegate, Row, RowsModel, make_list
from deskinc.ui.find.leaving import export_list
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, IconLabel, column, hairline, kind_of, label, row
from deskinc.ui.session import Session
from deskinc.ui.shift.duewords import ROLES, said
from deskinc.ui.shift.parts import section

MOST, MOST_LOW = 4, 1
"""Rows seen at once."""
HEAD = 42
"""Height above them, logical pixels."""
ICONS = {"ahead": "timer", "due": "timer", "late": "circle-alert", "missed": "circle-alert"}


class DueTable(QWidget):
    """What is due and what comes next; ``wanted`` carries what is to be ticked."""

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._most = session, MOST
        self.model = RowsModel(self)
        self.list: QListView = make_list(_("Due"), self.model)
        self._paints = ListDelegate(self.list)
        self.list.setItemDelegate(self._paints)
        self.list.activated.connect(self._chosen)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.count = label("", "text", role="muted")
        hint = label(_("Ctrl+T ticks"), "small", role="muted")
        self._heads = row(section(_("Due")), self.count, gap=8)
        self._heads.addStretch(1)
        self._heads.addWidget(hint)
        layer = column()
        layer.addLayout(self._heads)
        layer.addWidget(hairline())
        layer.addWidget(self.list)
        self.setLayout(layer)
        self.hide()
        session.due_changed.connect(self.show_due)

    def actions_offered(self, group: str) -> Sequence[Action]:
        """Letting the list leave."""
        return (
            Action("export_due", _("Export the list"), "Ctrl+Shift+X", "save", group, self._export,
                   act="export_list"),
        )  # fmt: skip

    def _export(self) -> None:
        office = self._session.office
        export_list(self.window(), self._session, lambda: due_table.table(office))

    def set_low(self, low: bool) -> None:
        """One row at a time where there is little height."""
        self._most = MOST_LOW if low else MOST
        self._fit()

    def _fit(self) -> None:
        rows = LIST_ROW * min(self._most, self.model.rowCount())
        self.list.setFixedHeight(rows)
        self.setFixedHeight(HEAD + 1 + rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the page."""
        super().resizeEvent(event)
        edge = theme.MARGIN_NARROW if self.window().width() < theme.NARROW else theme.MARGIN
        self._paints.inset = edge
        self._heads.setContentsMargins(edge, 14, edge, 8)

    def show_due(self) -> None:
        """Show what was read last, as it stands now; what was chosen stays chosen."""
        now = self._session.now()
        chosen = self.model.row_at(self.list.currentIndex())
        found = self._session.due
        self.model.set_rows([self._row(one) for one in found])
        if chosen is not None:
            self.list.setCurrentIndex(self.model.index_of(chosen.key))
        open_ = due.next_to_tick(found, now)
        words = _("1 to tick") if len(open_) == 1 else _("{count} to tick")
        self.count.setText(words.format(count=len(open_)) if open_ else _("nothing now"))
        self.setVisible(bool(found))
        self._fit()

    def _row(self, one: Due) -> Row:
        words = said(one, self._session.now(), self._session.office.locale)
        note = " · ".join(part for part in (words.left, one.routine.place) if part)
        role = ROLES[one.state]
        return Row(
            due.key(one.routine, one.at), words.what, note, words.time, icon=ICONS[one.state],
            icon_role=role, right_role="ink" if role == "muted" else role,
            spoken=f"{words.time}, {words.what}, {note}",
        )  # fmt: skip

    def _chosen(self, index: QModelIndex) -> None:
        row_ = self.model.row_at(index)
        for one in self._session.due:
            if row_ is not None and due.key(one.routine, one.at) == row_.key:
                self.wanted.emit(one)


class DueLine(QFrame):
    """What is due now: amber, red once it is late; the earliest by name, the rest counted."""

    def __init__(self, session: Session, tick: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self.setProperty("banner", "pending")
        self._sign = IconLabel("timer", 16, "pending")
        self.what, self._more = label("", "note", 600), OneLine("", "note")
        self.go = Button(_("Tick"), "text", "Ctrl+T", size="small", pressed=tick)
        inside = row(self._sign, gap=12, margins=(16, 2, 16, 2))
        inside.addWidget(self.what)
        inside.addWidget(self._more, 1)
        inside.addWidget(self.go)
        self.setLayout(inside)
        self.setFixedHeight(34)
        self.hide()
        session.due_changed.connect(self.show_due)

    def show_due(self) -> None:
        """Stand there while something is due, and be spoken when it becomes another thing."""
        session, now = self._session, self._session.now()
        found = due.pressing(session.due, now)
        self.setVisible(bool(found))
        if not found:
            self.what.setText("")
            return
        late = [one for one in found if one.state != "due"]
        words = said((late or found)[0], now, session.office.locale)
        what = f"{words.what} {words.time}"
        more = words.left
        if len(found) > 1:
            more = _("{first} And {count} more.").format(first=f"{more}.", count=len(found) - 1)
        new = what != self.what.text() or self.property("banner") != words.role
        self.what.setText(what)
        self._more.setText(more)
        self.setAccessibleName(f"{what}, {more}")
        self.go.setVisible(session.office.officer.may("write_occurrence"))
        self._sign.show_icon("circle-alert" if late else "timer", words.role)
        if new:
            kind_of(self, banner=words.role)
            announce(self)

    def words(self) -> str:
        """What it says; "" while nothing is due."""
        return "" if self.isHidden() else self.accessibleName()
