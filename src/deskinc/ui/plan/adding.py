"""Taking in another plan: choose the file, name it, and see how far it is."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from deskinc.desk.incidents import plans
from deskinc.desk.office import Saved
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.ids import id_text
from deskinc.ui.labelled import Labelled, line, wrong
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session

KINDS = "*.svg *.png *.jpg *.jpeg *.pdf"


class NamePlan(Question):
    """Asks for the name and the floor of a plan whose file is chosen."""

    named = Signal(str, str)

    def __init__(self, parent: QWidget, path: Path) -> None:
        text = _("{file} is checked, then kept in the book with everything pinned on it.")
        super().__init__(parent, _("Add this floor plan?"), text.format(file=path.name))
        self.name, self.floor = line(proposed_name(path), limit=200), line(limit=100)
        self.name_row = Labelled(_("&Name of the plan"), self.name)
        hint = _("As officers say it: Ground, 3, B1.")
        self.floor_row = Labelled(_("F&loor"), self.floor, hint)
        self.layer.addSpacing(8)
        for part in (self.name_row, self.floor_row):
            self.layer.addWidget(part)
        self.end(
            Button(_("Cancel"), key=_("Esc"), pressed=self.reject),
            Button(_("Add"), "primary", _("Enter"), pressed=self.give),
        )
        self.floor.setFocus()

    def give(self) -> None:
        """Take the answers if there are both."""
        name, floor = self.name.text().strip(), self.floor.text().strip()
        if wrong(self.name_row, "" if name else _("Name the plan.")):
            return
        if wrong(self.floor_row, "" if floor else _("Say which floor it shows.")):
            return
        self.accept()
        self.named.emit(name, floor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the answers from any field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.give()
        else:
            super().keyPressEvent(event)


def proposed_name(path: Path) -> str:
    """A name out of the file's."""
    return path.stem.replace("_", " ").replace("-", " ").strip().capitalize()


class Adding(QFrame):
    """A bar with words and progress while a plan is taken in; hidden otherwise."""

    added = Signal(str)
    """The thread of the new plan."""
    SHOW_AFTER_MS = 1000

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: tasks.Task | None = None
        self._stopped = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "raised")
        self._words = label("", "note")
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Taking in the plan"))
        self.stop = Button(_("Stop"), size="small", pressed=self.cancel)
        inside = QVBoxLayout()
        inside.addWidget(self._words)
        inside.addWidget(self._bar)
        across = row(gap=16, margins=(20, 8, 20, 10))
        across.addLayout(inside, 1)
        across.addWidget(self.stop)
        self.setLayout(across)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(self.SHOW_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self.hide()

    def choose(self) -> None:
        """Ask for the file, then for name and floor."""
        if self._task is not None:
            return
        dialog = QFileDialog(self.window(), _("Add a floor plan"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Floor plans") + f" ({KINDS} {KINDS.upper()})")
        dialog.fileSelected.connect(lambda chosen: self.name_it(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def name_it(self, path: Path) -> None:
        """Ask how the plan in ``path`` is called."""
        dialog = NamePlan(self.window(), path)
        dialog.named.connect(lambda name, floor: self._start(path, name, floor))
        dialog.open()

    def _start(self, path: Path, name: str, floor: str) -> None:
        self._stopped = False
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show)
        self._wait.start()
        office = self._session.office
        self._task.start(
            lambda report, stopped: plans.import_plan(
                office, path, name, floor, report, stopped
            ).result(),
            self._done,
            self._failed,
        )

    def _show(self, fraction: float, words: str) -> None:
        self._bar.setValue(round(fraction * 100))
        self._words.setText(words)

    def cancel(self) -> None:
        """Stop after the step that is running; nothing is added."""
        if self._task is not None:
            self._stopped = True
            self._task.cancel()
            self._words.setText(_("Stopping."))

    def _end(self) -> None:
        self._wait.stop()
        self.hide()
        if self._task is not None:
            self._task.deleteLater()
        self._task = None

    def _done(self, saved: Saved) -> None:
        self._end()
        self.added.emit(id_text(saved.records[0].thread))

    def _failed(self, error: Exception) -> None:
        self._end()
        if not self._stopped:
            self._session.fail(error)
