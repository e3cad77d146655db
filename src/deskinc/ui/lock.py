"""The locked screen (D23): clock, shift, what is due or open as number, verb and span, initials.

The passphrase is checked on the work lane; locking and unlocking are recorded by the desk.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk import incidents, shifts
from deskinc.desk.incidents import Incident
from deskinc.desk.office import note_access
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import N_, _
from deskinc.ui import icons, tasks, theme
from deskinc.ui.doorway import Doorway
from deskinc.ui.labelled import Labelled, Passphrase
from deskinc.ui.parts import Button, IconLabel, hairline, kind_of, label, row
from deskinc.ui.session import Session
from deskinc.ui.strip import elapsed, remaining
from deskinc.ui.topbar import SealState
from deskinc.ui.waits import Waits

MOST = 5
"""Due things shown; the rest is a number."""
WIDTH, NUMBER = 440, 150
"""Of a row, and of the number that begins it; logical pixels."""
KEPT = {"entry": N_("Your half-written line is kept."), "handover": N_("Your handover is kept.")}
"""Said of what is unsent, by the key it is kept under."""


class Due(QWidget):
    """``INC-2026-0044  due  1:10``: never a name, a place or words somebody wrote.

    What has no deadline says since when it is open: ``INC-2026-0044  open  00:14:21``.
    """

    def __init__(self, number: str, due: datetime | None, since: datetime) -> None:
        super().__init__()
        self._number, self._due, self._since = number, due, since
        self._verb = label(_("due") if due else _("open"), "entry")
        self._time = label("", "entry", 600 if due else 400, tabular=True)
        head = label(number, "entry", 600)
        head.setFixedWidth(NUMBER)
        across = row(head, self._verb)
        across.addStretch(1)
        across.addWidget(self._time)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(hairline())
        layer.addLayout(across, 1)
        self.setFixedHeight(40)
        self.setMaximumWidth(WIDTH)

    def show_time(self, now: datetime) -> None:
        """Run on by a second."""
        if self._due is None:
            self._time.setText(elapsed(now - self._since))
            return
        self._time.setText(remaining(self._due - now))
        role = "pending" if self._due >= now else "fault"
        if self._time.property("role") != role:
            kind_of(self._time, role=role)

    def words(self) -> str:
        """What can be read in it."""
        return f"{self._number} {self._verb.text()} {self._time.text()}".strip()


class Chip(QWidget):
    """Who locked, by initials only, on the ground of a chosen row."""

    def __init__(self, initials: str, more: str) -> None:
        super().__init__()
        layer = row(IconLabel("user-round", icons.RAIL, "accent"), gap=12, margins=(12, 0, 12, 0))
        layer.addWidget(label(initials, weight=600), 1)
        layer.addWidget(label(more, "small", role="muted"))
        self.setLayout(layer)
        self.setFixedHeight(44)
        self.setAccessibleName(f"{initials} {more}".strip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection"))
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)


class LockPage(Doorway):
    """Hides the window until the officer's passphrase is typed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.office.site.name)
        self._session = session
        self._waits = Waits()
        self._busy = False
        office = session.office
        note_access(office, "locked")
        self._shift = shift_words(session)
        self.due: list[Due] = []
        self.kept = label("", role="muted", wrap=True)
        self.passphrase = Passphrase()
        self.passphrase_row = Labelled(_("&Passphrase"), self.passphrase)
        self.go = Button(_("Unlock"), "primary", _("Enter"), size="tall", pressed=self.unlock)
        self.other = Button(_("Sign in as somebody &else…"), "text", icon="plus")
        self.other.clicked.connect(session.change_wanted)
        self.state = label("", "note", role="muted", wrap=True)
        self._place_left()
        self._place_side()
        session.ticked.connect(self._tick)
        QTimer.singleShot(0, self, self._ask_kept)
        session.look(self, lambda: incidents.active(office), self._show_due)
        self._tick(session.now())
        self.setFocusProxy(self.passphrase)

    def _place_left(self) -> None:
        self.below.setSpacing(0)
        seal = SealState()
        seal.show_health(self._session.health, self._session.now())
        self.foot.addWidget(seal)
        if self._session.health.mirror == "ok":
            both = row(IconLabel("check-check", icons.TEXT), gap=6)
            both.addWidget(label(_("Saved in both stores"), "note", role="muted"))
            self.foot.addLayout(both)
        self.foot.addStretch(1)

    def _show_due(self, found: Sequence[Incident]) -> None:
        self.due = [Due(one.number, one.due, one.opened) for one in found[:MOST]]
        for due in self.due:
            due.show_time(self._session.now())
            self.below.addWidget(due)
        if self.due:
            end = hairline()
            end.setMaximumWidth(WIDTH)
            self.below.addWidget(end)
        more = len(found) - len(self.due)
        if more > 0:
            self.below.addWidget(label(_("{count} more").format(count=more), role="muted"))

    def _place_side(self) -> None:
        officer = self._session.office.officer
        there = {shift.officer for shift in shifts.on_duty(self._session.office)}
        on_duty = _("on duty") if officer.thread in there else ""
        self.go.setSizePolicy(self.passphrase.sizePolicy())
        other = row(self.other, margins=(4, 0, 0, 0))
        other.addStretch(1)
        self.side.addStretch(1)
        self.side.addWidget(label(_("Locked"), "title", 600))
        self.side.addSpacing(4)
        self.side.addWidget(self.kept)
        self.side.addSpacing(20)
        self.side.addWidget(Chip(officer.initials, on_duty))
        self.side.addSpacing(4)
        self.side.addLayout(other)
        self.side.addSpacing(16)
        self.side.addWidget(self.passphrase_row)
        self.side.addSpacing(12)
        self.side.addWidget(self.go)
        self.side.addSpacing(12)
        self.side.addWidget(self.state)
        self.side.addStretch(1)

    def _ask_kept(self) -> None:
        """Read what is kept, behind what the pages began to keep when the desk was locked."""
        office = self._session.office
        self._session.watch(
            self, office.handed_in(),
            lambda _none: self._session.look(self, office.kept, self._show_kept),
        )  # fmt: skip

    def _show_kept(self, kept: Mapping[str, object]) -> None:
        said = [_(words) for key, words in KEPT.items() if key in kept]
        if kept.keys() - KEPT.keys():
            said.append(_("Your unsent changes are kept."))
        self.kept.setText(" ".join(said) or _("Nothing half-written is waiting."))

    def _tick(self, now: datetime) -> None:
        date = self._session.office.locale.date(now)
        self.show_time(now, f"{date}\n{self._shift}" if self._shift else date)
        for due in self.due:
            due.show_time(now)
        if not self._busy:
            self._show_wait()

    def _show_wait(self) -> None:
        left = self._waits.left("", monotonic())
        self.go.setEnabled(not left)
        self.go.set_kind("plain" if left else "primary")
        clock = f"{left // 60}:{left % 60:02d}"
        self.state.setText(_("Try again in {time}.").format(time=clock) if left else "")

    def unlock(self) -> None:
        """Check the passphrase; nothing happens while one is checked or must wait."""
        passphrase = self.passphrase.text()
        if self._busy or self._waits.left("", monotonic()):
            return
        if not passphrase:
            self.passphrase_row.say(_("Type your passphrase."))
            return
        self._set_busy(True)
        office = self._session.office
        tasks.run(self, lambda: office.check(passphrase), self._done, self._failed)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.passphrase.setEnabled(not busy)
        self.other.setEnabled(not busy)
        self.go.setVisible(not busy)
        self.state.setText(_("Checking the passphrase.") if busy else "")

    def _done(self, _nothing: None) -> None:
        self.passphrase.forget()
        note_access(self._session.office, "unlocked")
        self._session.unlock()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.passphrase.forget()
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self.passphrase_row.say(str(error))
        if isinstance(error, WrongPassphrase):
            self._waits.failed("", monotonic())
            note_access(self._session.office, "sign_in_failed", _("while locked"))
            self._show_wait()
        self.passphrase.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unlocks; no other key leads anywhere."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.unlock()
        else:
            event.accept()


def shift_words(session: Session) -> str:
    """The shift that is on, without who works it; "" for none."""
    shift = shifts.current(session.office)
    return shift.name if shift else ""
