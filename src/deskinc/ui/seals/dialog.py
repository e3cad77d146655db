"""*Check a paper seal*: scanned or typed, and held against every byte of the book."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk.papers import paper_seals
from deskinc.desk.papers.paper_seals import Answer, PaperSeal
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import icons, tasks
from deskinc.ui.banner import announce
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, line
from deskinc.ui.parts import Button, IconLabel, column, kind_of, label, row
from deskinc.ui.session import Session

WIDTH = 560
_SIGNS = {"same": ("shield-check", "ok"), "lost": ("hourglass", "pending"),
          "other": ("hourglass", "pending")}  # fmt: skip
_BAD = ("octagon-alert", "fault")


class PaperSealDialog(Question):
    """Code and number of records; a scanner fills both and presses Enter. The answer stays."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        text = _(
            "Scan the square on the paper. Or type its code of seven groups and the number of "
            "records beside it: O and 0, I and 1, capitals and blanks do not matter."
        )
        super().__init__(parent, _("Check a paper seal"), text)
        self.setMinimumWidth(WIDTH)
        self._session = session
        self._task: tasks.Task | None = None
        self.code, self.records = line(limit=400), line(limit=24)
        self.records.setFixedWidth(160)
        self.code_row = Labelled(_("&Code, or the scanned square"), self.code)
        self.records_row = Labelled(_("&Records sealed"), self.records)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Reading the whole book"))
        self.sign = IconLabel("", icons.RAIL)
        self.sentence, self.todo = label("", weight=600, wrap=True), label("", "note", wrap=True)
        self.go = Button(_("Chec&k"), "primary", _("Enter"), pressed=self.check)
        self.leave = Button(_("Close"), "plain", _("Esc"), pressed=self.reject)
        self._place()
        for field in (self.code, self.records):
            field.textEdited.connect(lambda _new: self._clear())
        self.code.setFocus()

    def _place(self) -> None:
        self.answer = QWidget()
        across = row(gap=12, margins=(0, 8, 0, 0))
        across.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column(self.sentence, self.todo, gap=4), 1)
        self.answer.setLayout(across)
        parts: tuple[QWidget, ...] = (self.code_row, self.records_row, self.bar, self.answer)
        for part in parts:
            self.layer.addWidget(part)
        self.bar.hide()
        self.answer.hide()
        self.end(self.leave, self.go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from a typed code to the number, and from there checks."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        typed = self.code.hasFocus() and not paper_seals.is_scanned(self.code.text())
        if typed and self.code.text().strip() and not self.records.text():
            self.records.setFocus()
        else:
            self.check()

    def check(self) -> None:
        """Read what was scanned or typed, then the book; a slip is said at its field."""
        if self._task is not None:
            return
        self._clear()
        try:
            paper = paper_seals.read_paper(self.code.text(), self.records.text())
        except InvalidForm as error:
            self._show_notes(error.notes)
            return
        self._start(paper)

    def _start(self, paper: PaperSeal) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)
        self.bar.show()
        self.go.setEnabled(False)
        self._task = tasks.Task(self)
        self._task.progressed.connect(lambda part, _words: self.bar.setValue(int(part * 1000)))
        office = self._session.office
        self._task.start(
            lambda report, stopped: paper_seals.check_paper(
                office, paper, lambda done, every: report(done / max(1, every), ""), stopped
            ),
            self._answered,
            self._failed,
        )

    def _ended(self) -> None:
        self._task = None
        self.bar.hide()
        self.go.setEnabled(True)

    def _answered(self, answer: Answer) -> None:
        self._ended()
        sign, role = _SIGNS.get(answer.kind, _BAD)
        self.sign.show_icon(sign, role)
        self.sentence.setText(answer.sentence)
        self.todo.setText(answer.todo)
        kind_of(self.sentence, role=role)
        self.answer.setAccessibleName(f"{answer.sentence} {answer.todo}".strip())
        self.answer.show()
        announce(self.answer)
        self.code.setFocus()
        self.code.selectAll()

    def _failed(self, error: Exception) -> None:
        self._ended()
        if isinstance(error, InvalidForm):
            self._show_notes(error.notes)
        elif isinstance(error, DeskError):
            self.code_row.say(str(error))
        else:
            tasks.crash(error)

    def _show_notes(self, notes: dict[str, str]) -> None:
        asked = {"code": self.code_row, "records": self.records_row}
        for name, words in notes.items():
            asked[name].say(words)
            asked[name].field.setFocus()

    def _clear(self) -> None:
        self.code_row.clear()
        self.records_row.clear()
        self.answer.hide()

    def reject(self) -> None:
        """Close; a check under way is stopped."""
        if self._task is not None:
            self._task.cancel()
        super().reject()
