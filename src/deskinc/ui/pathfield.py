"""A path: typed, dropped or chosen in the system's dialog."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from deskinc.ui.labelled import line
from deskinc.ui.parts import Button, row


class PathField(QWidget):
    """A line for the path and a button that chooses; files and folders can be dropped on it."""

    def __init__(self, title: str, verb: str, *, kinds: str = "", height: int = 40) -> None:
        super().__init__()
        self._title, self._kinds = title, kinds
        self.field: QLineEdit = line(limit=4096, height=height)
        self.field.setAcceptDrops(False)
        self.choose = Button(verb, pressed=self._choose)
        self.choose.setFixedHeight(height)
        layer = row(gap=8)
        layer.addWidget(self.field, 1)
        layer.addWidget(self.choose)
        self.setLayout(layer)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.field)

    def path(self) -> Path | None:
        """The path that stands there; None for none."""
        typed = self.field.text().strip()
        return Path(typed).expanduser() if typed else None

    def set_path(self, path: Path | str) -> None:
        """Show ``path`` as if it had been typed."""
        self.field.setText(str(path))
        self.field.textEdited.emit(str(path))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._title)
        if self._kinds:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilter(self._kinds)
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Anything that is one local path is welcome."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the path."""
        self.set_path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
