"""A file of an incident looked at: its facts, never its content."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deskinc.desk.evidence import documents
from deskinc.desk.evidence.documents import FileRow
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session

_CHOSEN = (
    Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
)


class FileDialog(Question):
    """What is known of a file; a copy of it may be saved."""

    def __init__(
        self, parent: QWidget, session: Session, file: FileRow, exhibit: Callable[[int], object]
    ) -> None:
        super().__init__(parent, file.caption or file.name, file.name if file.caption else "")
        self._session, self._file = session, file
        locale = session.office.locale
        facts = (
            (_("Size"), file.size),
            (_("Received from"), file.received_from),
            (_("Kept"), f"{locale.date(file.kept)}, {locale.time(file.kept)}, {file.by}"),
            (_("SHA-256"), file.sha256),
            (_("Remark of the program"), file.remark),
        )
        for name, words in facts:
            if words:
                self.layer.addWidget(label(name, "small", role="muted"))
                said = label(words, wrap=True)
                said.setTextInteractionFlags(_CHOSEN)
                self.layer.addWidget(said)
        self.save = Button(_("&Save a copy…"), pressed=self.ask_where)
        self.save.setVisible(file.there and session.office.officer.may("export"))
        close = Button(_("Close"), "primary", _("Esc"), pressed=self.reject)
        self.exhibit = Button(_("Make an &exhibit…"), pressed=lambda: self._make(exhibit))
        self.exhibit.setVisible(file.there and session.office.officer.may("attach"))
        self.end(self.save, self.exhibit, close)
        close.setDefault(True)
        close.setFocus()

    def _make(self, exhibit: Callable[[int], object]) -> None:
        self.accept()
        exhibit(self._file.n)

    def ask_where(self) -> None:
        """Ask where the copy goes."""
        asked = QFileDialog(self, _("Save a copy"))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.selectFile(self._file.name)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda name: self._save(Path(name)))
        asked.open()

    def _save(self, path: Path) -> None:
        office, file, session = self._session.office, self._file, self._session
        words = _("{name} is saved.").format(name=path.name)
        tasks.run(
            session, lambda: documents.save_copy(office, file, path),
            lambda _saved: session.say(words), session.fail, lane="evidence",
        )  # fmt: skip
        self.accept()
