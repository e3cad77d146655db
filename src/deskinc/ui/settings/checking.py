"""Checking the book: two buttons, how far it is, one line a check, and what was found."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk.trust import trust
from deskinc.desk.trust.trust import Fault, Line, Verdict
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.dialogs import ask
from deskinc.ui.labelled import Fault as FaultLine
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.check_paper import CheckPaper
from deskinc.ui.settings.state import KINDS, State

LINE, FAULT = 36, 52
MOST = 6
"""Faults seen at once; the list scrolls."""


class CheckPanel(QWidget):
    """Checks since the last seal or everything, in the background, and shows what came of it."""

    running = Signal(bool)
    """A check has begun, or ended."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._task: tasks.Task | None = None
        self._stopped = False
        self.check = Button(
            _("Check since the last sea&l"), pressed=lambda: self.verify(full=False)
        )
        self.full = Button(_("Check &everything"), pressed=lambda: self.verify(full=True))
        self.stop = Button(_("Stop"), "plain", pressed=self.cancel)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Checking the book"))
        self.far = label("", "note", role="muted", tabular=True)
        self.fault = FaultLine()
        self.result = State(_("Outcome"))
        self.lines = RowsModel(self)
        self.list = make_list(_("What was checked"), self.lines)
        self.model = RowsModel(self)
        self.table = make_list(_("Faults found"), self.model)
        self.todo = label("", "note", wrap=True)
        self.mend = Button(_("Restore the boo&k…"), pressed=self.ask_to_restore)
        self.paper = CheckPaper(session)
        self._faults: tuple[Fault, ...] = ()
        self._place()
        self.table.selectionModel().currentChanged.connect(self._choose)
        may = session.office.officer.may("verify")
        for part in (self.check, self.full):
            part.setVisible(may)

    def _place(self) -> None:
        across = row(self.bar, self.stop, gap=12, margins=(0, 0, 4, 0))
        across.setStretch(0, 1)
        under = column(self.far, gap=4)
        foot = row(self.check, self.full, gap=8)
        foot.addStretch(1)
        layer = column(gap=8, margins=(0, 4, 0, 4))
        for one in (foot, across, under):
            layer.addLayout(one)
        self._parts: tuple[QWidget, ...] = (
            self.result, self.table, self.todo, self.mend, self.paper, self.list,
        )  # fmt: skip
        for part in (self.fault, *self._parts):
            layer.addWidget(part)
            part.hide()
        layer.setAlignment(self.mend, Qt.AlignmentFlag.AlignLeft)
        for moving in (self.bar, self.stop, self.far):
            moving.hide()
        self.setLayout(layer)

    def verify(self, *, full: bool) -> None:
        """Check the book in the background; it can be stopped."""
        if self._task is not None:
            return
        self._stopped = False
        self._set_running(True)
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show_progress)
        office = self.session.office
        self._task.start(
            lambda report, stopped: trust.verify(
                office, full=full, report=report, cancel=stopped, apart=full
            ),
            self._checked, self._not_checked, lane="check" if full else "work",
        )  # fmt: skip

    def _set_running(self, running: bool) -> None:
        self.bar.setValue(0)
        self.far.setText(_("The check begins."))
        for part in (self.bar, self.stop, self.far):
            part.setVisible(running)
        for button in (self.check, self.full):
            button.setEnabled(not running)
        if running:
            for hidden in (self.fault, *self._parts):
                hidden.hide()
            self.stop.setFocus()
        self.running.emit(running)

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setValue(int(fraction * 1000))
        self.far.setText(words)

    def cancel(self) -> None:
        """Stop the check; the book is as it was."""
        if self._task is not None:
            self._stopped = True
            self._task.cancel()

    def _checked(self, verdict: Verdict) -> None:
        self._task = None
        self._set_running(False)
        self.show_verdict(verdict)
        self.session.check_health()
        (self.table if verdict.faults else self.full).setFocus()

    def show_verdict(self, verdict: Verdict) -> None:
        """Show an outcome, of now or of the last time."""
        sign, role = _sign(None if verdict.ok and verdict.left_out else verdict.ok)
        locale = self.session.office.locale
        when = f"{locale.date(verdict.ended)}, {locale.time(verdict.ended)}"
        self.result.say(sign, role, f"{when}. {self._words(verdict)}")
        self.lines.set_rows([_line(line) for line in verdict.lines])
        self.list.setFixedHeight(LINE * len(verdict.lines) + 2)
        self._faults = verdict.faults
        self.model.set_rows([_row(at, fault) for at, fault in enumerate(verdict.faults)])
        self.table.setFixedHeight(FAULT * min(MOST, len(verdict.faults)) + 2)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.paper.show_verdict(verdict)
        for part in self._parts:
            part.show()
        for part in (self.table, self.todo):
            part.setVisible(bool(verdict.faults))
        self.mend.setVisible(not verdict.ok)

    def ask_to_restore(self) -> None:
        """Close the book, and let two people bring it back at the door."""
        ask(
            self.window(), _("Close the book to restore it?"),
            _("Two people then restore it from its mirror or a backup, at the door; there it can "
              "still be left as it is."),
            verb=_("Close the book"), safe=_("Stay"), yes=self.session.restore_wanted.emit,
        )  # fmt: skip

    def _words(self, verdict: Verdict) -> str:
        """The outcome; of more faults than can be listed, how many stand there."""
        words = verdict.sentence()
        if verdict.found and not verdict.faults:
            return _("{count}. Check again to see where.").format(count=verdict.count_words())
        if verdict.found > len(verdict.faults):
            more = _("The first {count} are listed.").format(count=f"{len(verdict.faults):,}")
            return f"{words} {more}"
        return words

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        found = self.model.row_at(index)
        if found is not None and isinstance(found.key, int):
            fault = self._faults[found.key]
            self.todo.setText(f"{_place_of(fault)}{fault.why}\n{fault.todo}")
        else:
            self.todo.setText("")

    def _not_checked(self, error: Exception) -> None:
        self._task = None
        self._set_running(False)
        if self._stopped:
            self.result.say("ban", "muted", _("Stopped. Nothing was changed."))
            self.result.show()
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)
        self.full.setFocus()


def _sign(ok: bool | None) -> tuple[str, str]:
    if ok is None:
        return "hourglass", "pending"
    return ("circle-check", "ok") if ok else ("octagon-alert", "fault")


def _line(line: Line) -> Row:
    sign, role = _sign(line.ok)
    took = _("{count} s").format(count=f"{line.seconds:.1f}") if line.ok is not None else ""
    return Row(line.check, f"{line.name}: {line.words}", right=took, icon=sign, icon_role=role)


def _place_of(fault: Fault) -> str:
    return f"{fault.where}. " if fault.where else ""


def _row(at: int, fault: Fault) -> Row:
    kind = _(KINDS.get(fault.kind, fault.kind))
    return Row(
        at, fault.where or kind, fault.why, right=kind, icon="octagon-alert", icon_role="fault",
        spoken=f"{_place_of(fault)}{fault.why} {fault.todo}",
    )  # fmt: skip
