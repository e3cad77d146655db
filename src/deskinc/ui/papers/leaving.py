"""How a signed paper leaves the book: saved where the officer says, or printed."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from deskinc.desk.papers import printing
from deskinc.desk.papers.exports import certificate_beside
from deskinc.desk.papers.papers import Signed, save
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Box
from deskinc.ui.parts import Button, column, row
from deskinc.ui.printing import ask_printer, print_pdf
from deskinc.ui.session import Session


class Leaving(QWidget):
    """Print, Save…, and whether the site's certificate is written beside the file."""

    saved = Signal(str)
    """A paper lies at this path."""

    def __init__(self, session: Session, *, numbered: bool = False) -> None:
        super().__init__()
        self._session = session
        self._signed: Signed | None = None
        self._numbered, self._left = numbered, 0
        self.print = Button(_("Pri&nt"), icon="printer", pressed=self.send_to_printer)
        self.save = Button(_("S&ave…"), "plain", "Ctrl+S", icon="save", pressed=self.ask_where)
        self.beside = Box(_("Write site-&ca.cer beside it"))
        self.beside.setToolTip(_("The certificate a reader needs to call the signatures valid."))
        self._buttons: QBoxLayout = row(self.print, self.save, gap=12)
        self._buttons.addStretch(1)
        layer = column(gap=8, margins=(0, 4, 0, 4))
        layer.addLayout(self._buttons)
        layer.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layer)
        self.show_paper(None)

    def show_paper(self, signed: Signed | None) -> None:
        """Offer a signed paper; None offers none."""
        if signed is not self._signed:
            self._left = 0
        self._signed = signed
        for part in (self.print, self.save, self.beside):
            part.setEnabled(signed is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where long words leave no room for both, one stands below the other."""
        super().resizeEvent(event)
        needed = self.print.sizeHint().width() + self.save.sizeHint().width() + 12
        sides = QBoxLayout.Direction.LeftToRight
        below = QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(sides if needed <= self.width() else below)

    def ask_where(self) -> None:
        """Ask for a file name; nothing is written before it is given."""
        if self._signed is None:
            return
        places = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(places))
        start = folder if folder.is_dir() else Path(QDir.homePath())
        dialog = QFileDialog(self.window(), _("Save the paper"), str(start), _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._signed.name)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _write(self, name: str) -> None:
        signed, path, office = self._signed, Path(name), self._session.office
        beside, left = self.beside.isChecked(), self._left
        if signed is None:
            return

        def work() -> None:
            sheets = replace(signed, pdf=printing.copy_of(office, signed, left))
            save(sheets if self._numbered else signed, path)
            if beside:
                certificate_beside(office, path)

        def done(_nothing: None) -> None:
            more = _("site-ca.cer lies beside it.") if beside else ""
            self._left += 1
            self._session.say(_("{name} is saved.").format(name=path.name), more)
            self.saved.emit(name)

        self._session.run(self, work, done)

    def send_to_printer(self) -> None:
        """Print it; where there is no printer, say what to do instead."""
        signed = self._signed
        if signed is None:
            return
        office, left = self._session.office, self._left

        def work() -> None:
            ask_printer()
            if self._numbered:
                printing.printed(office, signed)
                print_pdf(printing.copy_of(office, signed, left))
            else:
                print_pdf(printing.to_print(office, signed))

        tasks.run(self, work, self._printed, self._not_printed)

    def _printed(self, _nothing: None) -> None:
        self._left += 1
        self._session.say(_("The paper is on its way to the printer."))

    def _not_printed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            self._session.fail(error)
            return
        self._session.say(error.what, error.todo, tone="pending", action=_("Save…"),
                          act=self.ask_where)  # fmt: skip
