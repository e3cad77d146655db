"""The checklist of an incident: steps ticked by key, by their box, or from the line (D25)."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import ticking
from deskinc.desk.incidents.checks import DONE, NA
from deskinc.desk.incidents.guides import Step
from deskinc.desk.incidents.ticking import How
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Saved
from deskinc.desk.people.enrolment import initials_of
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.fields import FieldError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.delegates import Row
from deskinc.ui.forms.kinds import when
from deskinc.ui.incidents.noteline import NoteLine
from deskinc.ui.incidents.steplist import StepList
from deskinc.ui.incidents.ticking import TickDialog
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session


class Checklist(QWidget):
    """Head with the count, and the steps; each tick is a follow-up of its own."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread = ""
        self._steps: tuple[Step, ...] = ()
        self._sent: set[str] = set()
        self._over = self._folded = False
        self.may = True
        self.count = label("", "text", role="muted", tabular=True)
        self.keys = label(_("Ctrl+1 … 9"), "small", role="muted")
        self.fold = Button("", "text", size="small", pressed=self._unfold)
        self.view = StepList()
        head = row(label(_("Checklist"), "text", 600), self.count, gap=6, margins=(8, 0, 8, 4))
        head.addStretch(1)
        head.addWidget(self.keys)
        head.addWidget(self.fold)
        layer = column()
        layer.addLayout(head)
        layer.addWidget(self.view)
        self.setLayout(layer)
        self.view.ticked.connect(self._tick)
        self.view.asked.connect(self.ask)
        self.view.refused.connect(lambda number: self.ask(number, na=True))
        self.view.taken_out.connect(self._take_out)

    def show_steps(self, thread: str, steps: Sequence[Step], *, over: bool = False) -> None:
        """Show the steps of an incident; without any there is no checklist.

        Of one that is ``over`` only the count stands there, until it is unfolded.
        """
        if (thread, over) != (self._thread, self._over):
            self._folded = over
        if thread != self._thread:
            self._thread, self._steps = thread, ()
        self._over = over
        self._sent.clear()
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self.view.show_rows([_row(step, self._when(step)) for step in steps])
        said = _("{done} of {all} ticked") if self._folded else _("{done} of {all}")
        words = said.format(done=self._done_so_far(), all=len(steps))
        self.count.setText(words)
        self.count.setAccessibleName(words)
        self.setVisible(bool(steps))
        self._fold()

    def _unfold(self) -> None:
        self._folded = not self._folded
        self.show_steps(self._thread, self._steps, over=self._over)

    def _fold(self) -> None:
        self.view.setVisible(not self._folded)
        self.keys.setVisible(self.may and not self._over)
        self.fold.setText(_("Show") if self._folded else _("Less"))
        self.fold.setAccessibleName(_("{verb}, checklist").format(verb=self.fold.text()))
        self.fold.setVisible(self._over)
        self.view.show_next(self._waiting() if self.may and not self._over else 0)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        return [self.view, self.fold]

    def show_writer(self, *, may: bool) -> None:
        """Whether whoever is signed in may tick."""
        self.may = may
        self._fold()

    def said(self) -> str:
        """``3/10``; "" without a checklist."""
        return f"{self._done_so_far()}/{len(self._steps)}" if self._steps else ""

    def _done_so_far(self) -> int:
        return sum(step.tick is not None for step in self._steps)

    def next_step(self) -> int:
        """The first step that waits and is ticked with Ctrl and its digit; 0 for none."""
        first = self._waiting()
        return first if self.may and not self._over and first < 10 else 0

    def _waiting(self) -> int:
        return next((step.number for step in self._steps if step.tick is None), 0)

    def tick_from(self, note: NoteLine, number: int) -> None:
        """Tick a step from the line at the foot, with the time typed there if there is one."""
        step = self._step(number)
        if step is None:
            self._session.say(_("There is no step {number}.").format(number=number), tone="pending")
            return
        if step.tick is not None:
            what = _("Step {number} is ticked already: {when}").format(
                number=number, when=self._when(step)
            )
            self._session.say(what, _("F5 in the checklist changes it."), tone="pending")
            return
        try:
            self._write(step, lambda: self._ticked(step, How(note.moment())))
        except FieldError as error:
            note.say(error.what)
        except InvalidForm as error:
            note.say(" ".join(error.notes.values()))
        else:
            note.time_taken()

    def ask(self, number: int, *, na: bool = False) -> None:
        """Ask for another time and who did it, or why a step is not applicable."""
        step = self._step(number)
        if step is None or not self.may:
            return

        def give(how: How) -> None:
            self._write(step, lambda: self._ticked(step, how, na=na))

        out = None if step.tick is None else (lambda: self._take_out(number))
        TickDialog(self, self._session, self._thread, step, give, out, na=na).open()

    def _tick(self, number: int) -> None:
        """Tick now; a step that bears a tick is asked about."""
        step = self._step(number)
        if step is not None and step.tick is not None:
            self.ask(number, na=step.tick.result == NA)
        elif step is not None:
            self._write(step, lambda: self._ticked(step, How()))

    def _take_out(self, number: int) -> None:
        step = self._step(number)
        if step is not None and step.tick is not None:
            office, thread = self._session.office, self._thread
            self._write(step, lambda: ticking.untick(office, thread, step, new_id()))

    def _ticked(self, step: Step, how: How, *, na: bool = False) -> "Future[Saved]":
        return ticking.tick(self._session.office, self._thread, step, new_id(), how, na=na)

    def _write(self, step: Step, act: "Callable[[], Future[Saved]]") -> None:
        """Write once; a second press before it stands there writes nothing."""
        if step.words in self._sent or not self.may:
            return
        try:
            future = act()
        except DeskError as error:
            if isinstance(error, InvalidForm):
                raise
            self._session.fail(error)
            return
        self._sent.add(step.words)
        tasks.watch(self, future, lambda _saved: self._done(step), self._failed)

    def _done(self, step: Step) -> None:
        """Bring the row into sight, and let a screen reader say that it is written."""
        self.view.go_to(step.number)
        words = _("Step {number} is written.").format(number=step.number)
        self.count.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self.count, QAccessible.Event.Alert))

    def _failed(self, error: Exception) -> None:
        self._sent.clear()
        self._session.fail(error)

    def _when(self, step: Step) -> str:
        """``23:13 R.M.``, with its day unless that is today; "" while there is no tick."""
        tick, office = step.tick, self._session.office
        if tick is None:
            return ""
        who = office.writer(tick.by_id) if tick.by_id else initials_of(tick.by)
        time = when(tick.at, office.now(), office.locale) if tick.at is not None else ""
        return f"{time} {who}".strip()

    def _step(self, number: int) -> Step | None:
        return self._steps[number - 1] if 0 < number <= len(self._steps) else None


def _row(step: Step, said: str) -> Row:
    """Its number as key, words, and at the right what the tick says."""
    tick = step.tick
    result = tick.result if tick is not None else ""
    words = {DONE: _("done {when}"), NA: _("not applicable {when}")}.get(result, _("not ticked"))
    spoken = ", ".join(
        part for part in (str(step.number), step.words, words.format(when=said),
                          tick.reason if tick is not None else "") if part
    )  # fmt: skip
    icon = {DONE: "square-check-big", NA: "ban"}.get(result, "square")
    role = "accent" if result == DONE else "muted"
    return Row(step.number, step.words, right=said, icon=icon, icon_role=role, spoken=spoken)
