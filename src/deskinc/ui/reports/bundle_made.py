"""The last step of a bundle: how far it is, what it holds, saving it, and checking the file."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from deskinc.desk.papers import bundles
from deskinc.desk.papers.bundles import Made
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault, wrong
from deskinc.ui.papers.facts import Facts
from deskinc.ui.parts import label
from deskinc.ui.reports.verdict import VerdictPart
from deskinc.ui.session import Session
from deskinc.ui.signing import Asked


class MadeStep(QWidget):
    """Nothing leaves before it is signed for and saved; that it leaves is recorded first, once."""

    changed = Signal()
    """Another verb is next, or none while something is done."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._n = 0
        self.made: Made | None = None
        self.saved: Path | None = None
        self.busy = False
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Making the bundle"))
        self.state = label("", role="muted", wrap=True)
        self.facts = Facts()
        name = session.office.officer.name.replace("&", "&&")
        self.asked = Asked(words=_("&Passphrase of {name}").format(name=name))
        self.asked.setMaximumWidth(420)
        self.passphrase = self.asked.field
        self.fault = Fault()
        self.verdict = VerdictPart(session)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(12)
        for part in (self.bar, self.state, self.facts, self.asked, self.fault):
            layer.addWidget(part)
        self._ask(shown=False)
        layer.addWidget(self.verdict, 1)
        layer.addStretch(0)

    def _ask(self, *, shown: bool) -> None:
        self.asked.setVisible(shown)
        self.passphrase.forget()
        self.asked.row.clear()

    def wait(self) -> None:
        """A bundle is being made."""
        self._ask(shown=False)
        self.made, self.saved, self._n = None, None, 0
        self.facts.hide()
        self.fault.say("")
        self.bar.setValue(0)
        self.bar.show()
        self.state.setText("")

    def show_progress(self, fraction: float, words: str) -> None:
        """How far it is."""
        self.bar.setValue(round(fraction * 100))
        self.state.setText(words)

    def show_made(self, made: Made, recipient: str) -> None:
        """The bundle is ready to be saved."""
        self.made = made
        self.bar.hide()
        self.state.setText(_("Nobody has it yet. Save it where you can hand it on."))
        holds = _("{records} records; {shown} values shown, {withheld} only proved to exist")
        self.facts.show_facts([
            (_("File"), made.name),
            (_("Holds"), holds.format(
                records=made.records, shown=made.shown, withheld=made.withheld)),
            (_("Size"), _("{size} KB").format(size=f"{-(-len(made.data) // 1024):,}")),
            (_("Seal"), _("{size} records, code {code}").format(
                size=f"{made.size:,}", code=made.code)),
            (_("Recipient"), recipient or _("not named")),
        ])  # fmt: skip
        self.facts.show()
        self.asked.says.show_words(bundles.meaning(recipient))
        self._ask(shown=True)
        self.changed.emit()

    def ask_where(self) -> None:
        """Ask for a file name; nothing is written before it is given."""
        if self.made is None or self.busy:
            return
        if not self._n and wrong(
            self.asked.row, "" if self.passphrase.text() else _("Type the passphrase.")
        ):
            return
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = QFileDialog(
            self, _("Save the bundle"), QStandardPaths.writableLocation(place), "ZIP (*.zip)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(self.made.name)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def _save(self, path: Path) -> None:
        made, office, words = self.made, self._session.office, self.passphrase.text()
        if made is None:
            return
        self._set_busy(busy=True)
        self.fault.say("")

        def recorded(n: int) -> None:
            self._n = n
            self._ask(shown=False)
            tasks.run(self, lambda: bundles.save(made, path), lambda _none: self._saved(path),
                      self._failed)  # fmt: skip

        if self._n:
            recorded(self._n)
        else:
            tasks.run(self, lambda: bundles.record(office, made, words), recorded, self._failed)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        self.asked.setEnabled(not busy)
        self.changed.emit()

    def _saved(self, path: Path) -> None:
        self.saved = path
        self.state.setText(_("Saved as {name}; the book records that it left.").format(name=path))
        self._set_busy(busy=False)
        self._session.say(_("{name} is saved.").format(name=path.name))

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self.passphrase.forget()
            wrong(self.asked.row, str(error))
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)

    def check(self) -> None:
        """Judge the very file that was saved, as an outsider would."""
        if self.saved is not None:
            self.facts.hide()
            self.verdict.judge(self.saved)
