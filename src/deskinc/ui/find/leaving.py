"""A list leaves the book: what it is, in which format, for whom, and whose passphrase signs it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from deskinc.desk.papers import lists
from deskinc.desk.papers.list_tables import Table
from deskinc.desk.papers.lists import Asked, Left
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Labelled, beside, choice, line
from deskinc.ui.papers.facts import Facts
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing


class ListDialog(Signing):
    """Nothing is written before a file is chosen; Esc stops what is on its way."""

    def __init__(self, parent: QWidget, session: Session, table: Callable[[], Table]) -> None:
        super().__init__(
            parent, session, _("Export the list"),
            _("A file that other programs read, and beside it a manifest with its hash. That it "
              "leaves, and for whom, is itself a record."),
            _("S&ave…"),
        )  # fmt: skip
        self._table: Table | None = None
        self._task: tasks.Task | None = None
        self.facts, self.says = Facts(), Says(lists.meaning(""))
        self.format, self.recipient = choice(list(lists.FORMATS.items())), line(limit=500)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Writing the list"))
        self.bar.hide()
        self._rows = Labelled(_("&Format"), self.format), Labelled(_("&Recipient"), self.recipient)
        self.layer.addWidget(self.facts)
        self.layer.addLayout(beside(*self._rows))
        self.layer.addWidget(self.says)
        self.hand = self.ask_own()
        self.layer.addWidget(self.bar)
        self.finish()
        self.recipient.textChanged.connect(
            lambda words: self.says.show_words(lists.meaning(words.strip()))
        )
        self.go.setEnabled(False)
        self.go.set_kind("plain")
        self.format.setFocus()
        tasks.look(self, table, self._offer, self.failed)

    def _offer(self, table: Table) -> None:
        self._table = table
        self.facts.show_facts([
            (_("List"), table.title),
            (_("Asked for"), table.asked or _("everything")),
            (_("Rows"), f"{table.count:,}"),
        ])  # fmt: skip
        self.set_busy(busy=False)

    def sign(self) -> None:
        """Ask for a file name, once the passphrase is typed."""
        table = self._table
        if table is None or not self.is_typed():
            return
        form = str(self.format.currentData())
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = QFileDialog(
            self, _("Save the list"), QStandardPaths.writableLocation(place),
            f"{lists.FORMATS[form]} (*.{form})",
        )  # fmt: skip
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.selectFile(lists.name(table, form, self.session.now()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(lambda name: self._write(table, form, Path(name)))
        dialog.open()

    def _write(self, table: Table, form: str, path: Path) -> None:
        office, passphrase = self.session.office, self.hand.field.text()
        asked = Asked(form, path, self.recipient.text().strip())
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show_progress)
        self.fault.say("")
        self.set_busy(busy=True)
        self._task.start(
            lambda report, stopped: lists.export(
                office, table, asked, passphrase, progress=report, stopped=stopped
            ),
            self._done, self.failed, lane="check",
        )  # fmt: skip

    def set_busy(self, *, busy: bool, words: str = "") -> None:
        """Nothing is typed while it is written."""
        super().set_busy(busy=busy, words=words)
        for row in self._rows:
            row.setEnabled(not busy)
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        self.leave.setText(_("Stop") if busy else _("Cancel"))
        self.leave.setEnabled(True)
        if busy:
            self.leave.setFocus()

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setValue(round(fraction * 100))
        self.state.setText(words)

    def _done(self, left: Left | None) -> None:
        self.busy = False
        if left is not None:
            words = _("{name} is saved; the book records that it left.")
            self.session.say(words.format(name=left.path.name))
            self.accept()
        elif self.session.is_locked:
            self.reject()
        else:
            self.set_busy(busy=False)
            self.say(DeskError(_("Stopped. Nothing has left the book.")))

    def reject(self) -> None:
        """Stop what is written; what is not begun is left."""
        if self.busy and self._task is not None:
            self._task.cancel()
            self.leave.setEnabled(False)
        else:
            super().reject()


def export_list(parent: QWidget, session: Session, table: Callable[[], Table]) -> ListDialog:
    """Ask how a list is to leave; ``table`` is read off the GUI thread."""
    dialog = ListDialog(parent, session, table)
    dialog.open()
    return dialog
