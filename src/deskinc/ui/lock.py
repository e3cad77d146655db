"""The locked screen (D23): clock, shift, what is due or open as number, verb and span, initials.

While it is shown nobody's keys are open. PIN and passphrase are checked off the GUI thread; locking
and unlocking are recorded by the desk.
"""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent

from deskinc.desk.office import Person, note_access
from deskinc.desk.people import writers
from deskinc.desk.people.writers import Given
from deskinc.desk.shift import shifts
from deskinc.desk.signing_on.waits import clock_words
from deskinc.desk.trouble.sealed import Sealed
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import icons, tasks, theme
from deskinc.ui.book.parked import KEYS as PARKED
from deskinc.ui.doorway import Doorway
from deskinc.ui.duelist import DueList
from deskinc.ui.emergency import NoteDialog
from deskinc.ui.labelled import Labelled, Passphrase
from deskinc.ui.lockparts import Chips
from deskinc.ui.parts import Button, IconLabel, hairline, label, row
from deskinc.ui.session import Session
from deskinc.ui.topbar import SealState
from deskinc.ui.writer import WriterDialog, secret_fault

KEPT = {
    "entry": N_("Your half-written line is kept."),
    PARKED: N_("Your parked lines are kept."),
    "handover": N_("Your handover is kept."),
    "transcribe": N_("The sheet that you copy is kept."),
}
"""Said of what is unsent, by the key it is kept under; of parked lines by how those begin."""


class LockPage(Doorway):
    """Hides the window until an officer gives the PIN or, where there is none, the passphrase."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.office.site.name)
        self._session = session
        self._busy = False
        office = session.office
        note_access(office, "locked")
        self._shift = shift_words(session)
        self.list = DueList(session)
        self.kept = label("", role="muted", wrap=True)
        others = (one for one in office.signed_on.officers() if one.thread != office.officer.thread)
        there = frozenset(shift.officer for shift in shifts.on_duty(office))
        self.people = Chips((office.officer, *others), there)
        self.secret = Passphrase()
        self.secret_row = Labelled("", self.secret)
        self.go = Button(_("Unlock"), "primary", _("Enter"), size="tall", pressed=self.unlock)
        self.other = Button(_("Somebody &else…"), "text", "F8", icon="plus",
                            pressed=self.ask_who)  # fmt: skip
        self.state = label("", "note", role="muted", wrap=True)
        self.note = Button(_("E&mergency note…"), "text", "F7", icon="pen-line",
                           pressed=self.write_note)  # fmt: skip
        self.noted = label("", "note", role="muted", wrap=True)
        self._place_left()
        self._place_side()
        self.people.chosen.connect(self._ask_secret)
        session.ticked.connect(self._tick)
        QTimer.singleShot(0, self, self._ask_kept)
        self._ask_secret()
        self._tick(session.now())
        self.setFocusProxy(self.secret)

    def _place_left(self) -> None:
        self.below.setSpacing(0)
        self.below.addWidget(self.list)
        seal = SealState()
        seal.show_health(self._session.health, self._session.now())
        self.foot.addWidget(seal)
        if self._session.health.mirror == "ok":
            both = row(IconLabel("check-check", icons.TEXT), gap=6)
            both.addWidget(label(_("Saved in both stores"), "note", role="muted"))
            self.foot.addLayout(both)
        self.foot.addStretch(1)

    def _place_side(self) -> None:
        self.go.setSizePolicy(self.secret.sizePolicy())
        other = row(self.other, margins=(4, 0, 0, 0))
        other.addStretch(1)
        self.side.addStretch(1)
        self.side.addWidget(label(_("Locked"), "title", 600))
        self.side.addSpacing(4)
        self.side.addWidget(self.kept)
        self.side.addSpacing(12)
        self.side.addWidget(self.people)
        self.side.addSpacing(4)
        self.side.addLayout(other)
        self.side.addSpacing(12)
        self.side.addWidget(self.secret_row)
        self.side.addSpacing(12)
        self.side.addWidget(self.go)
        self.side.addSpacing(8)
        self.side.addWidget(self.state)
        self.side.addStretch(1)
        self.side.addWidget(hairline())
        self.side.addSpacing(4)
        note = row(self.note, self.noted)
        note.setStretch(1, 1)
        self.side.addLayout(note)

    def _ask_kept(self) -> None:
        """Ask if anything is kept, behind what the pages began to keep when the desk was locked."""
        office = self._session.office
        self._session.watch(
            self, office.handed_in(),
            lambda _none: self._session.look(self, office.kept_under, self._show_kept),
        )  # fmt: skip

    def _show_kept(self, kept: frozenset[str]) -> None:
        kept = frozenset(PARKED if key.startswith(PARKED) else key for key in kept)
        said = [_(words) for key, words in KEPT.items() if key in kept]
        if kept - KEPT.keys():
            said.append(_("Your unsent changes are kept."))
        self.kept.setText(" ".join(said) or _("Nothing half-written is waiting."))

    def _ask_secret(self) -> None:
        """Say which of the two is asked of whoever is chosen."""
        thread = self.people.officer().thread
        by_pin = writers.asks_pin(self._session.office, thread)
        words = _("&PIN, or passphrase") if by_pin else _("&Passphrase")
        self.secret_row.caption.setText(words)
        self.secret.setAccessibleName(words.replace("&", ""))
        self.secret.set_pin(by_pin)
        self.secret_row.clear()
        self.secret.setFocus()
        self._show_wait()

    def _tick(self, now: datetime) -> None:
        date = self._session.office.locale.date(now)
        self.show_time(now, f"{date}\n{self._shift}" if self._shift else date)
        if not self._busy:
            self._show_wait()

    def _must_wait(self) -> int:
        return self._session.office.waits.left(self.people.officer().name)

    def _show_wait(self) -> None:
        left = self._must_wait()
        self.go.setEnabled(not left)
        self.go.set_kind("plain" if left else "primary")
        words = _("Try again in {time}.").format(time=clock_words(left))
        self.state.setText(words if left else "")

    def unlock(self) -> None:
        """Check what was typed; nothing happens while it is checked or must wait."""
        given = Given(self.people.officer(), self.secret.text())
        if self._busy or (self._must_wait() and not given.by_pin):
            return
        sentence = secret_fault(self._session.office, given)
        if sentence:
            self.secret_row.say(sentence)
            return
        self._set_busy(True)
        office = self._session.office

        def done(person: Person) -> None:
            self.let_in(person, by_pin=given.by_pin)

        tasks.run(self, lambda: writers.opened(office, given), done, self._failed, lane="keys")

    def ask_who(self) -> None:
        """Ask for initials or a name besides: somebody else unlocks, and the book stays open."""
        if not self._busy:
            WriterDialog(self.window(), self._session, self.let_in).open()

    def write_note(self) -> None:
        """Take words of whoever stands here, without a name; they are sealed at once."""
        NoteDialog(self.window(), self._session, self._say_noted).open()

    def _say_noted(self, made: Sealed) -> None:
        self.noted.setText(_("Kept {time}.").format(time=f"{made.at:%H:%M:%S}"))
        self.secret.setFocus()

    def let_in(self, person: Person, *, by_pin: bool) -> None:
        """Show everything again, to whoever gave PIN or passphrase."""
        self.secret.forget()
        self._session.let_in(person, by_pin=by_pin)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for part in (self.secret, self.other, self.people):
            part.setEnabled(not busy)
        self.go.setVisible(not busy)
        self.state.setText(_("Checking.") if busy else "")

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.secret.forget()
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self._ask_secret()
        self.secret_row.say(str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unlocks, Up and Down choose who; no other key leads to what is hidden."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.unlock()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.people.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_F8:
            self.ask_who()
        elif key == Qt.Key.Key_F7:
            self.write_note()
        elif key == Qt.Key.Key_F9:
            self._session.bomb_call.emit()
        else:
            event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, initials stand side by side."""
        super().resizeEvent(event)
        low = self.height() < theme.LOW
        self.people.set_low(low)
        self.kept.setVisible(not low)


def shift_words(session: Session) -> str:
    """The shift that is on, without who works it; "" for none."""
    shift = shifts.current(session.office)
    return shift.name if shift else ""
