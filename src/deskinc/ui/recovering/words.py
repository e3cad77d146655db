"""The 24 words of the recovery sheet, typed as they stand there: numbered, column by column.

A word is offered while it is typed and finished where only one begins so; Space, Enter and Tab go
on. What is no word of the list stays as it was typed, so that it can be named.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from deskinc.i18n import _
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.labelled import Fault, as_high
from deskinc.ui.parts import column, kind_of, label, row

COLUMNS, ROWS = 4, 6
COUNT = COLUMNS * ROWS
_ON = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SHOWN = 8
_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class _Word(Completing):
    """One word; ``pasted`` carries several that came at once."""

    pasted = Signal(list)

    def __init__(self, place: int, listed: Callable[[], Sequence[str]]) -> None:
        self._listed = listed
        super().__init__(self._fitting, free=True)
        self.setAccessibleName(_("Word {number}").format(number=place))
        secret = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(secret | Qt.InputMethodHint.ImhNoAutoUppercase)
        as_high(self, 36)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textChanged.connect(self._several)

    def _fitting(self) -> list[Offer]:
        typed = self.text().strip().casefold()
        found = [word for word in self._listed() if typed and word.startswith(typed)]
        return [Offer(word, word) for word in found[:_SHOWN]]

    def _several(self, typed: str) -> None:
        if len(words := typed.split()) > 1:
            self.pasted.emit(words)

    def settle(self) -> None:
        """On to something else: a word that only one can become is that one."""
        super().settle()
        fits = self._fitting()
        if len(fits) == 1:
            self.setText(fits[0].words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter go on, and press nothing beside; no word goes to the clipboard."""
        if any(map(event.matches, _COPYING)):
            return
        if event.key() not in _ON:
            super().keyPressEvent(event)
            return
        self._settle(entered=True)
        self.settle()
        if self.text().strip():
            self.taken.emit()


class SheetWords(QWidget):
    """All of them; ``done`` after the last one."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list: Sequence[str] = ()
        self.fields = [_Word(place, self._words) for place in range(1, COUNT + 1)]
        self.fault = Fault()
        self.state = label("", "note", role="muted", tabular=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, field in enumerate(self.fields):
            number = label(str(at + 1), "note", role="muted", tabular=True)
            number.setFixedWidth(20)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            across = row(number, gap=6)
            across.addWidget(field, 1)
            grid.addLayout(across, at % ROWS, at // ROWS)
            field.taken.connect(lambda at=at: self._next(at))
            field.pasted.connect(lambda words, at=at: self._spread(at, words))
            field.textChanged.connect(lambda _new: self._count())
        for across_ in range(COLUMNS):
            grid.setColumnStretch(across_, 1)
        inside = column(gap=8)
        inside.addLayout(grid)
        inside.addWidget(self.fault)
        inside.addWidget(self.state)
        self.setLayout(inside)
        self.setFocusProxy(self.fields[0])
        self._count()

    def words(self) -> str:
        """What was typed, with blanks between; nothing of it is kept anywhere else."""
        return " ".join(field.text().strip() for field in self.fields if field.text().strip())

    def missing(self) -> QWidget | None:
        """The first word that is not typed yet."""
        return next((field for field in self.fields if not field.text().strip()), None)

    def say(self, sentence: str) -> None:
        """What is wrong; a word that is not on the list is marked and has the cursor."""
        self.fault.say(sentence)
        known = set(self._words())
        strange = [f for f in self.fields if f.text().strip().casefold() not in known]
        for field in self.fields:
            kind_of(field, state="error" if sentence and field in strange else "")
        if sentence and strange:
            strange[0].setFocus()
            strange[0].selectAll()

    def forget(self) -> None:
        """Empty every field."""
        for field in self.fields:
            field.clear()

    def _words(self) -> Sequence[str]:
        if not self._list:
            from deskinc.desk.copies.restoring import WORDS

            self._list = WORDS
        return self._list

    def _next(self, at: int) -> None:
        if at + 1 < COUNT:
            self.fields[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def _spread(self, at: int, words: Sequence[str]) -> None:
        """Several words at once are typed into as many fields."""
        there = self.fields[at:]
        for field, word in zip(there, words, strict=False):
            field.setText(word)
        there[min(len(words), len(there)) - 1].setFocus()

    def _count(self) -> None:
        typed = sum(bool(field.text().strip()) for field in self.fields)
        self.state.setText(_("{count} of 24 words").format(count=typed))
