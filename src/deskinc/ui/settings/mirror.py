"""The mirror: where it lies, and giving the book another one."""

from pathlib import Path

from PySide6.QtWidgets import QProgressBar

from deskinc.desk.copies import new_mirror
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.state import State


class MirrorSection(Section):
    """An amber remark on the folder is read before it is gone on with."""

    key, word, icon = "mirror", N_("Mirror"), "layers"
    needs = ("settings",)

    def __init__(self, session: Session) -> None:
        super().__init__(session, _(
            "The second copy of the book, written with every line. Another folder is filled and "
            "compared with the book first; the old mirror is left as it is."
        ))  # fmt: skip
        self.now = State(_("Lies now in"))
        self.path = PathField(_("Folder of the new mirror"), _("C&hoose…"))
        self.fault = Fault()
        self.amber = label("", "note", role="pending", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Filling the new mirror"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.state = label("", "note", role="muted", wrap=True)
        self.go = Button(_("&Move the mirror here"), "primary", pressed=self.move_there)
        self.stop = Button(_("Stop"), pressed=self.cancel)
        self._task: tasks.Task | None = None
        self._agreed: Path | None = None
        self._stopped = False
        self._place()
        self.path.field.textEdited.connect(lambda _typed: self._forget())
        session.health_changed.connect(self.load)
        self.load()

    def _place(self) -> None:
        self.body.addWidget(self.now)
        self.body.addSpacing(20)
        self.body.addWidget(caption(_("New &folder of the mirror"), self.path.field))
        self.body.addSpacing(4)
        self.body.addWidget(self.path)
        self.body.addSpacing(6)
        self.body.addWidget(self.fault)
        self.body.addWidget(self.amber)
        self.body.addSpacing(12)
        foot = row(self.go, self.stop, gap=8)
        foot.addWidget(self.bar, 20)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(8)
        self.body.addWidget(self.state)
        self.body.addStretch(1)
        self._set_running(False)
        self.amber.hide()

    def load(self) -> None:
        """Say where it lies, whether it answers, and whether it would outlive the book’s disk."""
        there = new_mirror.where(self.session.office)
        if there is None:
            self.now.say("hourglass", "pending", _("Nowhere: every line is saved here only."))
        elif self.session.health.mirror == "missing":
            words = _("{folder}. It does not answer.").format(folder=there)
            self.now.say("hourglass", "pending", words)
        elif self.session.health.copies.near:
            words = _("{folder}, on the same disk as the book: if it dies, both are gone.")
            self.now.say("hourglass", "pending", words.format(folder=there))
        else:
            self.now.say("check", "ok", str(there))

    def _forget(self) -> None:
        self._agreed = None
        self.fault.say("")
        self.amber.hide()

    def move_there(self) -> None:
        """Look at the folder, then fill it."""
        there = self.path.path()
        if self._task is not None:
            return
        if there is None:
            self.fault.say(_("Choose a folder. A USB stick that stays plugged in will do."))
            self.path.field.setFocus()
            return
        office = self.session.office
        self._set_running(True)
        tasks.run(
            self, lambda: new_mirror.look(office, there),
            lambda found: self._looked(there, *found), self._failed, lane="disks",
        )  # fmt: skip

    def _looked(self, there: Path, fault: str, amber: str) -> None:
        if fault or (amber and self._agreed != there):
            self._set_running(False)
            self.fault.say(fault)
            more = _("Press it once more to go on with it all the same.")
            self.amber.setText(f"{amber} {more}" if amber else "")
            self.amber.setVisible(bool(amber))
            self._agreed = there if amber else None
            self.go.setFocus()
            return
        self._stopped = False
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show_progress)
        office = self.session.office
        self._task.start(
            lambda report, stopped: new_mirror.give(office, there, report, stopped),
            lambda _none: self._given(there), self._failed, lane="backup",
        )  # fmt: skip

    def _set_running(self, running: bool) -> None:
        self.bar.setValue(0)
        for part in (self.bar, self.stop):
            part.setVisible(running)
        self.go.setEnabled(not running)
        self.path.setEnabled(not running)
        self.state.setText("")
        if running:
            self.fault.say("")
            self.stop.setFocus()

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setValue(int(fraction * 1000))
        self.state.setText(words)

    def cancel(self) -> None:
        """Give it up; the old mirror goes on."""
        if self._task is not None:
            self._stopped = True
            self._task.cancel()

    def _given(self, there: Path) -> None:
        self._task = None
        self._set_running(False)
        self.path.field.clear()
        self._forget()
        self.load()
        self.session.check_health()
        words = _("Everything is in it, read back and compared. The old one was left as it is.")
        self.session.say(_("The mirror lies in {folder} now.").format(folder=there), words)
        self.path.field.setFocus()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._set_running(False)
        if self._stopped:
            self.state.setText(_("Stopped. The old mirror goes on."))
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)
        self.go.setFocus()
