"""The mark under a word that no list knows: it is drawn, and nothing is changed by it (D17)."""

from collections.abc import Iterable

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from deskinc.ui import theme

OURS = QTextFormat.Property.UserProperty + 17
"""By this a mark is told from what else is marked in the field."""


def mark(field: QPlainTextEdit, spans: Iterable[tuple[int, int]]) -> None:
    """Underline these parts of the text, and no others."""
    kept = [one for one in field.extraSelections() if not one.format.hasProperty(OURS)]
    text = field.toPlainText()
    field.setExtraSelections([*kept, *(_marked(field, text, *span) for span in spans)])


def marked(field: QPlainTextEdit) -> list[str]:
    """The words that are underlined."""
    return [
        one.cursor.selectedText() for one in field.extraSelections() if one.format.hasProperty(OURS)
    ]


def _marked(field: QPlainTextEdit, text: str, start: int, end: int) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(field.document())
    cursor.setPosition(_units(text[:start]))
    cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme.color("fault"))
    look.setProperty(OURS, True)
    made.cursor, made.format = cursor, look
    return made


def _units(text: str) -> int:
    """How long Qt takes a text for: it counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
