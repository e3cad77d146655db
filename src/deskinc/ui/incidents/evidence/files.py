"""The files of an incident in a list, and one of them looked at: its facts, never its content."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deskinc.desk.evidence import documents
from deskinc.desk.evidence.documents import FileRow
from deskinc.i18n import Locale, _
from deskinc.ui import tasks
from deskinc.ui.delegates import Row
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session

_CHOSEN = (
    Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
)


def rows(files: Sequence[FileRow], locale: Locale) -> list[Row]:
    """The files as rows of the list."""
    return [_row(one, locale) for one in files]


def _row(one: FileRow, locale: Locale) -> Row:
    when = f"{locale.short_date(one.kept)}, {locale.time(one.kept)} {one.by}"
    words = [one.name if one.caption else "", one.size, one.remark]
    return Row(
        one.n, one.caption or one.name, " · ".join(filter(None, words)), when, icon="paperclip",
        icon_role="pending" if one.remark else "muted",
    )  # fmt: skip


class FileDialog(Question):
    """What is known of a file; a copy of it may be saved."""

    def __init__(self, parent: QWidget, session: Session, file: FileRow) -> None:
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
        self.end(self.save, close)
        close.setDefault(True)
        close.setFocus()

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
