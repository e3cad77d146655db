"""Backups: where, when, one now, and those that were made with the day rotation ends each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk.copies import backups
from deskinc.desk.copies.backups import Backup, Standing
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.labelled import Fault, Labelled, line
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session
from deskinc.ui.settings.backup_states import daily_words, disk_words, last_words
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.state import State
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32
MEGABYTE = 1_000_000
STATES = {
    "verified": (N_("Restored and verified"), "ok"),
    "failed": (N_("Failed, no backup"), "fault"),
    "part": (N_("Interrupted, no backup"), "muted"),
    "making": (N_("Being made"), "muted"),
}
TIME = "backup_at"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read off the GUI thread: how it stands, and what lies in the folder asked for."""

    stands: Standing
    there: list[Backup]
    ends: Mapping[Path, datetime]
    warning: str


def see(office: Office, where: Path | None) -> Seen:
    """Ask the disks. Blocks while one wakes up."""
    stands = backups.standing(office)
    if where is None:
        return Seen(stands, [], {}, "")
    there = backups.listing(office, where)
    if there and there[0].state == "part" and office.turn.taken:
        there[0] = replace(there[0], state="making")
    return Seen(stands, there, backups.ends(office, there), backups.warning(office, where))


class BackupsSection(Section):
    """A copy of everything, called a backup only once it was restored and verified."""

    key, word, icon = "backups", N_("Backups"), "package"
    names = ((TIME,),)
    needs = ("backup",)

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
        self.last, self.disk, self.daily = (
            State(_("Last verified")), State(_("Disk")), State(_("By itself")),
        )  # fmt: skip
        self.at = line(limit=5)
        self.at_row = Labelled(_("Every da&y at"), self.at, _("Site time, such as 03:00."))
        self.fault = Fault()
        self.go = Button(_("Back up no&w"), "primary", pressed=self.back_up)
        self.stop = Button(_("Stop"), pressed=self.cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_("Making a backup"))
        self.state = label("", "note", role="muted", wrap=True)
        heads = (_("Made"), _("Up to line"), _("Size"), _("State"), _("Kept until"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("Backups that were made"), self.model, (156, 96, 92, 0, 116))
        self.kept = label(
            _(
                "Of verified backups the newest of 7 days, 5 weeks and 12 months are kept; the "
                "program removes the others. What failed stays until somebody deletes it."
            ),
            "note", role="muted", wrap=True,
        )  # fmt: skip
        self.none = label(_("No backup of this book lies in that folder."), role="muted")
        self._place()
        self.path.field.textEdited.connect(lambda _typed: self._list())
        self.at.textEdited.connect(lambda _typed: self.edited.emit())
        session.recorded.connect(self._recorded)
        self.load()

    def _place(self) -> None:
        self.body.addWidget(caption(_("&Folder"), self.path.field))
        self.body.addSpacing(4)
        self.body.addWidget(self.path)
        self.body.addSpacing(6)
        self.body.addWidget(self.fault)
        self.body.addSpacing(6)
        self.at.setMaximumWidth(120)
        self.body.addWidget(self.at_row)
        self.body.addSpacing(10)
        for state in (self.last, self.daily, self.disk):
            self.body.addWidget(state)
        self.body.addSpacing(16)
        foot = row(self.go, self.stop, gap=8)
        foot.addWidget(self.bar, 20)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(8)
        self.body.addWidget(self.state)
        self.body.addSpacing(16)
        self.body.addWidget(self.table)
        self.body.addSpacing(8)
        self.body.addWidget(self.kept)
        self.body.addWidget(self.none)
        self.body.addStretch(1)
        self.at_row.setVisible(self.session.office.officer.may("settings"))
        self._set_running(False)
        self.state.hide()

    def load(self) -> None:
        """Show the folder used last, what lies there, and the time of the day."""
        office = self.session.office
        if not self.path.field.isModified():
            self.path.field.setText(str(backups.place(office) or ""))
        self.at.setText(office.site.backup_at)
        self.at_row.clear()
        self.edited.emit()
        self._list()

    def raw(self) -> dict[str, object]:
        """The time, if it differs."""
        typed = self.at.text().strip()
        return {} if typed == self.session.office.site.backup_at else {TIME: typed or None}

    def show_notes(self, notes: Mapping[str, str], /) -> bool:
        """Say what is wrong with the time."""
        self.at_row.say(notes.get(TIME, ""))
        if TIME in notes:
            self.at.setFocus()
        return TIME in notes

    def _recorded(self, records: object) -> None:
        if isinstance(records, tuple) and any(record.form == "backup" for record in records):
            self._list()

    def _list(self) -> None:
        """Look into the folder, off the GUI thread: its disk may be asleep."""
        self.fault.say("")
        where, office = self.path.path(), self.session.office
        tasks.run(self, lambda: see(office, where), self._seen, self._unseen, lane="disks")

    def _unseen(self, error: Exception) -> None:
        if not self.session.is_closed:
            self.session.fail(error)

    def _seen(self, seen: Seen) -> None:
        if self.session.is_closed:
            return
        there = seen.there
        office = self.session.office
        self.last.say(*last_words(office, seen.stands))
        self.daily.say(*daily_words(office, seen.stands))
        self.disk.say(*disk_words(seen.warning))
        self.disk.setVisible(self.path.path() is not None)
        self.model.set_lines([(one.folder, self._cells(one, seen.ends)) for one in there])
        self.table.setFixedHeight(30 + ROW * min(26, len(there)))
        for part in (self.table, self.kept):
            part.setVisible(bool(there))
        self.none.setVisible(not there and self.path.path() is not None)

    def _cells(self, one: Backup, ends: Mapping[Path, datetime]) -> tuple[Cell | str, ...]:
        locale = self.session.office.locale
        at = locale.local(one.at)
        words, role = STATES[one.state]
        size = f"{one.size / MEGABYTE:,.1f} MB" if one.size else "-"
        when = f"{locale.short_date(at)} {at.year}, {locale.time(at)}"
        end = ends.get(one.folder)
        until = Cell(f"{locale.short_date(end)} {end.year}" if end else "-", "muted")
        return (when, str(one.line or "-"), size, Cell(_(words), role, 600), until)

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
            self._made, self._failed, lane="backup",
        )  # fmt: skip

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

    def actions_offered(self) -> Sequence[Action]:
        """Making one, by name."""
        return [self.verb("back_up", _("Back up now"), self.back_up, "backup")]

    def first_focus(self) -> QWidget:
        """The folder, until there is one."""
        return self.go if self.path.path() is not None else self.path.field
