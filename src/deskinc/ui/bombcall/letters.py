"""Words that are ticked by their letter: while the keyboard is in such a group, and only then."""

from collections.abc import Collection, Sequence
from string import ascii_lowercase

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.oneline import OneLine, caption
from deskinc.ui.parts import column, row

FLOWING = 40
"""Columns so narrow that each word takes what it needs."""
MOST = 2 * FLOWING
"""Half columns."""
BESIDE = 84
"""Width of a title that stands beside its words."""
HEIGHT, HEIGHT_LOW = 27, 24
"""Of one word; never less than a finger hits."""


class Mark(QAbstractButton):
    """``b angry ✓``: its letter, its word, and a tick where it is meant."""

    def __init__(self, letter: str, word: str) -> None:
        super().__init__()
        self.letter = letter
        self.setText(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("{word}, key {letter}").format(word=word, letter=letter))

    def sizeHint(self) -> QSize:
        """Room for letter, word and tick."""
        return QSize(40, HEIGHT)

    def needed(self) -> int:
        """Width at which its word is not cut, even while it is meant."""
        words = QFontMetrics(theme.font("note", 600)).horizontalAdvance(self.text())
        return words + 22 + 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Letter, word and tick; on a ground of its own where it is meant."""
        painter, chosen = QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self.underMouse():
            painter.setBrush(theme.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, -4, -1), 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("note", 600))
        painter.setPen(theme.color("accent" if chosen else "muted"))
        painter.drawText(self.rect().adjusted(6, 0, 0, 0), middle, self.letter)
        painter.setFont(theme.font("note", 600 if chosen else 400))
        painter.setPen(theme.color("ink"))
        area = self.rect().adjusted(22, 0, -6, 0)
        elide = Qt.TextElideMode.ElideRight
        word = painter.fontMetrics().elidedText(self.text(), elide, area.width())
        painter.drawText(area, middle, word)
        if chosen and painter.fontMetrics().horizontalAdvance(word) < area.width() - 20:
            at = QRectF(self.width() - 24, (self.height() - 14) / 2, 14, 14).topLeft()
            icons.paint(painter, "check", at, 14, "accent")


class Letters(QWidget):
    """A group of words under ``title``, one of which at most is meant where it is ``single``."""

    changed = Signal()
    left = Signal()
    """Esc: back to where the keyboard was before."""

    def __init__(
        self, title: str, key: str, options: Sequence[tuple[str, str]], *, single: bool = False
    ) -> None:
        super().__init__()
        self._single = single
        pairs = zip(ascii_lowercase, options, strict=False)
        self.marks = {code: Mark(letter, word) for letter, (code, word) in pairs}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = caption(title, self)
        self.title.setFont(theme.font("base", 600))
        self.title.setProperty("role", "ink")
        self.hint = OneLine(_("{key}, then letters").format(key=key), "small", "muted")
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        head: QHBoxLayout = row(self.title, self.hint, gap=8)
        head.setStretch(1, 1)
        self._whole = column(gap=1, margins=(4, 0, 0, 0))
        self._whole.addLayout(head)
        self._whole.addLayout(self._grid)
        self._beside = False
        self.setLayout(self._whole)
        for mark in self.marks.values():
            mark.clicked.connect(lambda _on=False, one=mark: self._pressed(one))
        self._say()

    def set_beside(self, *, beside: bool) -> None:
        """Put the title at the left of its words, without its key."""
        self._beside = beside
        way = QBoxLayout.Direction
        self._whole.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._whole.setStretch(1, 1)
        self.hint.setVisible(not beside)
        self.title.setFixedWidth(BESIDE if beside else self.title.sizeHint().width())

    def lay(self, columns: int, height: int, width: int) -> None:
        """Put the words into so many columns, each so high; a long word takes half a one more."""
        halves, at, line = columns * 2, 0, 0
        width -= BESIDE if self._beside else 0
        for mark in self.marks.values():
            mark.setFixedHeight(height)
            span = min(halves, max(2, -(-mark.needed() * halves // max(1, width))))
            if at + span > halves:
                at, line = 0, line + 1
            self._grid.addWidget(mark, line, at, 1, span)
            at += span
        for column_ in range(MOST):
            self._grid.setColumnStretch(column_, 1 if column_ < halves else 0)

    def chosen(self) -> list[str]:
        """The codes that are meant."""
        return [code for code, mark in self.marks.items() if mark.isChecked()]

    def choose(self, codes: Collection[str]) -> None:
        """Tick exactly these."""
        for code, mark in self.marks.items():
            mark.setChecked(code in codes)
        self._say()

    def _pressed(self, mark: Mark) -> None:
        if self._single and mark.isChecked():
            for other in self.marks.values():
                other.setChecked(other is mark)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        words = ", ".join(mark.text() for mark in self.marks.values() if mark.isChecked())
        self.setAccessibleName(self.title.text().replace("&", ""))
        self.setAccessibleDescription(words or _("Nothing is ticked."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter ticks its word or takes the tick back; Esc goes back."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = event.text().casefold() if not held else ""
        mark = next((one for one in self.marks.values() if one.letter == letter), None)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif mark is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            mark.click()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Letters tick now."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Letters tick no more."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A bar at the left while letters tick."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.color("focus"))
        painter.drawRect(0, 0, theme.BAR, self.height())
