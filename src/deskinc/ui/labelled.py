"""A field with its label above it and, when the answer will not do, the sentence below it."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionComboBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.oneline import caption
from deskinc.ui.parts import IconLabel, by_letter, kind_of, label, row
from deskinc.ui.plainwords import flag_unseen

F = TypeVar("F", bound=QWidget)


class Fault(QWidget):
    """``circle-alert`` and a sentence in ``fault``; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "note", role="fault", wrap=True)
        layer = row(gap=6)
        layer.addWidget(
            IconLabel("circle-alert", icons.TEXT, "fault"), 0, Qt.AlignmentFlag.AlignTop
        )
        layer.addWidget(self._words, 1)
        self.setLayout(layer)
        self.hide()

    def text(self) -> str:
        """The sentence that stands there; "" for none."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Show ``sentence`` and let a screen reader speak it; "" hides."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class Box(QCheckBox):
    """A box to tick, by its Alt and letter before the next key."""

    def event(self, event: QEvent) -> bool:
        """Qt's, but for the letter."""
        return by_letter(self, event) or super().event(event)


class Labelled(QWidget):
    """Label, field, and a line below for a hint or for what is wrong."""

    def __init__(self, words: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        if isinstance(field, QComboBox):
            field.view().setAccessibleName(words.replace("&", ""))
        self.caption = caption(words, field)
        self.fault = Fault()
        self._hint = label(hint, "note", role="muted", wrap=True)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(4)
        for part in (self.caption, field, self.fault, self._hint):
            layer.addWidget(part)
        self._hint.setVisible(bool(hint))
        for changed in ("textEdited", "currentIndexChanged"):
            if hasattr(field, changed):
                getattr(field, changed).connect(lambda _new: self.clear())
        if isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self.clear)

    def text(self) -> str:
        """What is typed into it, without the spaces around."""
        if isinstance(self.field, QPlainTextEdit):
            return self.field.toPlainText().strip()
        return self.field.text().strip() if isinstance(self.field, QLineEdit) else ""

    def set_hint(self, hint: str) -> None:
        """Say something else below the field."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self.fault.text())

    def hint(self) -> str:
        """What is said below the field."""
        return self._hint.text()

    def say(self, sentence: str) -> None:
        """Mark the field as wrong and say why; "" takes both away."""
        self.fault.say(sentence)
        self._hint.setVisible(bool(self._hint.text()) and not sentence)
        self.field.setAccessibleDescription(sentence)
        if self.field.property("state") != ("error" if sentence else ""):
            kind_of(self.field, state="error" if sentence else "")

    def clear(self) -> None:
        """Nothing is wrong (any more)."""
        if self.fault.text():
            self.say("")


def beside(*parts: QWidget, gap: int = 20) -> QHBoxLayout:
    """Fields side by side, their labels on one line."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for part in parts:
        column = QVBoxLayout()
        column.addWidget(part)
        column.addStretch(1)
        made.addLayout(column, 1)
    return made


def wrong(asked: Labelled, sentence: str) -> bool:
    """Say ``sentence`` at the field and put the cursor there; False when there is none."""
    asked.say(sentence)
    if sentence:
        asked.field.setFocus()
    return bool(sentence)


_SCALES = {44: "tall", 40: "lower", 32: "row", 28: "close", 24: "least"}


def as_high(field: F, height: int) -> F:
    """Make a field 24 to 44 px high; the style sheet overrides a height set here alone."""
    kind_of(field, scale=_SCALES.get(height, "normal"))
    field.setFixedHeight(height)
    return field


def line(text: str = "", *, limit: int = 200, height: int = 36) -> QLineEdit:
    """A field for one line of text."""
    made = QLineEdit(text)
    made.setMaxLength(limit)
    flag_unseen(made)
    return as_high(made, height)


def lines(text: str = "", *, height: int = 92) -> QPlainTextEdit:
    """A field for several lines; Tab leaves it."""
    made = QPlainTextEdit(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    return made


class Choice(QComboBox):
    """Words that find no room end in … instead of amid a letter."""

    ARROW = 48
    """Width of border, padding and arrow, logical pixels."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Qt's, with the words cut."""
        super().initStyleOption(option)
        room = self.width() - self.ARROW
        cut = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        option.currentText = cut


def choice(options: list[tuple[str, str]], chosen: str = "", *, height: int = 36) -> QComboBox:
    """A field that offers (code, words)."""
    made = Choice()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    for code, words in options:
        made.addItem(words, code)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return as_high(made, height)


class Passphrase(QLineEdit):
    """A hidden field that takes pasted text too, with an eye that shows what was typed."""

    def __init__(self, *, height: int = 44, pin: bool = False) -> None:
        super().__init__()
        self._pin = pin
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1024)
        self.setTextMargins(0, 0, 30, 0)
        as_high(self, height)
        self.eye = QToolButton(self)
        self.eye.setCheckable(True)
        self.eye.setIcon(icons.icon("eye"))
        self.eye.setIconSize(QSize(icons.RAIL, icons.RAIL))
        self.eye.setFixedSize(28, 28)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.setAutoRaise(True)
        self.eye.toggled.connect(self._show)
        inside = row(gap=0, margins=(0, 0, 6, 0))
        inside.addStretch(1)
        inside.addWidget(self.eye)
        self.setLayout(inside)
        self._name_eye()

    def set_pin(self, pin: bool) -> None:
        """A PIN is typed into it now, or a passphrase again; the eye is named after that."""
        self._pin = pin
        self._name_eye()

    def _name_eye(self) -> None:
        words = _("Hide the passphrase") if self.eye.isChecked() else _("Show the passphrase")
        if self._pin:
            words = _("Hide the PIN") if self.eye.isChecked() else _("Show the PIN")
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._name_eye()

    def forget(self) -> None:
        """Empty the field and hide what will be typed next."""
        self.clear()
        self.eye.setChecked(False)
