"""What is to be put right in a line: asked below the lines, which stay in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from deskinc.desk.review.items import Item
from deskinc.desk.review.reviewing import LONGEST
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, line
from deskinc.ui.parts import Button, row


class CommentRow(QFrame):
    """One field; Enter returns the line, with nothing in it the line is approved."""

    said = Signal(object, str)
    """(Item, comment)"""
    typed = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        self.item: Item | None = None
        self.field = line(limit=LONGEST)
        self.row = Labelled(_("What is to be put right"), self.field)
        self.go = Button(_("Return it"), "primary", _("Enter"), pressed=self.say)
        leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.leave)
        inside = row(gap=12, margins=(16, 6, 16, 8))
        inside.addWidget(self.row, 1)
        for button in (leave, self.go):
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(inside)
        self.field.returnPressed.connect(self.say)
        self.field.textEdited.connect(self._typed)
        self.hide()

    def ask(self, item: Item, words: str) -> None:
        """Ask about a line; ``words`` stand there already."""
        self.item = item
        self.row.caption.setText(
            _("What is to be put right in line {no}?").format(no=item.line.cited)
        )
        self.field.setAccessibleName(self.row.caption.text())
        self.field.setText(words)
        self._name(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def say(self) -> None:
        """Take what stands there."""
        item, words = self.item, self.field.text().strip()
        if item is not None:
            self._shut()
            self.said.emit(item, words)

    def leave(self) -> None:
        """Leave the line as it was."""
        if self.item is not None:
            self.typed.emit(self.item, "")
            self._shut()
            self.left.emit()

    def _shut(self) -> None:
        self.item = None
        self.hide()

    def _typed(self, words: str) -> None:
        self._name(words)
        if self.item is not None:
            self.typed.emit(self.item, words)

    def _name(self, words: str) -> None:
        self.go.setText(_("Return it") if words.strip() else _("Approve it"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
