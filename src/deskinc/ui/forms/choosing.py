"""Editors that choose: one answer, several, a place, a person, another record."""

from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from deskinc.forms.fields import Choice, Field, Person, Place, Raw, Ref
from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.forms.editor import Editor
from deskinc.ui.forms.lists import Lists
from deskinc.ui.parts import column

FEW = 12
"""Up to so many options stand in a combo box; more are found by typing."""


class _Combo(QComboBox):
    """Turns by keys and clicks only: the wheel belongs to the page it stands on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One of a few options."""

    def __init__(self, field: Choice) -> None:
        super().__init__(field)
        self.combo = _Combo()
        self.combo.setFont(theme.font("base"))
        self.combo.addItem(_("No answer"), None)
        for option in field.options:
            shape = option.code if option.code in icons.SEVERITY else ""
            if shape:
                self.combo.addItem(icons.severity_icon(shape), _(option.label), option.code)
            else:
                self.combo.addItem(_(option.label), option.code)
        self.setLayout(column(self.combo))
        self.combo.view().setAccessibleName(_("Answers"))
        self.combo.currentIndexChanged.connect(lambda _at: self.touch())

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.combo

    def read(self) -> Raw:
        """The answer that the control holds."""
        code = self.combo.currentData()
        return {"code": code, "text": self.combo.currentText()} if code else None

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        code = answer.get("code") if isinstance(answer, dict) else answer
        self.combo.setCurrentIndex(max(0, self.combo.findData(code) if code else 0))


class NamedEditor(Editor):
    """A place, a person, a record or one of many options, found by typing."""

    def __init__(self, field: Field, lists: Lists) -> None:
        super().__init__(field)
        free = isinstance(field, Place) or (isinstance(field, Person) and field.typed)
        self._free, self._lists = free, lists
        self.line = Completing(lambda: _offers(field, lists), free=free)
        self.setLayout(column(self.line))
        self.line.changed.connect(self.touch)

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.line

    def read(self) -> Raw:
        """The answer that the control holds."""
        words, found = self.line.text().strip(), self.line.id()
        if not words:
            return None
        if isinstance(self.field, Choice):
            return {"code": found, "text": words} if found else {"typed": words}
        if isinstance(self.field, Place):
            return self._lists.place(words)
        if not found and not self._free:
            return {"typed": words}
        return {"id": found, "text": words}

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        if isinstance(answer, dict):
            words = str(answer.get("text") or answer.get("typed") or "")
            self.line.take(str(answer.get("code") or answer.get("id") or ""), words)
        else:
            self.line.take("" if answer is None else str(answer), str(answer or ""))

    def faults(self) -> dict[str, str]:
        """What cannot be read."""
        answer = self.answer()
        typed = isinstance(answer, dict) and "typed" in answer
        return {"": _("Choose from the list.")} if typed else {}


def _offers(field: Field, lists: Lists) -> Sequence[Offer]:
    if isinstance(field, Choice):
        return [Offer(option.code, _(option.label)) for option in field.options]
    if isinstance(field, Place):
        return lists.places()
    if isinstance(field, Ref):
        named = {"card": lists.cards, "exhibit": lists.exhibits}
        return named.get(field.name, lists.records)()
    return lists.people()


class SeveralEditor(Editor):
    """Any number of options, each with a tick."""

    wide = True

    def __init__(self, field: Choice) -> None:
        super().__init__(field)
        self.ticks = {option.code: QCheckBox(_(option.label)) for option in field.options}
        self.setLayout(column(*self.ticks.values(), margins=(6, 4, 0, 4)))
        for tick in self.ticks.values():
            tick.setFont(theme.font("base"))
            tick.toggled.connect(lambda _on: self.touch())

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return next(iter(self.ticks.values()), self)

    def name_it(self, name: str) -> None:
        """Name the controls for a screen reader."""
        for tick in self.ticks.values():
            tick.setAccessibleName(f"{name}: {tick.text()}")

    def read(self) -> Raw:
        """The answer that the control holds."""
        return {code: tick.isChecked() for code, tick in self.ticks.items()}

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        wanted = answer if isinstance(answer, dict) else dict.fromkeys(answer or (), True)
        for code, tick in self.ticks.items():
            tick.setChecked(bool(wanted.get(code)))
