"""Sheets that were copied without a scan: in amber for a shift lead until one is added (D7)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from deskinc.desk.downtime import copied
from deskinc.desk.office import Record
from deskinc.i18n import _
from deskinc.ui.downtime.shown import show_sheet
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session


class WithoutScan(QFrame):
    """Names the sheets, and opens the first; hidden where there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        self.session = session
        self.numbers: list[int] = []
        self.words = label("", wrap=True)
        self.open = Button(_("Sho&w the sheet…"), size="small", pressed=self.show_first)
        inside = row(gap=12, margins=(16, 6, 16, 6))
        inside.addWidget(self.words, 1)
        inside.addWidget(self.open)
        self.setLayout(inside)
        self.hide()
        session.recorded.connect(self._recorded)
        session.officer_changed.connect(self.refresh)

    def _recorded(self, records: Sequence[Record]) -> None:
        if any(record.form in {"import", "strike"} for record in records):
            self.refresh()

    def refresh(self) -> None:
        """Read anew which sheets lack their scan."""
        office = self.session.office
        if self.session.is_closed or not office.officer.may("review"):
            self.hide()
            return
        self.session.look(self, lambda: copied.unscanned(office), self._show)

    def _show(self, numbers: list[int]) -> None:
        self.numbers = numbers
        listed = ", ".join(map(str, numbers))
        one, many = (
            _("Sheet {no} is copied without a scan."),
            _("Sheets {no} are copied without a scan."),
        )
        self.words.setText((one if len(numbers) == 1 else many).format(no=listed))
        self.setVisible(bool(numbers))

    def show_first(self) -> None:
        """Open the first of them, where its scan can be added."""
        if self.numbers:
            show_sheet(self.window(), self.session, self.numbers[0])
