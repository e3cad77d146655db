"""Backups: where, one now, and those that were made."""

from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk import backups
from deskinc.desk.backups import Backup
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import icons, tasks
from deskinc.ui.delegates import Cell, TableModel, make_table
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import Button, IconLabel, caption, kind_of, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section

ROW = 32
MEGABYTE = 1_000_000
STATES = {
    "verified": (N_("Restored and verified"), "ok"),
    "failed": (N_("Failed, no backup"), "fault"),
    "part": (N_("Interrupted, no backup"), "muted"),
}


class BackupsSection(Section):
    """A copy of everything, called a backup only once it was restored and verified."""

    key, word, icon = "backups", N_("Backups"), "package"

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _(
                "A backup is a sealed, encrypted copy of book, keys and attachments. It is "
                "restored and checked from the first record before it is called one."
            ),
        )
        self._task: tasks.Task | None = None
        self._stopped = False
        self.path = PathField(_("Folder of the backups"), _("&Choose…"))
        self.sign, self.warning = IconLabel("", icons.TEXT), label("", "note", wrap=True)
        self.fault = Fault()
        self.go = Button(_("Back up no&w"), "primary", pressed=self.back_up)
        self.stop = Button(_("Stop"), pressed=self.cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_("Making a backup"))
        self.state = label("", "note", role="muted", wrap=True)
        heads = (_("Made"), _("Up to line"), _("Size"), _("State"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("Backups that were made"), self.model, (190, 90, 90, 0))
        self.none = label(_("No backup of this book lies in that folder."), role="muted")
        self._place()
        self.path.field.textEdited.connect(lambda _typed: self._list())
        self.load()

    def _place(self) -> None:
        warned = row(self.sign, gap=6)
        warned.addWidget(self.warning, 1)
        self.body.addWidget(caption(_("&Folder"), self.path.field))
        self.body.addSpacing(4)
        self.body.addWidget(self.path)
        self.body.addSpacing(6)
        self.body.addLayout(warned)
        self.body.addWidget(self.fault)
        self.body.addSpacing(12)
        foot = row(self.go, self.stop, gap=8)
        foot.addWidget(self.bar, 20)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(8)
        self.body.addWidget(self.state)
        self.body.addSpacing(16)
        self.body.addWidget(self.table)
        self.body.addWidget(self.none)
        self.body.addStretch(1)
        self._set_running(False)
        self.state.hide()

    def load(self) -> None:
        """Show the folder used last, and what lies there."""
        if not self.path.field.isModified():
            self.path.field.setText(str(backups.place(self.session.office) or ""))
        self._list()

    def _list(self) -> None:
        """Look into the folder, off the GUI thread: its disk may be asleep."""
        self.fault.say("")
        where, office = self.path.path(), self.session.office
        if where is None:
            self._listed(([], ""))
            return
        tasks.look(
            self,
            lambda: (backups.listing(office, where), backups.warning(office, where)),
            self._listed,
        )

    def _listed(self, found: tuple[list[Backup], str]) -> None:
        there, warning = found
        self.warning.setText(warning)
        kind_of(self.warning, role="pending")
        self.sign.show_icon("hourglass" if warning else "", "pending")
        for part in (self.sign, self.warning):
            part.setVisible(bool(warning))
        self.model.set_lines([(one.folder, self._cells(one)) for one in there])
        self.table.setFixedHeight(30 + ROW * min(10, len(there)))
        self.table.setVisible(bool(there))
        self.none.setVisible(not there and self.path.path() is not None)

    def _cells(self, one: Backup) -> tuple[Cell | str, ...]:
        locale = self.session.office.locale
        at = locale.local(one.at)
        words, role = STATES[one.state]
        size = f"{one.size / MEGABYTE:,.1f} MB" if one.size else "-"
        when = f"{locale.date(at, weekday=False)}, {locale.time(at)}"
        return (when, str(one.line or "-"), size, Cell(_(words), role, 600))

    def back_up(self) -> None:
        """Make one in the background; it can be stopped."""
        where = self.path.path()
        if self._task is not None:
            return
        if where is None:
            self.fault.say(_("Choose the folder of the backups."))
            self.path.field.setFocus()
            return
        self._stopped = False
        self._set_running(True)
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show_progress)
        office, folder = self.session.office, Path(where)
        self._task.start(
            lambda report, stopped: backups.make(office, folder, report, stopped),
            self._made,
            self._failed,
        )

    def _set_running(self, running: bool) -> None:
        self.bar.setValue(0)
        for part in (self.bar, self.stop):
            part.setVisible(running)
        self.go.setEnabled(not running)
        self.path.setEnabled(not running)
        if running:
            self.fault.say("")
            self._say(_("Sealing the book"))
            self.stop.setFocus()

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setValue(int(fraction * 1000))
        self._say(words)

    def cancel(self) -> None:
        """Give it up; nothing of it stays."""
        if self._task is not None:
            self._stopped = True
            self._task.cancel()

    def _ended(self) -> None:
        self._task = None
        self._set_running(False)
        self.path.field.setModified(False)
        self._list()
        self.go.setFocus()

    def _made(self, made: Backup) -> None:
        self._ended()
        self._say("")
        if made.state == "verified":
            words = _("Everything up to line {line} is in it, restored and checked.")
            self.session.say(_("The backup is made."), words.format(line=made.line))
        else:
            self.fault.say(made.fault)

    def _failed(self, error: Exception) -> None:
        self._ended()
        self._say(_("Stopped. Nothing of it was kept.") if self._stopped else "")
        if not self._stopped and isinstance(error, DeskError):
            self.fault.say(str(error))
        elif not self._stopped:
            tasks.crash(error)

    def first_focus(self) -> QWidget:
        """The folder, until there is one."""
        return self.go if self.path.path() is not None else self.path.field
