"""The Reports page: kinds at the left, the very pages in the middle, signing at the right."""

from collections.abc import Sequence
from datetime import date

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

from deskinc.desk.papers import list_tables
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.downtime.panel import SheetsPanel
from deskinc.ui.find.leaving import export_list
from deskinc.ui.labelled import choice
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button, column, hairline, label, row
from deskinc.ui.reports.bundle import BundleDialog
from deskinc.ui.reports.day import DayPanel
from deskinc.ui.reports.insurance import InsurancePanel
from deskinc.ui.reports.issued import IssuedPanel
from deskinc.ui.reports.kinds import KINDS, Kind
from deskinc.ui.reports.verdict import CheckDialog, choose_file
from deskinc.ui.session import Session

LIST, SIDE, BOTH = 244, 304, 292
"""Widths: kinds, panel; narrow, both stand one below the other."""


PANELS = (InsurancePanel, DayPanel, SheetsPanel, IssuedPanel)


class ReportsPage(Page):
    """Nothing of a paper is written to the disk but the file that somebody chose."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = RowsModel(self)
        self._filling = False
        self.list = make_list(_("Kinds of report"), self.model)
        self.view = PaperView(session)
        self.insurance = InsurancePanel(session, self.view)
        self.incident = InsurancePanel(session, self.view, "incident")
        self.handovers = IssuedPanel(session, self.view, "handover")
        self.day, self.sheets = DayPanel(session, self.view), SheetsPanel(session, self.view)
        self.issued = IssuedPanel(session, self.view)
        self._by_kind = {
            "insurance": self.insurance, "incident": self.incident,
            "handover": self.handovers, "day": self.day,
            "sheets": self.sheets, "issued": self.issued,
        }  # fmt: skip
        self.panels = QStackedWidget()
        for panel in self._by_kind.values():
            self.panels.addWidget(panel)
        self.kind = choice([])
        self.kind.setAccessibleName(_("Kinds of report"))
        self.kind.view().setAccessibleName(_("Kinds of report"))
        self.kinds: Sequence[Kind] = ()
        self._place()
        self._offer()
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(lambda _index: self._enter())
        self.kind.currentIndexChanged.connect(
            lambda at: self.list.setCurrentIndex(self.model.index(at, 0))
        )
        session.recorded.connect(lambda _records: self._stale())
        session.officer_changed.connect(self._change_hands)
        self._loaded = False
        self._who = session.office.officer

    def _place(self) -> None:
        self._title = label(_("Reports"), "title", 600)
        self._title.setContentsMargins(16, 14, 16, 8)
        self._one = QWidget()
        self._beside = row(self.kind, gap=6, margins=(20, 8, 14, 8))
        self._beside.setStretch(0, 1)
        self._one.setLayout(self._beside)
        self.left = QWidget()
        self._down = QVBoxLayout(self.left)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self._title)
        self._down.addWidget(self._one)
        self._down.addWidget(self.list, 1)
        self.bundle = Button(
            _("&Evidence bundle…"), size="small", icon="package", pressed=self.ask_bundle
        )
        self.check = Button(
            _("Chec&k a file…"), size="small", icon="shield-check", pressed=self.ask_file
        )
        self._verbs = QWidget()
        self._below = column(self.bundle, self.check, gap=8, margins=(12, 8, 12, 14))
        self._verbs.setLayout(self._below)
        self._down.addWidget(self._verbs)
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
            Action("sign_report", _("Sign the paper"), "Ctrl+Return", "pen-line", group,
                   self._sign, act="print_day"),
            Action("save_report", _("Save the paper"), "Ctrl+S", "save", group, self._save),
            Action("print_report", _("Print the paper"), "Ctrl+P", "printer", group, self._print),
            Action("bundle", _("Make an evidence bundle"), "", "package", group, self.ask_bundle,
                   act="export"),
            Action("export_papers", _("Export the list"), "Ctrl+Shift+X", "save", group,
                   self._export, act="export_list"),
            Action("check_file", _("Check a file brought back"), "", "shield-check", group,
                   self.ask_file, act="verify"),
            Action("sheets", _("Print sheets to write on"), "", "printer", group,
                   lambda: self.session.go("reports", kind="sheets"), act="write_occurrence"),
            Action("copy_sheet", _("Copy a written sheet"), "", "pen-line", group,
                   self.sheets.ask_copy, act="transcribe"),
            *self.view.actions_offered(group),
        )  # fmt: skip

    def _export(self) -> None:
        """Let the list of all that left the book leave too."""
        office = self.session.office
        export_list(self.window(), self.session, lambda: list_tables.paper_list(office))

    def first_focus(self) -> QWidget:
        """The kinds."""
        return self.kind if self.narrow else self.list

    def show_what(self, what: dict[str, object]) -> None:
        """The report (``thread``) or ``bundle`` of an incident, a ``day`` page, a ``kind``."""
        thread, bundle, day = what.get("thread"), what.get("bundle"), what.get("day")
        self._offer()
        if (key := str(what.get("kind", ""))) and self._offers(key):
            self._turn_to(key)
            self._show_kind()
            self._enter()
        if isinstance(day, date) and self._offers("day"):
            self._turn_to("day")
            self.day.ask(day)
        if isinstance(bundle, str) and bundle:
            self.ask_bundle(bundle)
        if isinstance(thread, str) and thread and self._offers("insurance"):
            whole = what.get("paper") == "incident"
            panel = self.incident if whole else self.insurance
            panel.load(panel.make, thread)
            self._turn_to("incident" if whole else "insurance")
            panel.issuer_pass.setFocus()

    def _turn_to(self, key: str) -> None:
        """Show the panel of a kind; what stands in it is up to who asks."""
        at = next(at for at, kind in enumerate(self.kinds) if kind.key == key)
        self._loaded, self._who = True, self.session.office.officer
        self._filling = True
        self.list.setCurrentIndex(self.model.index(at, 0))
        self._filling = False
        self._show_panel(at)

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Narrow, the panel stands below the kinds, so that the pages keep their width."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        focus = QApplication.focusWidget()
        self._line.setVisible(not narrow)
        for part in (self._between, self._one):
            part.setVisible(narrow)
        for part in (self._title, self.list, self._verbs):
            part.setVisible(not narrow)
        for verb in (self.bundle, self.check):
            (self._beside if narrow else self._below).addWidget(verb)
            verb.set_bare(narrow)
            verb.setToolTip(verb.accessibleName())
        for part in (self.view, self.handovers, self.issued):
            part.set_narrow(narrow=narrow)
        self.left.setFixedWidth(BOTH if narrow else LIST)
        if narrow:
            self._down.addWidget(self.panels, 1)
        else:
            self._across.addWidget(self.panels)
        self.panels.show()
        if focus is not None and self.panels.isAncestorOf(focus):
            focus.setFocus()
        self.panels.setMinimumWidth(0 if narrow else SIDE)
        self.panels.setMaximumWidth(BOTH if narrow else SIDE)

    def _offers(self, key: str) -> bool:
        return any(kind.key == key for kind in self.kinds)

    def _offer(self) -> None:
        """Offer the kinds that the roles of the officer allow; the one chosen stays chosen."""
        may = self.session.office.officer.may
        kinds = tuple(kind for kind in KINDS if may(kind.act))
        self.bundle.setVisible(may("export"))
        if kinds == self.kinds:
            return
        chosen = self.kinds[self.list.currentIndex().row()].key if self.kinds else ""
        self.kinds = kinds
        at = next((at for at, kind in enumerate(kinds) if kind.key == chosen), 0)
        self._filling = True
        self.model.set_rows([Row(kind.key, _(kind.title), _(kind.note)) for kind in kinds])
        self.kind.clear()
        self.kind.addItems([_(kind.title) for kind in kinds])
        self.list.setCurrentIndex(self.model.index(at, 0))
        self._filling = False
        self._show_panel(at)

    def _show_panel(self, at: int) -> None:
        self.kind.setCurrentIndex(at)
        self.panels.setCurrentWidget(self._by_kind[self.kinds[at].key])

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was written while another page was on screen."""
        super().showEvent(event)
        self._look()

    def _change_hands(self) -> None:
        """Another officer issues papers now: none is signed that names the one before."""
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        self._offer()
        if self._loaded and self._who == self.session.office.officer:
            return
        self._loaded, self._who = True, self.session.office.officer
        if self._offers("insurance"):
            self.incident.load(lambda: self.insurance.load(self._show_kind))
        else:
            self._show_kind()

    def _stale(self) -> None:
        """Something was written: lists are read again when they are next looked at."""
        panel = self.panels.currentWidget()
        if self.isVisible() and isinstance(panel, IssuedPanel):
            panel.load()
        elif not self.isVisible():
            self._loaded = False

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._filling:
            self._show_panel(index.row())
            self._show_kind()

    def _show_kind(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, PANELS):
            panel.show_again()

    def ask_bundle(self, thread: str = "") -> None:
        """Ask what goes into a bundle, first of all the incident of ``thread``."""
        BundleDialog(self.window(), self.session, thread).open()

    def ask_file(self) -> None:
        """Ask for a file and judge it."""
        session, window = self.session, self.window()
        choose_file(window, lambda path: CheckDialog(window, session, path).open())

    def _enter(self) -> None:
        """Enter on a kind goes to what can be done with it."""
        panel = self.panels.currentWidget()
        if isinstance(panel, PANELS):
            panel.first.setFocus()

    def _sign(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, InsurancePanel | DayPanel):
            panel.sign_now()

    def _save(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, PANELS):
            panel.leaving.ask_where()

    def _print(self) -> None:
        panel = self.panels.currentWidget()
        if isinstance(panel, PANELS):
            panel.leaving.send_to_printer()


PAGE = PageSpec("reports", "file-text", N_("&Reports"), ReportsPage, act="read_book")
