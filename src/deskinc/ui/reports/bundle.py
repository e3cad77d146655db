"""The dialog of an evidence bundle: what, which values, then made, saved and checked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskinc.desk.papers import bundles
from deskinc.desk.papers.bundle_contents import Told
from deskinc.desk.papers.bundles import Made
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Wide
from deskinc.ui.labelled import Fault
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.parts import Button, column, ground, label, row
from deskinc.ui.reports.bundle_made import MadeStep
from deskinc.ui.reports.bundle_values import ValuesStep
from deskinc.ui.reports.bundle_what import Asked, WhatStep
from deskinc.ui.session import Session


class BundleDialog(Wide):
    """Three steps by keyboard; until the last one is saved nothing has left the book."""

    def __init__(self, parent: QWidget, session: Session, thread: str = "") -> None:
        super().__init__(parent, _("Evidence bundle"))
        self._session = session
        self._asked: Asked | None = None
        self._busy = False
        self._task: tasks.Task | None = None
        self.what = WhatStep(session, thread)
        self.values, self.made = ValuesStep(session), MadeStep(session)
        self.title = label("", "title", 600)
        self.fault = Fault()
        self.stack = QStackedWidget()
        self._what_area = FollowingArea(ground("raised", column(self.what)))
        self._what_area.setFrameShape(FollowingArea.Shape.NoFrame)
        for step in (self._what_area, self.values, self.made):
            self.stack.addWidget(step)
        self.back = Button(_("&Back"), pressed=self.go_back)
        self.leave = Button(_("Cancel"), key=_("Esc"), pressed=self.reject)
        self.go = Button(_("Go on"), "primary", pressed=self.go_on)
        foot = row(self.back, gap=12)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        self.layer.addWidget(self.title)
        self.layer.addWidget(self.stack, 1)
        self.layer.addWidget(self.fault)
        self.layer.addLayout(foot)
        self.values.set_narrow(self.width())
        self.values.changed.connect(self._show_verbs)
        self.made.changed.connect(self._made_changed)
        self.what.shown.currentIndexChanged.connect(lambda _at: self._show_verbs())
        self._show(self._what_area)
        self.what.what.setFocus()

    def step(self) -> QWidget:
        """The step on screen."""
        return self.stack.currentWidget() or self.made

    def _show(self, step: QWidget) -> None:
        self.stack.setCurrentWidget(step)
        self._show_verbs()

    def _show_verbs(self) -> None:
        """The title of the step, what comes next, and what may be pressed."""
        step, made = self.step(), self.made
        titles = {self._what_area: _("Evidence bundle"), self.values: _("What is shown"),
                  made: _("The bundle")}  # fmt: skip
        self.title.setText(titles[step])
        self.back.setVisible(step is self.values and not self._busy)
        redacted = self.what.shown.currentIndex() > 0
        verb, key = (_("Choose what is shown"), _("Enter")) if redacted else (
            _("Make it"), _("Enter"))  # fmt: skip
        if step is self.values:
            verb, key = _("Make it"), _("Ctrl+Enter")
        elif step is made:
            verb, key = (_("Check it"), "") if made.saved else (_("S&ave…"), _("Ctrl+S"))
        self.go.setText(verb)
        self.go.set_key(key)
        busy = self._busy or made.busy
        waiting = step is made and made.made is None
        self.go.setEnabled(not busy and not waiting)
        self.go.set_kind("plain" if busy or waiting else "primary")
        self.leave.setText(_("Close") if step is made and made.saved else _("Cancel"))

    def _made_changed(self) -> None:
        self._show_verbs()
        asked = self.made.passphrase
        if asked.isVisible():
            asked.setFocus()
        elif self.go.isEnabled():
            self.go.setFocus()

    def go_on(self) -> None:
        """Do what the filled button says."""
        if not self.go.isEnabled():
            return
        if self.step() is self._what_area:
            self._asked = self.what.asked()
            if self._asked is not None:
                self._read(self._asked) if self._asked.redacted else self._make(None)
        elif self.step() is self.values:
            self._make(frozenset(self.values.shown))
        elif self.made.saved is None:
            self.made.ask_where()
        else:
            self.made.check()

    def go_back(self) -> None:
        """From the values to what they are of."""
        self._show(self._what_area)
        self.what.what.setFocus()

    def _read(self, asked: Asked) -> None:
        """Read what there is to show, each value as it was signed."""
        office = self._session.office
        self._wait()
        tasks.run(self, lambda: bundles.contents(office, asked.wanted), self._offer, self._failed)

    def _offer(self, told: Sequence[Told]) -> None:
        self._busy = False
        self._show(self.values)
        self.values.show_values(told)

    def _wait(self) -> None:
        self._busy = True
        self.fault.say("")
        self._show_verbs()

    def _make(self, given: frozenset[tuple[int, str]] | None) -> None:
        asked, office = self._asked, self._session.office
        if asked is None:
            return
        self._wait()
        self.made.wait()
        before = self.step()
        self._show(self.made)
        self._task = tasks.Task(self)
        self._task.progressed.connect(self.made.show_progress)

        def failed(error: Exception) -> None:
            self._show(before)
            self._failed(error)

        def done(made: Made) -> None:
            self._busy = False
            self.made.show_made(made, asked.recipient)

        self._task.start(
            lambda report, _stopped: bundles.make(
                office, asked.wanted, given, recipient=asked.recipient, size=asked.size,
                progress=report,
            ),
            done, failed,
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._show_verbs()
        if isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from the fields, Ctrl+Enter from everywhere, Ctrl+S saves."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        saves = ctrl and event.key() == Qt.Key.Key_S and self.step() is self.made
        typed = self.step() is self._what_area or self.made.passphrase.hasFocus()
        if (enter and (ctrl or typed)) or (saves and self.made.saved is None):
            self.go_on()
        elif not enter:
            super().keyPressEvent(event)
