"""The row beside the entry line: one remark or nudge, sent away by its key.

It lies over the keys that are said under the line, or over the foot of the log where none are. It
is in no layout, so nothing moves when it comes and goes, and nothing in it takes the focus (D32).
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.entryline import EntryLine
from deskinc.ui.parts import Button, IconLabel, label

KEY = "Ctrl+Shift+M"
HIGH, GAP = 30, 8


class WordRow(QWidget):
    """Icon, sentence, and the button that sends it away."""

    sent_away = Signal()

    def __init__(self, entry: EntryLine) -> None:
        super().__init__()
        self._entry, self._said = entry, ""
        self._over_log = False
        self._urgent: list[QWidget] = []
        self._icon = IconLabel("eye", 16, "late")
        self._words = label("", "small", 500)
        self._away = Button(_("Dismiss"), "flat", KEY, size="small", pressed=self.sent_away.emit)
        self._away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._icon, self._words, self._away):
            part.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "raised")
        self.hide()
        for beside in (entry, entry.kept):
            beside.installEventFilter(self)
        entry.resized.connect(self._place)

    def words(self) -> str:
        """What it says; "" while it is not shown."""
        return self._said if self.isVisible() else ""

    def say(self, sentence: str, icon: str = "eye") -> None:
        """Show this sentence, and let a screen reader speak it once; "" hides the row."""
        new = sentence != self._said
        self._said = sentence
        self._icon.show_icon(icon, "late")
        self.setAccessibleName(sentence)
        self._words.setToolTip(sentence)
        self._place()
        self.setVisible(bool(sentence))
        if sentence and new:
            self.raise_()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def give_way_to(self, more_urgent: QWidget) -> None:
        """Be gone when that is shown."""
        self._urgent.append(more_urgent)
        more_urgent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay with the entry line; give way."""
        if watched in self._urgent:
            if event.type() == QEvent.Type.Show:
                self.say("")
        elif event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._place()
        return False

    def _place(self) -> None:
        entry = self._entry
        self._over_log = not (entry.hints.isVisible() and entry.kept.isVisible())
        at = entry.geometry()
        if self._over_log:
            at = QRect(at.left(), at.top() - HIGH, at.width(), HIGH)
        else:
            left = entry.hints.geometry().left() - GAP
            right = entry.kept.geometry().left() - GAP if entry.kept.text() else at.width() - left
            at = QRect(at.left() + left, at.bottom() + 1 - HIGH - 5, right - left, HIGH)
        self.setGeometry(at)
        self._lay()

    def _lay(self) -> None:
        left, middle = GAP, self.height() // 2
        self._icon.move(left, middle - 8)
        left += 16 + GAP
        away = self._away.sizeHint()
        self._away.set_key(KEY if self.width() > 560 else "")
        right = self.width() - away.width()
        self._away.setGeometry(right, middle - away.height() // 2, away.width(), away.height())
        metrics = QFontMetrics(self._words.font())
        room = max(0, right - left - GAP)
        self._words.setText(metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, room))
        high = metrics.height()
        self._words.setGeometry(left, middle - high // 2, room, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline over it where it lies on the log."""
        super().paintEvent(event)
        if self._over_log:
            QPainter(self).fillRect(0, 0, self.width(), 1, theme.color("line"))
