"""The call sheet (D26): exact words first, the clock running, all of it kept within a second."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from deskinc.desk import bombcall
from deskinc.desk.bombcall import Call
from deskinc.desk.incidents.noting import drilled
from deskinc.desk.lines import entries
from deskinc.desk.trouble import refused
from deskinc.errors import DeskError
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.ui import tasks
from deskinc.ui.bombcall.asked import LOW, LOWEST, Sound, Words
from deskinc.ui.bombcall.stamp import Stamp, services_words
from deskinc.ui.labelled import Box
from deskinc.ui.later import Later
from deskinc.ui.parts import Button, IconLabel, column, ground, hairline, kind_of, label, row
from deskinc.ui.scrolled import scrolled
from deskinc.ui.sealing import Then, follow
from deskinc.ui.session import Session

MARGIN, MARGIN_LOW = 24, 12
SHARES = ((10, 10), (10, 10), (8, 12))
"""How much of the width each half has, of 20, by how close it is laid out."""
TIGHT = 1000
"""Width below which the footer keeps its words short, logical pixels."""


class CallSheet(QDialog):
    """Stands over everything, a dialog and the locked screen too, until the call is written."""

    def __init__(self, parent: QWidget, session: Session, call: Call) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Bomb call"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.session, self.call = session, call
        self._busy = False
        self._opened = session.office.read.incident(_key(call)) is not None
        self._written = call
        self.words, self.sound = Words(), Sound()
        self.halves = (self.words, self.sound)
        self.services = Stamp(session, services_words(session), _("by"))
        self.manager = Stamp(session, _("&Manager told"), _("who"))
        self.stamps = (self.services, self.manager)
        self._later = Later(self, self.keep)
        self._lay()
        self._take_up(call)
        self._wire()
        self._fit(parent.width())
        self.show_time()
        self._show_state()
        self.words.words.setFocus()

    def _lay(self) -> None:
        areas, self._pads = zip(*map(scrolled, self.halves), strict=True)
        self._across = row(areas[0], hairline(upright=True), areas[1], gap=0)
        for pad in self._pads:
            pad.setStretch(0, 1)
            pad.setStretch(1, 0)
        whole = column(self._head(), hairline())
        whole.addLayout(self._across, 1)
        whole.addWidget(hairline())
        whole.addWidget(self._foot())
        self.setLayout(whole)

    def _head(self) -> QWidget:
        number = self.session.office.site.emergency or _("the emergency number")
        calm = _("Stay calm. Do not interrupt. Keep them talking. A colleague rings {number}.")
        self.title = label(_("Bomb call"), "title", 600)
        self.exercise = Box(_("E&xercise"))
        self.received = label("", role="muted", tabular=True)
        self.clock = label("", "large", 600, tabular=True)
        self.clock.setAccessibleName(_("Time since the call was received"))
        head = row(
            IconLabel("critical", 24), self.title,
            label(calm.format(number=number), role="muted", wrap=True), self.exercise,
            self.received, self.clock, gap=14, margins=(MARGIN, 4, MARGIN, 4),
        )  # fmt: skip
        head.setStretch(2, 1)
        return ground("window", head)

    def _foot(self) -> QWidget:
        self.state = label("", "note", role="muted", wrap=True)
        self.go = Button(_("Call ended"), "plain", "Ctrl+Enter", pressed=self.end)
        self.decide = Button(_("Decide"), "primary", "Ctrl+D", pressed=self.to_decision)
        self.by = label(self.call.by, "text", 600)
        for button in (self.go, self.decide):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = row(
            self.by, *self.stamps, self.state, self.go, self.decide,
            gap=12, margins=(MARGIN, 7, MARGIN, 7),
        )  # fmt: skip
        foot.setStretch(3, 1)
        return ground("surface", foot)

    def _wire(self) -> None:
        for part in (*self.halves, *self.stamps):
            part.changed.connect(self._changed)
        self.exercise.toggled.connect(self._changed)
        self.sound.back.connect(self.words.words.setFocus)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.end)
        QShortcut(QKeySequence("Ctrl+D"), self, self.to_decision)
        self.session.ticked.connect(self.show_time)
        self.session.closing.connect(self._later.flush)

    def _take_up(self, call: Call) -> None:
        said = dict(call.said)
        for half in self.halves:
            half.take_up(said)
        self.services.take_up(call.services)
        self.manager.take_up(call.manager)
        self.exercise.setChecked(call.exercise)
        self._changed()

    def begin(self) -> None:
        """Put it on the disk that a call is received, before a word of it is."""
        self.keep()

    def to_decision(self) -> None:
        """The next letter says what was decided."""
        self.sound.groups["bomb_decision"].setFocus()

    def _changed(self) -> None:
        said = {name: value for half in self.halves for name, value in half.said().items()}
        before, decided = self.call.said.get("bomb_decision") or "", said["bomb_decision"]
        at = self.call.decided if decided == before else self.session.now()
        said = {name: value for name, value in said.items() if value or name in self.call.said}
        self.call = replace(
            self.call, said=said, services=self.services.told(), manager=self.manager.told(),
            exercise=self.exercise.isChecked(), decided=at if decided else None,
        )  # fmt: skip
        drill = self.call.exercise
        self.title.setText(drilled(_("Bomb call")) if drill else _("Bomb call"))
        kind_of(self.title, role="pending" if drill else "")
        self._later.touch()

    def keep(self) -> None:
        """Keep what is typed, encrypted, also at a locked desk."""
        self._later.stop()
        future = bombcall.keep(self.session.office, self.call)
        tasks.watch(self, future, self._kept, self._unkept)

    def _kept(self, _none: None) -> None:
        self.words.saved.setText(_("saved {time}").format(time=f"{self.session.now():%H:%M:%S}"))
        kind_of(self.words.saved, role="muted")

    def _unkept(self, error: Exception) -> None:
        self.words.saved.setText(_("not saved: {why}").format(why=getattr(error, "what", "")))
        kind_of(self.words.saved, role="fault")

    def show_time(self, _now: object = None) -> None:
        """Let the clock run, until the call ended."""
        call, local = self.call, self.session.office.locale.local
        words = _("received {time}").format(time=f"{local(call.began):%H:%M:%S}")
        if call.ended is not None:
            words += ", " + _("ended {time}").format(time=f"{local(call.ended):%H:%M:%S}")
        self.received.setText(words)
        seconds = int(passed(call.began, call.ended or self.session.now()).total_seconds())
        minutes, seconds = divmod(max(0, seconds), 60)
        self.clock.setText(f"{minutes:02d}:{seconds:02d}")

    def _show_state(self, words: str = "", role: str = "muted") -> None:
        if self._opened:
            row_ = self.session.office.read.incident(_key(self.call))
            words = words or (row_.number or "" if row_ is not None else "")
        self.state.setText(words)
        kind_of(self.state, role=role)
        verb = _("Call ended") if self.call.ended is None else _("Open the incident")
        self.go.setText(_("To the incident") if self._opened else verb)
        self.exercise.setEnabled(not self._opened)
        self.go.updateGeometry()

    def end(self) -> None:
        """The call ended: open the incident, or seal it; once it is opened, go there."""
        if self._busy:
            return
        if self._opened:
            self._leave()
            return
        session = self.session
        self.call = replace(self.call, ended=self.call.ended or session.now())
        self.keep()
        self._busy = True
        self.show_time()
        if bombcall.writes(session.office):
            self._try(self._open)
        else:
            self._show_state(_("Being sealed."))
            office, call = session.office, self.call
            tasks.run(self, lambda: bombcall.seal(office, call), self._sealed, self._failed,
                      lane="seal")  # fmt: skip

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except DeskError as error:
            self._failed(error)

    def _open(self) -> None:
        office, call = self.session.office, self.call
        keep = refused.raising(office, bombcall.opening(office, call), call.line)
        future = bombcall.end(office, call)
        todo = _("Raise the incident from that line as soon as the book can be written.")
        follow(self, self.session, future, keep, Then(
            self._there, todo, self._over, self._failed,
        ))  # fmt: skip

    def _there(self, _saved: object) -> None:
        """It is in the book; what is typed from now on is a follow-up."""
        self._busy, self._opened, self._written = False, True, self.call
        self._show_state()

    def _sealed(self, _made: object) -> None:
        self.call = replace(self.call, sealed=True)
        self.keep()
        self._close()

    def _over(self) -> None:
        """The book takes nothing: the line of it is sealed."""
        self._forget()
        self._close()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self._show_state(str(error), "fault")

    def _leave(self) -> None:
        """Write what was typed after the end, then go to the incident."""
        self._later.stop()
        call, written = self.call, self._written
        if replace(call, ended=written.ended) == written:
            self._to_incident(None)
            return
        self._busy = True
        self._try(self._add)

    def _add(self) -> None:
        future = bombcall.add(self.session.office, self.call, entries.new_id())
        tasks.watch(self, future, self._to_incident, self._failed)

    def _to_incident(self, _saved: object) -> None:
        self._forget()
        self._close()
        self.session.go("incidents", thread=self.call.thread)

    def _forget(self) -> None:
        self._later.stop()
        gone = bombcall.drop(self.session.office, self.call)
        tasks.watch(self.session, gone, tasks.nothing, self.session.unkept)

    def _close(self) -> None:
        self._later.stop()
        super().reject()

    def reject(self) -> None:
        """Esc leaves a sheet on which nothing stands; anything else stays until the call ended."""
        if self._busy:
            return
        if self.call.is_empty:
            self._forget()
            self._close()
        else:
            self._show_state(_("Ctrl+Enter ends it; nothing that was typed is thrown away."))

    def _fit(self, width: int) -> None:
        """Where it is narrow the buttons say no key, and the name stands in the window alone."""
        narrow = width < TIGHT
        self.by.setVisible(not narrow)
        self.go.set_key("" if narrow else "Ctrl+Enter")
        self.decide.set_key("" if narrow else "Ctrl+D")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it out closer where there is little room."""
        super().resizeEvent(event)
        close = (self.height() < LOW) + (self.height() < LOWEST)
        margin = MARGIN_LOW if close else MARGIN
        for at, share in enumerate(SHARES[close]):
            self._across.setStretch(2 * at, share)
            self.halves[at].set_size(close=close, width=self.width() * share // 20 - 2 * margin)
            self._pads[at].setContentsMargins(margin, (14, 8, 4)[close], margin, (6, 6, 2)[close])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses no button by itself here."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)


def _key(call: Call) -> bytes:
    return unb64(call.thread)
