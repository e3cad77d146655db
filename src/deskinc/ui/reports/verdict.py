"""What the outside verifier says of a file, in words; and a file brought back to be checked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from deskinc.desk.papers import brought_back
from deskinc.desk.papers.brought_back import Ours, Verdict
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.banner import announce
from deskinc.ui.dialogs import Wide
from deskinc.ui.labelled import Fault
from deskinc.ui.papers.given import clear
from deskinc.ui.parts import Button, IconLabel, label, row
from deskinc.ui.session import Session

KINDS = "*.zip *.pdf *.json"
SIGN = 24
"""The sign beside the answer, logical pixels."""


class VerdictPart(QWidget):
    """The answer in one word, what it means, whether it is of this book, and the reasons."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.verdict: Verdict | None = None
        self._path = Path()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Judging the file"))
        self.state = label("", role="muted", wrap=True)
        self.fault = Fault()
        self.answer = QWidget()
        self._lines = QVBoxLayout(self.answer)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Everything the check says"))
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(8)
        for part in (self.bar, self.state, self.fault, self.answer):
            layer.addWidget(part)
        layer.addWidget(self.text, 1)
        self._show(waiting=False)

    def judge(self, path: Path) -> None:
        """Have the file judged in a process of its own; what is said of another one goes."""
        office, self._path, self.verdict = self._session.office, path, None
        self.state.setText(_("Judging {name}, in a process of its own.").format(name=path.name))
        self.fault.say("")
        self._show(waiting=True)
        tasks.run(
            self, lambda: brought_back.judge(office, path),
            lambda told: self._told(path, told), lambda error: self._failed(path, error),
        )  # fmt: skip

    def _show(self, *, waiting: bool) -> None:
        told = self.verdict is not None
        self.state.setVisible(waiting)
        self.bar.hide()
        for part in (self.answer, self.text):
            part.setVisible(told)
        if waiting:
            QTimer.singleShot(500, self, lambda: self.bar.setVisible(self.state.isVisible()))

    def _told(self, path: Path, told: Verdict) -> None:
        if path != self._path:
            return
        self.verdict = told
        clear(self._lines)
        sign, role = _sign(told)
        word = label(told.kind, "title", 600, role=role)
        head = QWidget()
        across = row(IconLabel(sign, SIGN, role), word, gap=10)
        across.addStretch(1)
        head.setLayout(across)
        self._lines.addWidget(head)
        for sentence in (told.means, told.of_ours, *told.whys[:3]):
            self._lines.addWidget(label(sentence, wrap=True))
        self.text.setPlainText(told.text)
        self.answer.setAccessibleName(f"{told.kind}. {told.means} {told.of_ours}")
        self._show(waiting=False)
        announce(self.answer)

    def _failed(self, path: Path, error: Exception) -> None:
        if not isinstance(error, DeskError):
            tasks.crash(error)
        elif path == self._path:
            self._show(waiting=False)
            self.fault.say(str(error))


def _sign(told: Verdict) -> tuple[str, str]:
    """Green only for what is VALID and of this book; another book is no fault."""
    if told.good:
        return "shield-check", "ok"
    if told.kind == "VALID" and told.ours in {Ours.FOREIGN, Ours.UNSEALED}:
        return "circle-alert", "pending"
    return "octagon-alert", "fault"


class CheckDialog(Wide):
    """A bundle, a record.json or a signed PDF, judged as deskinc-verify does."""

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent, _("Check a file"))
        self.title = label("", "title", 600, wrap=True)
        self.part = VerdictPart(session)
        self.layer.addWidget(self.title)
        self.layer.addWidget(self.part, 1)
        self.layer.addStretch(0)
        foot = row(gap=12)
        foot.addStretch(1)
        other = Button(_("Check an&other…"), pressed=lambda: choose_file(self, self.show_file))
        self.shut = Button(_("Close"), "primary", _("Esc"), pressed=self.reject)
        for button in (other, self.shut):
            foot.addWidget(button)
        self.layer.addLayout(foot)
        self.shut.setDefault(True)
        self.shut.setFocus()
        self.show_file(path)

    def show_file(self, path: Path) -> None:
        """Judge another file."""
        self.title.setText(path.name)
        self.part.judge(path)


def choose_file(parent: QWidget, chosen: Callable[[Path], object]) -> None:
    """Ask for a file; ``chosen`` gets its path."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, _("Check a file"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([
        _("Bundles and papers") + f" ({KINDS} {KINDS.upper()})", _("Every file") + " (*)",
    ])  # fmt: skip
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
