"""Asking and telling: only for what cannot be corrected, and never blocking.

Every dialog is opened with ``open()``; the answer comes to a callback. The safe answer is filled,
has the focus and is Esc.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, kind_of, label, row

WIDTH = 480
"""Width of a dialog in logical pixels; text wraps."""
ROOM, LOW = QSize(760, 560), 420
"""Size of a dialog with lists, and the height below which it keeps its margins small."""


class Question(QDialog):
    """A question as title, its consequence as text, verbs as buttons."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.layer = QVBoxLayout(self)
        self.layer.setContentsMargins(24, 24, 24, 24)
        self.layer.setSpacing(8)
        self.layer.addWidget(label(title, "title", 600, wrap=True))
        self.layer.addWidget(label(text, role="muted", wrap=True))
        self._enter: Callable[[], object] | None = None

    def submits(self, act: Callable[[], object]) -> None:
        """Let Enter do ``act`` from every field."""
        self._enter = act

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt’s, but for Enter."""
        if self._enter is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt's; where words below a field need more room, the dialog grows with them."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def _grow(self) -> None:
        room = self.screen().availableGeometry().height()
        needed = min(self.layer.totalHeightForWidth(self.width()), room)
        if needed > self.height():
            self.resize(self.width(), needed)

    def end(self, *buttons: Button) -> None:
        """Put the buttons at the lower right, the safe one last."""
        self.layer.addSpacing(12)
        last = row(gap=12)
        last.addStretch(1)
        for button in buttons:
            last.addWidget(button)
        self.layer.addLayout(last)


class Wide(QDialog):
    """A dialog with room for lists: :data:`ROOM`, or as much of it as the window has."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(ROOM.boundedTo(parent.window().size() - QSize(32, 24)))
        low = self.height() < LOW
        self.layer = QVBoxLayout(self)
        self.layer.setContentsMargins(*((16,) * 4 if low else (24, 20, 24, 20)))
        self.layer.setSpacing(8 if low else 12)


def ask(
    parent: QWidget, title: str, text: str, *, verb: str, safe: str,
    yes: Callable[[], object], no: Callable[[], object] | None = None, danger: bool = False,
) -> Question:  # fmt: skip
    """Ask before what cannot be corrected; ``verb`` runs ``yes``, ``safe`` (and Esc) ``no``."""
    made = Question(parent, title, text)
    go = Button(verb, "danger" if danger else "plain", pressed=made.accept)
    stay = Button(safe, "primary", _("Esc"), pressed=made.reject)
    made.end(go, stay)
    stay.setDefault(True)
    stay.setFocus()
    made.accepted.connect(yes)
    if no is not None:
        made.rejected.connect(no)
    made.open()
    return made


def tell(parent: QWidget, title: str, text: str, *, verb: str = "") -> Question:
    """Tell something that must be read; a banner (``session.say``) is nearly always better."""
    made = Question(parent, title, text)
    close = Button(verb or _("Close"), "primary", _("Esc"), pressed=made.reject)
    made.end(close)
    close.setDefault(True)
    close.setFocus()
    made.open()
    return made


def ask_text(
    parent: QWidget, title: str, text: str, *, name: str, verb: str,
    done: Callable[[str], object], secret: bool = False, missing: str = "",
) -> Question:  # fmt: skip
    """Ask for one line of text; ``done(words)`` runs only when there are some.

    ``missing`` is the sentence shown beside an empty field. ``secret`` hides what is typed.
    """
    made = Question(parent, title, text)
    field = QLineEdit()
    field.setAccessibleName(name)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    note = label(missing or _("Nothing is written yet."), "note", role="fault")
    note.hide()
    made.layer.addWidget(caption(name, field))
    made.layer.addWidget(field)
    made.layer.addWidget(note)

    def give() -> None:
        words = field.text() if secret else field.text().strip()
        if not words:
            kind_of(field, state="error")
            note.show()
            return
        made.accept()
        done(words)

    made.end(
        Button(_("Cancel"), "plain", _("Esc"), pressed=made.reject),
        Button(verb, "primary", _("Enter"), pressed=give),
    )
    field.returnPressed.connect(give)
    field.setFocus()
    made.open()
    return made
