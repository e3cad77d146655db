"""The blanks that a snippet left in the words: shown, gone through by Tab, and filled."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from deskinc.desk.lines import snippets
from deskinc.ui import theme
from deskinc.ui.plainwords import PlainWords, units

OURS = QTextFormat.Property.UserProperty + 18
"""By this a blank is told from what else is marked in the field."""


class BlankWords(PlainWords):
    """Words with blanks; what one types himself in such brackets is none."""

    blanks: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self._mark)

    def set_blanks(self, blanks: tuple[str, ...]) -> None:
        """What counts as a blank in these words."""
        self.blanks = blanks
        self._mark()

    def put_in(self, text: str) -> None:
        """Write a snippet at the cursor, and go to its first blank."""
        at = self.textCursor().selectionStart()
        self.textCursor().insertText(text)
        self.set_blanks((*self.blanks, *snippets.blanks(text)))
        cursor = self.textCursor()
        end = cursor.position()
        cursor.setPosition(at)
        self.setTextCursor(cursor)
        if not self.to_blank(after=at):
            cursor.setPosition(end)
            self.setTextCursor(cursor)

    def unfilled(self) -> list[tuple[int, int]]:
        """Where blanks still stand, as Qt counts."""
        if not self.blanks:
            return []
        words = self.words()
        spans = snippets.unfilled(words, self.blanks)
        return [(units(words[:start]), units(words[:end])) for start, end in spans]

    def to_blank(self, after: int = 0, *, back: bool = False) -> bool:
        """Choose the next blank from there on (the one before it: ``back``), if there is one."""
        found = self.unfilled()
        there = [s for s in found if s[1] <= after] if back else [s for s in found if s[0] >= after]
        if not there:
            return False
        start, end = there[-1] if back else there[0]
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def fill(self, words: str) -> None:
        """Write ``words`` into the chosen blank, or the first one, and go to the next."""
        cursor = self.textCursor()
        chosen = (cursor.selectionStart(), cursor.selectionEnd())
        if chosen in self.unfilled() or self.to_blank():
            self.textCursor().insertText(words)
            self.to_blank()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next blank while one is left, Shift+Tab to the one before."""
        cursor = self.textCursor()
        at = cursor.selectionEnd() if forward else cursor.selectionStart()
        return self.to_blank(at, back=not forward) or super().focusNextPrevChild(forward)

    def changeEvent(self, event: QEvent) -> None:
        """Other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        kept = [one for one in self.extraSelections() if not one.format.hasProperty(OURS)]
        spans = self.unfilled()
        if spans or len(kept) != len(self.extraSelections()):
            self.setExtraSelections([*kept, *(self._marked(*span) for span in spans)])

    def _marked(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(theme.color("accent_soft"))
        look.setForeground(theme.color("stub"))
        look.setFontUnderline(True)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        look.setProperty(OURS, True)
        made.cursor, made.format = cursor, look
        return made
