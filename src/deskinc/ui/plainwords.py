"""A field of plain words: what is typed or pasted stays as it is, no-break spaces too.

Signs that turn words around without being seen get a flag.
"""

import unicodedata

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from deskinc.i18n import _
from deskinc.ui import icons, plainpaste, theme

_BLOCK, _TAGS = "\u2029", 0xE0000
FLAG = 9
"""Height of the letters of a flag, logical pixels."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PlainWords(QPlainTextEdit):
    """Plain text, and how it is pasted, read and shown."""

    cut_short = Signal(int)
    """More was pasted than is taken: so many characters of it were."""

    def __init__(self) -> None:
        super().__init__()
        self._flags: list[tuple[int, str]] = []
        self.textChanged.connect(self._find_flags)

    def words(self) -> str:
        """What is written, as typed."""
        return self.document().toRawText().replace(_BLOCK, "\n")

    def go_to(self, at: int) -> None:
        """Put the cursor before the character of that place, counted from 0."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.words()[:at]))
        self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Whatever has words in it."""
        return plainpaste.can_paste(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Its words alone, and not without end."""
        words = plainpaste.plain(source)
        if len(words) > plainpaste.MOST:
            words = words[: plainpaste.MOST]
            self.cut_short.emit(len(words))
        self.textCursor().insertText(words)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift+Enter is a new line as Enter is; Qt would write a sign of its own."""
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in _ENTER:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def _find_flags(self) -> None:
        words = self.words()
        hidden = [] if words.isascii() else [at for at, c in enumerate(words) if is_unseen(c)]
        self._flags = [(units(words[:at]), f"{ord(words[at]):04X}") for at in hidden]
        self.setToolTip(unseen_codes(words))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, then a flag at each sign that cannot be seen."""
        super().paintEvent(event)
        if not self._flags:
            return
        painter = QPainter(self.viewport())
        font = QFont(theme.font("small", 600))
        font.setPixelSize(FLAG)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        for at, code in self._flags:
            cursor = QTextCursor(self.document())
            cursor.setPosition(at)
            where = self.cursorRect(cursor)
            wide = metrics.horizontalAdvance(code) + 4
            top = min(where.bottom() - 4, self.viewport().height() - FLAG - 1)
            flag = QRect(where.left(), top, wide, FLAG + 1)
            painter.fillRect(where.left(), where.top(), 2, where.height(), theme.color("late"))
            painter.fillRect(flag, theme.color("late"))
            painter.setPen(theme.color("raised"))
            painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, code)


def flag_unseen(field: QLineEdit) -> None:
    """Show a sign at the end of ``field`` while something stands in it that nobody sees."""
    sign = field.addAction(icons.icon("eye", "late"), QLineEdit.ActionPosition.TrailingPosition)
    sign.setVisible(False)

    def look(words: str) -> None:
        codes = unseen_codes(words)
        sign.setVisible(bool(codes))
        sign.setToolTip(codes)
        if codes or field.property("unseen"):
            field.setAccessibleDescription(codes)
        field.setProperty("unseen", bool(codes))

    field.textChanged.connect(look)


def unseen_codes(words: str) -> str:
    """A sentence that names the signs nobody sees; "" where there are none."""
    codes = "" if words.isascii() else ", ".join(f"U+{ord(c):04X}" for c in words if is_unseen(c))
    return _("Unseen signs: {codes}").format(codes=codes) if codes else ""


def is_unseen(sign: str) -> bool:
    """Whether a character shows nothing and may turn words around, or part them; joiners do not."""
    hidden = unicodedata.category(sign) == "Cf"
    return hidden and sign not in "\u200c\u200d" and ord(sign) < _TAGS


def units(words: str) -> int:
    """How long Qt takes words for: it counts in UTF-16."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
