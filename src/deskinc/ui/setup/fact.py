"""A row of what follows from an answer: label, words, and a way to change them in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, hairline, label, row

HEIGHT = 44


class Fact(QWidget):
    """Shows words; *Change* puts an editor in their place, Enter takes its answer."""

    changed = Signal(str)

    def __init__(self, name: str, editor: QLineEdit | QComboBox, *, strong: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.words = OneLine("")
        self.words.setFont(theme.font("base", 600 if strong else 400, tabular=False))
        head = label(name, role="muted")
        head.setFixedWidth(178)
        head.setBuddy(editor)
        self.change = Button(_("Change"), "text", size="small", pressed=self._press)
        self.change.setAccessibleName(_("Change: {what}").format(what=name))
        editor.setFixedHeight(36)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if isinstance(editor, QComboBox):
            editor.setMinimumContentsLength(16)
            editor.view().setAccessibleName(name)
        self._place = QStackedLayout()
        self._place.addWidget(self.words)
        self._place.addWidget(editor)
        across = row(head, gap=12, margins=(0, 4, 0, 4))
        across.addLayout(self._place, 1)
        across.addWidget(self.change)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addLayout(across)
        layer.addWidget(hairline("rule"))
        self.setFixedHeight(HEIGHT)

    def show_words(self, words: str) -> None:
        """Show what stands."""
        self.words.setText(words)
        self.words.setToolTip("" if self.fits(words) else words)

    def fits(self, words: str) -> bool:
        """Whether there is room for ``words``."""
        return self.words.fontMetrics().horizontalAdvance(words) <= self.words.width()

    def open(self) -> None:
        """Put the editor in place of the words."""
        self._place.setCurrentWidget(self.editor)
        self.change.setText(_("Done"))
        self.editor.setFocus()

    def is_open(self) -> bool:
        """Whether it is being changed."""
        return self._place.currentWidget() is self.editor

    def shut(self, *, keep: bool) -> None:
        """Show words again; ``keep`` takes what the editor holds."""
        if not self.is_open():
            return
        self._place.setCurrentWidget(self.words)
        self.change.setText(_("Change"))
        self.change.setFocus()
        if keep:
            self.changed.emit(self._answer())

    def _answer(self) -> str:
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData())
        return self.editor.text().strip()

    def _press(self) -> None:
        if self.is_open():
            self.shut(keep=True)
        else:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While open, Enter keeps and Esc leaves it as it was."""
        if self.is_open() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.shut(keep=True)
        elif self.is_open() and event.key() == Qt.Key.Key_Escape:
            self.shut(keep=False)
        else:
            super().keyPressEvent(event)
