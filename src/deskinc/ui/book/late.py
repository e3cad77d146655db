"""Why a line came late: asked after it is posted, answered with one key, never in the way (D4).

The cursor stays in the entry line. While that is empty, Left and Right choose a reason and Enter
takes it; Alt with a figure takes one at any time.
"""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.lines.marks import span_words
from deskinc.desk.office import Record
from deskinc.forms.taxonomy import LATE_REASONS
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.book.choosing import chosen_rows
from deskinc.ui.book.part import Part, Verb
from deskinc.ui.parts import Button, IconLabel, label

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

KEYS = {
    "patrol": "Alt+1",
    "incident": "Alt+2",
    "relieved_late": "Alt+3",
    "system": "Alt+4",
    "other": "Alt+5",
}
"""Keys that mean nothing else anywhere: what they answer is signed at once."""
ASK = "Ctrl+Shift+L"
MOST = 100
"""Lines that get one reason at once; as many of the newest are looked at where none is chosen."""
SIDE, GAP, HIGH, PAD = 16, 8, 28, 6
"""Margin at the sides, between parts, height of a row, and above and below (logical pixels)."""


class LateReasons(QFrame):
    """The row of reasons over the entry line; one answer serves all lines that wait."""

    chosen = Signal(list, str)
    """(chain numbers, code of the reason)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        self._late: dict[int, tuple[int, int]] = {}
        """Serial and minutes of each line that waits, by chain number."""
        self._codes = [option.code for option in LATE_REASONS]
        self._at = 0
        self._idle, self._keys, self._held = True, True, False
        self._sign = IconLabel("clock-alert", 16, "late")
        self._words = label("", "note", 600, tabular=True)
        self._buttons: dict[str, Button] = {}
        for option in LATE_REASONS:
            code, key = option.code, KEYS[option.code]
            button = Button(_(option.label), key=key, size="small",
                            pressed=partial(self.take, code))  # fmt: skip
            self._buttons[code] = button
        for part in (self._sign, self._words, *self._buttons.values()):
            part.setParent(self)
        self.hide()

    def actions_offered(self) -> Sequence[Action]:
        """Their keys, for the page and the key sheet; without effect while no line waits."""
        group = _("A late line")
        return tuple(
            Action(f"late_{option.code}", _(option.label), KEYS[option.code], "clock-alert", group,
                   partial(self.take, option.code), hidden=True, act="write_occurrence")
            for option in LATE_REASONS
        )  # fmt: skip

    def offer(self, n: int, line: int, minutes: int) -> None:
        """Ask for the reason of another late line."""
        self._late[n] = (line, minutes)
        self._ask()

    def keep_only(self, ns: Collection[int]) -> None:
        """Ask no more for lines that need no reason now: they were struck, or have one."""
        self._late = {n: late for n, late in self._late.items() if n in ns}
        self._ask()

    def asked(self) -> list[int]:
        """The lines that wait, held back or not."""
        return list(self._late)

    def _ask(self) -> None:
        if len(self._late) == 1:
            ((line, minutes),) = self._late.values()
            words = _("Line {no} is {time} late. Why?").format(no=line, time=span_words(minutes))
        else:
            words = _("{count} lines are late. Why?").format(count=len(self._late))
        self._words.setText(words)
        self.setAccessibleName(words)
        self._mark()
        self.setVisible(bool(self._late) and not self._held)

    def hold(self, held: bool) -> None:
        """Wait unseen, and take no key, while something else is written."""
        self._held = held
        self.setVisible(bool(self._late) and not held)

    def waiting(self) -> int:
        """How many lines wait for a reason, and are asked for."""
        return 0 if self._held else len(self._late)

    def step(self, by: int) -> None:
        """Choose the next or previous reason."""
        self._at = (self._at + by) % len(self._codes)
        self._mark()

    def take_chosen(self) -> None:
        """Give the reason that is chosen."""
        self.take(self._codes[self._at])

    def take(self, code: str) -> None:
        """Give the reason ``code`` for all lines that wait; nothing happens where none does."""
        if self._held:
            return
        ns, self._late = list(self._late), {}
        if ns:
            self._at = self._codes.index(code)
            self.hide()
            self.chosen.emit(ns, code)

    def dismiss(self) -> None:
        """Ask no more; the lines stay late without a reason."""
        self._late = {}
        self.hide()

    def show_keys(self, shown: bool) -> None:
        """Whether there is room for the keys beside the reasons."""
        self._keys = shown
        self._mark()

    def set_idle(self, idle: bool) -> None:
        """Whether the entry line is empty, so that Enter would take the chosen reason."""
        if idle != self._idle:
            self._idle = idle
            self._mark()

    def _mark(self) -> None:
        for at, (code, button) in enumerate(self._buttons.items()):
            chosen = self._idle and at == self._at
            button.set_kind("primary" if chosen else "plain")
            button.set_key(_("Enter") if chosen else KEYS[code] if self._keys else "")
        self._place()

    def _place(self) -> None:
        """All in one row; where there is no room for that, the words stand above the reasons."""
        wide = [button.sizeHint().width() for button in self._buttons.values()]
        words = SIDE + self._sign.width() + GAP
        edge = self.width() - SIDE
        left = edge - sum(wide) - GAP * (len(wide) - 1)
        _middle(self._sign, SIDE, PAD, self._sign.width())
        _middle(self._words, words, PAD, self._words.sizeHint().width())
        above = words + self._words.sizeHint().width() + 2 * GAP > left
        top, first = (PAD + HIGH, words) if above else (PAD, left)
        left = first
        for button, width in zip(self._buttons.values(), wide, strict=True):
            if above and left > first and left + width > edge:
                top, left = top + HIGH + GAP // 2, first
            button.setGeometry(left, top, width, HIGH)
            left += width + GAP
        self.setFixedHeight(top + HIGH + PAD)

    def resizeEvent(self, _event: object) -> None:
        """Place everything again."""
        self._place()


class LatePart(Part):
    """Asks why a line was late, and has the poster add the answer to it."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self.reasons = LateReasons()
        page.poster.late.connect(self.reasons.offer)
        page.entry.correcting.connect(self.reasons.hold)
        self.reasons.chosen.connect(page.poster.give_reason)
        page.session.recorded.connect(self._recorded)

    def row(self) -> QWidget:
        """The row of reasons."""
        return self.reasons

    def actions_offered(self) -> Sequence[Action]:
        """A key for each reason, and one that asks again."""
        return (
            Action("late", _("Say why lines were late"), ASK, "clock-alert", _("Book"),
                   self.ask, act="write_occurrence"),
            *self.reasons.actions_offered(),
        )  # fmt: skip

    def line_verbs(self, line: Line) -> Sequence[Verb]:
        """The same for one line, where it is asked for still."""
        if not entries.unexplained([line]):
            return ()
        return (("clock-alert", _("Say wh&y it was late"), True, lambda: self._offer([line])),)

    def ask(self) -> None:
        """Ask for the reason of the chosen lines; with none chosen, of the writer’s own."""
        page = self.page
        rows = chosen_rows(page.view)
        if len(rows) > MOST:
            words = _("One reason is given for at most {count} lines at once.")
            page.session.say(words.format(count=MOST), tone="pending")
        elif lines := entries.unexplained(map(page.log.line_at, rows) if rows else self._own()):
            self._offer(lines)
        else:
            page.session.say(_("All late lines have their reason."))

    def _recorded(self, records: Sequence[Record]) -> None:
        """Of a line that was corrected the one that stands is asked for; a struck one no more."""
        asked, office = self.reasons.asked(), self.page.session.office
        if asked and any(record.amends for record in records):
            lines = entries.still_unexplained(office, asked)
            self.reasons.keep_only({line.n for line in lines})
            for line in lines:
                self.reasons.offer(line.n, line.line, line.late or 0)

    def _offer(self, lines: Sequence[Line]) -> None:
        self.page.back_to_line()
        for line in lines:
            self.reasons.offer(line.n, line.line, line.late or 0)

    def _own(self) -> list[Line]:
        log, mine = self.page.log, self.page.session.office.officer.initials
        count = log.rowCount()
        newest = map(log.line_at, range(max(0, count - MOST), count))
        return [line for line in newest if line.by == mine]

    def edited(self, words: str) -> None:
        """Enter takes a reason while the line is empty."""
        self.reasons.set_idle(not words.strip())

    def idle_key(self, key: int) -> None:
        """Enter, Left, Right and Esc answer while a line waits."""
        if not self.reasons.waiting():
            return
        if key == Qt.Key.Key_Escape:
            self.reasons.dismiss()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.reasons.step(1 if key == Qt.Key.Key_Right else -1)
        else:
            self.reasons.take_chosen()

    def set_size(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002 - as the others
        """Keys where there is room for them."""
        self.reasons.show_keys(not narrow)

    def show_role(self, *, writes: bool) -> None:
        """Who may not write is asked nothing."""
        if not writes:
            self.reasons.dismiss()


def _middle(part: QWidget, left: int, top: int, width: int) -> None:
    """Place a part in the middle of the row that begins at ``top``."""
    high = part.sizeHint().height() if part.sizeHint().isValid() else part.height()
    part.setGeometry(left, top + (HIGH - high) // 2, width, high)
