"""The Reports page: kinds at the left, the very pages in the middle, signing at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import hairline, label
from deskinc.ui.reports.insurance import InsurancePanel
from deskinc.ui.reports.issued import IssuedPanel
from deskinc.ui.session import Session

LIST, SIDE, BOTH = 244, 304, 292
LINE_ROW = 36
"""Widths: kinds, panel; narrow, both stand one below the other."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper in the list."""

    key: str
    title: str
    note: str


KINDS = (
    Kind("insurance", N_("Insurance report"), N_("one incident, for the insurer")),
    Kind("handover", N_("Handover books"), N_("one for each change of shift")),
    Kind("issued", N_("Issued papers"), N_("everything that left the book")),
)


class ReportsPage(Page):
    """Nothing of a paper is written to the disk but the file that somebody chose."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = RowsModel(self)
        self._filling = False
        self.list = make_list(_("Kinds of report"), self.model)
        self.view = PaperView(session)
        self.insurance = InsurancePanel(session, self.view)
        self.handovers = IssuedPanel(session, self.view, "handover")
        self.issued = IssuedPanel(session, self.view)
        self.panels = QStackedWidget()
        for panel in (self.insurance, self.handovers, self.issued):
            self.panels.addWidget(panel)
        self._place()
        self._show_kinds(notes=True)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(lambda _index: self._enter())
        session.recorded.connect(lambda _records: self._stale())
        self._loaded = False
        self._who = session.office.officer

    def _place(self) -> None:
        title = label(_("Reports"), "title", 600)
        title.setContentsMargins(16, 14, 16, 8)
        self.left = QWidget()
        self._down = QVBoxLayout(self.left)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(title)
        self._down.addWidget(self.list, 1)
        self._between = hairline()
        self._down.addWidget(self._between)
        self._across: QBoxLayout = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._line = hairline(upright=True)
        for part in (self.left, hairline(upright=True), self.view, self._line, self.panels):
            self._across.addWidget(part)
        self._across.setStretch(2, 1)

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key."""
        group = _("Reports")
        return (
            Action("sign_report", _("Sign the report"), "Ctrl+Return", "pen-line", group,
                   self._sign),
            Action("save_report", _("Save the paper"), "Ctrl+S", "save", group, self._save),
            Action("print_report", _("Print the paper"), "Ctrl+P", "printer", group, self._print),
            *self.view.actions_offered(group),
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        """The kinds."""
        return self.list

    def show_what(self, what: dict[str, object]) -> None:
        """The insurance report of an incident (``thread``)."""
        thread = what.get("thread")
        if isinstance(thread, str) and thread:
            self._loaded = True
            self.insurance.load(self.insurance.make, thread)
            self.list.setCurrentIndex(self.model.index(0, 0))
            self.panels.setCurrentIndex(0)
            self.insurance.issuer_pass.setFocus()

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Narrow, the panel stands below the kinds, so that the pages keep their width."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        focus = QApplication.focusWidget()
        self._line.setVisible(not narrow)
        self._between.setVisible(narrow)
        for part in (self.view, self.handovers, self.issued):
            part.set_narrow(narrow=narrow)
        self.left.setFixedWidth(BOTH if narrow else LIST)
        self._show_kinds(notes=not narrow)
        if narrow:
            self._down.addWidget(self.panels, 1)
            self.list.setFixedHeight(LINE_ROW * (1 if low else len(KINDS)) + 1)
        else:
            self._across.addWidget(self.panels)
            self.list.setMinimumHeight(0)
            self.list.setMaximumHeight(16777215)
        self.panels.show()
        if focus is not None and self.panels.isAncestorOf(focus):
            focus.setFocus()
        self.panels.setMinimumWidth(0 if narrow else SIDE)
        self.panels.setMaximumWidth(BOTH if narrow else SIDE)

    def _show_kinds(self, *, notes: bool) -> None:
        at = max(0, self.list.currentIndex().row())
        rows = [Row(kind.key, _(kind.title), _(kind.note) if notes else "") for kind in KINDS]
        self._filling = True
        self.model.set_rows(rows)
        self.list.setCurrentIndex(self.model.index(at, 0))
        self._filling = False

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was written while another page was on screen."""
        super().showEvent(event)
        if self._loaded and self._who == self.session.office.officer:
            return
        self._loaded, self._who = True, self.session.office.officer
        self.insurance.load(self._show_kind)

    def _stale(self) -> None:
        """Something was written: lists are read again when they are next looked at."""
        panel = self.panels.currentWidget()
        if self.isVisible() and isinstance(panel, IssuedPanel):
            panel.load()
        elif not self.isVisible():
            self._loaded = False

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._filling:
            self.panels.setCurrentIndex(index.row())
            self._show_kind()

    def _show_kind(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, InsurancePanel | IssuedPanel):
            panel.show_again()

    def _enter(self) -> None:
        """Enter on a kind goes to what can be done with it."""
        panel = self.panels.currentWidget()
        if isinstance(panel, IssuedPanel):
            panel.list.setFocus()
        else:
            self.insurance.incident.setFocus()

    def _sign(self) -> None:
        if self.panels.currentWidget() is self.insurance:
            self.insurance.sign_now()

    def _save(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, InsurancePanel | IssuedPanel):
            panel.leaving.ask_where()

    def _print(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, InsurancePanel | IssuedPanel):
            panel.leaving.send_to_printer()


PAGE = PageSpec("reports", "file-text", N_("&Reports"), ReportsPage, act="read_book")
