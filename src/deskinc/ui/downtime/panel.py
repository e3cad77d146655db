"""Beside the sheets for writing by hand: which kind, how many; and copying a written one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.downtime import sheets
from deskinc.desk.downtime.sheets import Blanks
from deskinc.desk.papers.papers import Signed
from deskinc.i18n import _
from deskinc.ui.downtime.dialog import copy_sheet
from deskinc.ui.labelled import Labelled, choice, line, wrong
from deskinc.ui.papers.facts import Facts
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button, column, ground, label
from deskinc.ui.session import Session

AT_FIRST = 5
"""Sheets that are offered."""


class SheetsPanel(QWidget):
    """Lays out numbered sheets; their numbers are recorded before anybody has them."""

    def __init__(self, session: Session, view: PaperView) -> None:
        super().__init__()
        self._session, self._view = session, view
        self._made: Blanks | None = None
        self._paper: Signed | None = None
        self.kind, self.count = choice(sheets.kinds()), line(str(AT_FIRST), limit=3)
        self.first = self.kind
        self.count_row = Labelled(_("Ho&w many"), self.count)
        self.lay = Button(_("S&how the sheets"), "plain", _("Enter"), pressed=self.make)
        self.facts = Facts()
        self.leaving = Leaving(session, numbered=True)
        self.leaving.beside.hide()
        self.copy = Button(_("Cop&y a written sheet…"), size="small", icon="pen-line",
                           pressed=self.ask_copy)  # fmt: skip
        self.count.returnPressed.connect(self.make)
        words = _(
            "Print some before they are needed, and keep them at the desk. Each has a number of "
            "its own, never given twice; a second copy of the same says that it is one."
        )
        inside = column(
            label(_("To be printed"), "text", 600), label(words, role="muted", wrap=True),
            Labelled(_("Kin&d of sheet"), self.kind), self.count_row, self.lay, self.facts,
            gap=8, margins=(20, 14, 20, 12),
        )  # fmt: skip
        inside.addSpacing(10)
        inside.addWidget(label(_("Written on"), "text", 600))
        inside.addWidget(self.copy)
        inside.addStretch(1)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(FollowingArea(ground("surface", inside)), 1)
        layer.addLayout(column(self.leaving, margins=(20, 8, 20, 12)))
        self._show_role()
        session.officer_changed.connect(self._show_role)

    def _show_role(self) -> None:
        self.copy.setVisible(self._session.office.officer.may("transcribe"))

    def ask_copy(self) -> None:
        """Copy a sheet that was written on."""
        copy_sheet(self.window(), self._session)

    def show_again(self) -> None:
        """Show the sheets as they were laid out; none are before they are asked for."""
        if self._made is not None:
            self._show(self._made)
            return
        self.facts.show_facts([])
        self._view.clear(
            _("No sheets are laid out"), _("Choose how many and press Enter: they stand here.")
        )

    def make(self) -> None:
        """Lay them out, off the GUI thread."""
        words, office = self.count.text().strip(), self._session.office
        good = words.isascii() and words.isdigit() and 1 <= int(words) <= sheets.MOST
        most = _("1 to {most}.").format(most=sheets.MOST)
        if wrong(self.count_row, "" if good else most):
            return
        kind = str(self.kind.currentData())
        self._view.wait(_("Laying out the sheets"))
        self._session.run(self, lambda: sheets.print_sheets(office, kind, int(words)), self._take)

    def _take(self, made: Blanks) -> None:
        self._made, self._paper = made, Signed(made.pdf, made.pages, made.name, 0)
        self._show(made)
        self.leaving.print.setFocus()

    def _show(self, made: Blanks) -> None:
        self._view.show_pdf(made.pdf, made.pages, made.title, _("to be written by hand"))
        self.facts.show_facts([(_("Sheets"), f"{made.first}–{made.last}")])
        self.leaving.show_paper(self._paper)
