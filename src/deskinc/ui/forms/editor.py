"""The simple editors, and what every editor is.

An editor shows and takes *raw answers*: JSON that :func:`deskinc.forms.fields.clean` reads, so
that what is typed can be kept before it makes sense.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from deskinc.forms.fields import Field, Flag, Money, Number, Raw, Text, show
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.parts import column, kind_of, label, row
from deskinc.ui.plainwords import PlainWords, flag_unseen


class Editor(QWidget):
    """Takes the answer to one field."""

    changed = Signal()
    wide = False
    """Whether it needs the full width of its section."""
    keeps = False
    """Whether Esc keeps what was typed (long texts, tables)."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._shown: Raw = None
        self._fresh = True

    def inner(self) -> QWidget:
        """The control that gets the focus and bears the label."""
        return self

    def answer(self) -> Raw:
        """What stands there; None for nothing. Untouched it is what was shown, to the letter."""
        return self._shown if self._fresh else self.read()

    def show_answer(self, answer: Raw) -> None:
        """Show a stored value or an answer kept before."""
        self.put(answer)
        self._shown, self._fresh = answer, True

    def read(self) -> Raw:
        """The answer that the control holds."""
        return self._shown

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""

    def touch(self) -> None:
        """The control was changed by hand."""
        self._fresh = False
        self.changed.emit()

    def faults(self) -> dict[str, str]:
        """Sentences by path ("" is the field itself) for what cannot be read."""
        return {}

    def mark(self, notes: Mapping[str, str]) -> None:
        """Mark what is wrong by path; an empty mapping takes the marks away."""
        sentence = notes.get("", "")
        inner = self.inner()
        inner.setAccessibleDescription(sentence)
        if (inner.property("state") == "error") != bool(sentence):
            kind_of(inner, state="error" if sentence else "")

    def name_it(self, name: str) -> None:
        """Give the control its accessible name."""
        self.inner().setAccessibleName(name)

    def controls(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        return tab_stops(self)

    def say(self) -> str:
        """A line under the field on how it was understood; "" for none."""
        return ""


def tab_stops(outer: QWidget) -> list[QWidget]:
    """The controls below ``outer`` that Tab visits, in the order they were made; no popups."""
    return [
        part
        for part in outer.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.window() is outer.window()
    ]


class LineEditor(Editor):
    """One line of words, a whole number, or an amount of money."""

    def __init__(self, field: Field, locale: Locale) -> None:
        super().__init__(field)
        self._locale = locale
        self.line = QLineEdit()
        self.line.setFont(theme.font("base"))
        flag_unseen(self.line)
        if isinstance(field, Text):
            self.line.setMaxLength(min(field.limit, 32_767))
        layer = row(self.line, gap=8)
        unit = _unit(field, locale)
        if unit:
            layer.addWidget(label(unit, "note", role="muted"))
        self.setLayout(layer)
        self.line.textEdited.connect(lambda _words: self.touch())

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.line

    def read(self) -> Raw:
        """The answer that the control holds."""
        words = self.line.text()
        if not words.strip():
            return None
        if isinstance(self.field, Money):
            return {"amount": words.strip(), "cur": self._locale.currency}
        return words

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        if isinstance(answer, dict):
            amount = answer.get("amount")
            words = amount if isinstance(amount, str) else show(self.field, answer, self._locale)
        else:
            words = "" if answer is None else str(answer)
        self.line.setText(words)


def _unit(field: Field, locale: Locale) -> str:
    if isinstance(field, Number):
        return _(field.unit) if field.unit else ""
    return locale.currency if isinstance(field, Money) else ""


class WordsEditor(Editor):
    """Several lines of words; grows with them."""

    wide = True
    keeps = True
    LEAST, MOST = 3, 14
    """Lines shown."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.words = PlainWords()
        self.words.setFont(theme.font("text"))
        self.words.setTabChangesFocus(True)
        self.words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self.words))
        self.words.textChanged.connect(self.touch)
        layout = self.words.document().documentLayout()
        layout.documentSizeChanged.connect(lambda _size: self._measure())
        self._measure()

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.words

    def read(self) -> Raw:
        """The answer that the control holds."""
        words = self.words.words()
        return words if words.strip() else None

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        self.words.setPlainText("" if answer is None else str(answer))
        self.words.moveCursor(self.words.textCursor().MoveOperation.End)

    def _measure(self) -> None:
        lines = min(self.MOST, max(self.LEAST, int(self.words.document().size().height())))
        self.words.setFixedHeight(lines * self.words.fontMetrics().lineSpacing() + 22)


class FlagEditor(Editor):
    """Yes or No, or neither (Delete takes the answer back)."""

    def __init__(self, field: Flag) -> None:
        super().__init__(field)
        self.yes, self.no = QRadioButton(_("Yes")), QRadioButton(_("No"))
        self._group = QButtonGroup(self)
        for button in (self.yes, self.no):
            button.setFont(theme.font("base"))
            button.installEventFilter(self)
            self._group.addButton(button)
        layer = row(self.yes, self.no, gap=20, margins=(6, 4, 0, 4))
        layer.addStretch(1)
        self.setLayout(layer)
        self._group.buttonToggled.connect(lambda *_state: self.touch())

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.no if self.no.isChecked() else self.yes

    def name_it(self, name: str) -> None:
        """Name the controls for a screen reader."""
        for button in (self.yes, self.no):
            button.setAccessibleName(f"{name} {button.text()}")

    def read(self) -> Raw:
        """The answer that the control holds."""
        return True if self.yes.isChecked() else False if self.no.isChecked() else None

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        self._group.setExclusive(False)
        self.yes.setChecked(answer is True)
        self.no.setChecked(answer is False)
        self._group.setExclusive(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the answer back, an arrow goes to the other, Enter takes the one it is on.

        Enter is passed on: it closes the field, too.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _CLEARS:
            self.put(None)
            self.touch()
            return True
        if event.key() in _ARROWS:
            other = self.no if watched is self.yes else self.yes
            other.setFocus(Qt.FocusReason.OtherFocusReason)
            other.setChecked(True)
            return True
        if event.key() in _ENTER and isinstance(watched, QRadioButton):
            watched.setChecked(True)
        return False


_CLEARS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class KeptEditor(Editor):
    """A file or a point on a plan: shown here, put there by the photos and the plan page."""

    def __init__(self, field: Field, locale: Locale) -> None:
        super().__init__(field)
        self._locale = locale
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setFont(theme.font("base"))
        self.setLayout(column(self.line))

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.line

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        self.line.setText(show(self.field, answer, self._locale))
