"""Finding in the book (Ctrl+F): hits are shown where they stand, one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.parts import Button, IconLabel, hairline, label, row
from deskinc.ui.session import Session

WAIT_MS = 120
MOST = 200


class FindBox(QFrame):
    """A field over the log; Enter goes to the next older hit, Shift+Enter to the newer one."""

    hit = Signal(int)
    """The chain number of the line to show."""
    words_changed = Signal(tuple)
    """The words to be marked."""
    shut = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._hits: Sequence[Line] = ()
        self._at = 0
        self._officer = ""
        self.setProperty("kind", "find")
        self.field = QLineEdit()
        self.field.setFont(theme.font("base"))
        self.field.setAccessibleName(_("Find in the book"))
        self.field.setPlaceholderText(_("Words or a line number"))
        self.field.setMaximumWidth(420)
        self._count = label("", "note", role="muted", tabular=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.field.textEdited.connect(self._edited)
        inside = row(IconLabel("search"), self.field, self._count, gap=12, margins=(24, 6, 16, 6))
        inside.addStretch(1)
        older = Button(_("&Older"), "flat", _("Enter"), pressed=lambda: self.step(1))
        newer = Button(_("&Newer"), "flat", _("Shift+Enter"), pressed=lambda: self.step(-1))
        close = Button(_("Close"), "flat", _("Esc"), pressed=self.leave)
        for button in (older, newer, close):
            inside.addWidget(button)
        self.setLayout(inside)
        self._line = hairline()
        self._line.setParent(self)
        self.hide()

    def open(self, words: str = "", officer: str = "") -> None:
        """Show the field, with ``words`` if given.

        With ``officer``, a thread, the words are his name and all lines that he wrote are found.
        """
        self._officer = officer
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if words or officer:
            self.field.setText(words)
            self._search()
        else:
            self.field.selectAll()

    def leave(self) -> None:
        """Hide, and mark nothing."""
        self.hide()
        self._wait.stop()
        if self._officer:
            self.field.clear()
            self._officer, self._hits = "", ()
            self._count.setText("")
        self.words_changed.emit(())
        self.shut.emit()

    def step(self, by: int) -> None:
        """Go to the next older (1) or newer (−1) hit."""
        if self._wait.isActive():
            self._wait.stop()
            self._search()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show_hit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            newer = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if newer else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, _event: object) -> None:
        """Keep the hairline at the lower edge."""
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)

    def _edited(self, _text: str) -> None:
        self._officer = ""
        self._wait.start()

    def _search(self) -> None:
        words, office, officer = self._words(), self._session.office, self._officer
        if not words and not officer:
            self._found("", ())
            return

        def work() -> list[Line]:
            return entries.find(office, entries.Wanted(words, officer=officer), limit=MOST)

        self._session.look(self, work, lambda hits: self._found(words, hits))

    def _words(self) -> str:
        """The words to find; the name of an officer stands for his thread."""
        return "" if self._officer else self.field.text().strip()

    def _found(self, words: str, hits: Sequence[Line]) -> None:
        if words != self._words():
            return
        self._hits, self._at = hits, 0
        self.words_changed.emit(tuple(words.casefold().split()))
        if hits:
            self._show_hit()
        else:
            self._count.setText(_("Nothing found") if words or self._officer else "")

    def _show_hit(self) -> None:
        self._count.setText(
            _("{at} of {count}").format(at=self._at + 1, count=len(self._hits))
            + ("+" if len(self._hits) == MOST else "")
        )
        self.hit.emit(self._hits[self._at].n)
