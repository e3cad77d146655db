"""“Unknown, because …”: an answer of its own, beside the editor of fields that allow it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from deskinc.forms.fields import Raw
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.forms.editor import Editor
from deskinc.ui.parts import Button, kind_of, row

BESIDE = 190
"""Least width for field and button side by side, logical pixels."""


class MaybeUnknown(Editor):
    """An editor, and a button that asks instead why the answer is not known."""

    def __init__(self, known: Editor) -> None:
        super().__init__(known.field)
        self.known = known
        self.wide, self.keeps = known.wide, known.keeps
        self.reason = QLineEdit()
        self.reason.setFont(theme.font("base"))
        self.reason.setPlaceholderText(_("unknown, because …"))
        self.reason.setMaxLength(1000)
        self.reason.hide()
        self.turn = Button(_("Unknown"), "text", size="small", pressed=self._turn)
        self._layer = row(known, self.reason, self.turn, gap=4)
        self._layer.setAlignment(self.turn, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setLayout(self._layer)
        known.changed.connect(self.changed)
        self.reason.textEdited.connect(lambda _words: self.changed.emit())

    def is_unknown(self) -> bool:
        """Whether the reason is asked instead of the answer."""
        return not self.reason.isHidden()

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.reason if self.is_unknown() else self.known.inner()

    def name_it(self, name: str) -> None:
        """Name the controls for a screen reader."""
        self.known.name_it(name)
        self.reason.setAccessibleName(_("{name}: unknown, because").format(name=name))
        self.turn.setAccessibleName(_("{name}: unknown").format(name=name))

    def answer(self) -> Raw:
        """What stands there; None for nothing."""
        if self.is_unknown():
            return {"unknown": self.reason.text().strip()}
        return self.known.answer()

    def show_answer(self, answer: Raw) -> None:
        """Show a stored value or an answer kept before."""
        unknown = isinstance(answer, dict) and "unknown" in answer
        self._ask_why(unknown)
        if unknown:
            self.reason.setText(str(answer["unknown"]))
        else:
            self.known.show_answer(answer)

    def faults(self) -> dict[str, str]:
        """What cannot be read."""
        return {} if self.is_unknown() else self.known.faults()

    def mark(self, notes: Mapping[str, str]) -> None:
        """Mark what is wrong."""
        self.known.mark({} if self.is_unknown() else notes)
        wrong = self.is_unknown() and bool(notes.get(""))
        kind_of(self.reason, state="error" if wrong else "")
        self.reason.setAccessibleDescription(notes.get("", "") if wrong else "")

    def say(self) -> str:
        """How it was understood."""
        return _("The reason prints on the report.") if self.is_unknown() else self.known.say()

    def _ask_why(self, unknown: bool) -> None:
        self.known.setVisible(not unknown)
        self.reason.setVisible(unknown)
        self.turn.setText(_("Known") if unknown else _("Unknown"))

    def resizeEvent(self, _event: object) -> None:
        """The button goes under the field where there is no room beside it."""
        ways = QBoxLayout.Direction
        self._layer.setDirection(ways.TopToBottom if self.width() < BESIDE else ways.LeftToRight)

    def _turn(self) -> None:
        self._ask_why(not self.is_unknown())
        self.inner().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
