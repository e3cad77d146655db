"""The 24 words of the recovery sheet, typed as they stand there: numbered, column by column.

A word is offered while it is typed and finished where only one begins so; Space, Enter and Tab go
on. What is no word of the list stays as it was typed, so that it can be named.
"""

from collections.abc import Callable, Iterable, Sequence

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
    settled = Signal()
    """What stands here is what was meant: on to something else."""

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
        self.settled.emit()

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
            field.textEdited.connect(lambda _new, field=field: self._mark(field, on=False))
            field.settled.connect(lambda at=at: self._judge(at))
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

    def is_missing(self) -> bool:
        """Whether a word is not typed yet, or on no list: it is said, marked and has the cursor."""
        empty = [at for at, field in enumerate(self.fields) if not field.text().strip()]
        at = next(iter(empty or self._strange()), None)
        self._mark_all({*self._strange(), *empty[:1]})
        if at is None:
            self.fault.say("")
            return False
        words = _("Word {number} is not typed yet. The sheet has 24.").format(number=at + 1)
        self.fault.say(words if empty else self._told(at))
        self._to(at)
        return True

    def say(self, sentence: str) -> None:
        """What is wrong with them; the cursor goes to the one that is marked, or to the first."""
        strange = self._strange() if sentence else []
        self._mark_all(strange)
        self.fault.say(sentence)
        if sentence:
            self._to(next(iter(strange), 0))

    def _strange(self) -> list[int]:
        """Which of the words typed are not on the list."""
        known = set(self._words())
        typed = [field.text().strip().casefold() for field in self.fields]
        return [at for at, word in enumerate(typed) if word and word not in known]

    def _told(self, at: int) -> str:
        from deskinc.desk.copies.restoring import unlisted

        return str(unlisted(at + 1, self.fields[at].text().strip()) or "")

    def _judge(self, at: int) -> None:
        """A word that is not on the list is marked as soon as one goes on, with its nearest."""
        strange = self._strange()
        self._mark(self.fields[at], on=at in strange)
        if at in strange:
            self.fault.say(self._told(at))
        elif not any(field.property("state") for field in self.fields):
            self.fault.say("")

    def _mark_all(self, places: Iterable[int]) -> None:
        marked = set(places)
        for at, field in enumerate(self.fields):
            self._mark(field, on=at in marked)

    def _mark(self, field: _Word, *, on: bool) -> None:
        state = "error" if on else ""
        if (field.property("state") or "") != state:
            kind_of(field, state=state)

    def _to(self, at: int) -> None:
        self.fields[at].setFocus()
        self.fields[at].selectAll()

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
