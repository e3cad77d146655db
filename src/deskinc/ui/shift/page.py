"""The Shift page: sign on, the shift as it stands, the handover, and its signed paper."""

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deskinc.desk.office import Officer, Record
from deskinc.desk.shift import handover, shifts
from deskinc.desk.shift.handover import Done, Handover, Unfinished
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.parts import EmptyPage
from deskinc.ui.session import Session
from deskinc.ui.shift.finished import Finished
from deskinc.ui.shift.onduty import OnDuty
from deskinc.ui.shift.relief import ReliefDialog
from deskinc.ui.shift.signoff import SignOff
from deskinc.ui.shift.signon import SignOn
from deskinc.ui.shift.state import State, read
from deskinc.ui.shift.task import HandoverTask
from deskinc.ui.shift.unfinished import MakePaper, UnfinishedLine
from deskinc.ui.shift.work import Work, taken_up


class ShiftPage(Page):
    """Shows one of: not allowed, sign on, on duty, the handover, the signed paper."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: State | None = None
        self._left: Unfinished | None = None
        self.task: HandoverTask | None = None
        self.nothing = EmptyPage(
            "arrow-left-right", _("No shift to work"),
            _("Officers and shift leads sign on here, and hand the desk over."),
        )  # fmt: skip
        self.sign_on = SignOn(session)
        self.on_duty = OnDuty(session)
        self.finished = Finished(session)
        self.stack = QStackedWidget()
        for part in (self.nothing, self.sign_on, self.on_duty, self.finished):
            self.stack.addWidget(part)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        self.unfinished = UnfinishedLine(session)
        layer.addWidget(self.unfinished)
        layer.addWidget(self.stack)
        self.unfinished.wanted.connect(self.make_paper)
        self.stack.currentChanged.connect(lambda _at: self._place_unfinished())
        self.on_duty.handover_wanted.connect(self.hand_over)
        self.on_duty.sign_off_wanted.connect(self.sign_off)
        self.on_duty.relief_wanted.connect(self.enrol_relief)
        self.finished.left.connect(self._leave_paper)
        session.recorded.connect(self._recorded)
        session.ticked.connect(lambda now: None if now.minute or now.second else self.refresh())
        session.changing.connect(self._put_aside)
        session.officer_changed.connect(self._change_hands)

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key."""
        group = _("Shift")
        return (
            Action("hand_over", _("Hand over"), "Ctrl+H", "arrow-left-right", group,
                   self.hand_over, act="handover"),
            Action("shift_forward", _("Next step, sign"), "Ctrl+Return", "arrow-right", group,
                   self.go_on, act="shift"),
            Action("add_item", _("Add an item to the handover"), "Ctrl+I", "plus", group,
                   self.add_item, act="handover"),
            Action("remark", _("Remark on an item"), "Ctrl+M", "pen-line", group, self.remark,
                   act="handover"),
            Action("break", _("Leave the post for a break or relieved, or be back"), "Ctrl+B",
                   "hourglass", group, self.on_duty.take_break, act="shift"),
            Action("enrol_relief", _("Enrol a relief officer"), "", "user-round", group,
                   self.enrol_relief, act="enrol_relief"),
            Action("make_paper", _("Make the paper of a handover"), "", "file-text", group,
                   self.make_paper, act="handover"),
            Action("save_handover", _("Save the handover book"), "Ctrl+S", "save", group,
                   self.finished.leaving.ask_where, act="handover"),
            *self.finished.paper.actions_offered(group),
            *self.on_duty.due.actions_offered(group),
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        """Where the part on screen begins."""
        shown = self.stack.currentWidget()
        if isinstance(shown, SignOn | OnDuty | HandoverTask | Finished):
            return shown.first_focus()
        return self

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Slimmer columns and a lower bar where there is little room."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        self.on_duty.split.set_narrow(narrow=narrow)
        self.finished.split.set_narrow(narrow=narrow)
        self.on_duty.set_low(low)
        self.on_duty.list.margin = 16 if narrow else 24
        for foot in (self.sign_on.foot, self.on_duty.foot, self.finished.foot):
            foot.set_size(narrow=narrow, low=low)
        self.finished.paper.set_narrow(narrow=narrow)
        if self.task is not None:
            self.task.set_size(narrow=narrow, low=low)

    def refresh(self) -> None:
        """Read again what is shown; a handover in hand takes up what was written since."""
        office = self.session.office
        if not self.isVisible() or self.finished.done is not None:
            return
        if self.task is not None:
            work = self.task.work
            if not self.task.sign.busy:
                self.session.look(work, lambda: handover.prepare(office), work.renew)
            return
        self.session.look(self, lambda: read(office), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what happened while another page was on screen."""
        super().showEvent(event)
        self.refresh()
        self._look_for_unfinished()

    def _recorded(self, records: tuple[Record, ...]) -> None:
        self.refresh()
        if self.isVisible() and any(record.form in {"handover", "export"} for record in records):
            self._look_for_unfinished()

    def _look_for_unfinished(self) -> None:
        """By itself, so that the page stands even if this list can not be read."""
        office = self.session.office
        if office.officer.may("handover"):
            self.session.look(self, lambda: handover.unfinished(office), self._show_unfinished)
        else:
            self._show_unfinished(None)

    def _show_unfinished(self, left: Unfinished | None) -> None:
        self._left = left
        self._place_unfinished()

    def _place_unfinished(self) -> None:
        """Above sign-on and the shift; a handover in hand and its paper are not disturbed."""
        shown = self.stack.currentWidget()
        self.unfinished.show_left(self._left if isinstance(shown, SignOn | OnDuty) else None)

    def make_paper(self) -> None:
        """Ask both officers of an unfinished handover for their passphrases."""
        left = self.unfinished.left
        if left is not None:
            dialog = MakePaper(self.window(), self.session, left)
            dialog.completed.connect(self._show_paper)
            dialog.open()

    def _show(self, state: State) -> None:
        if self.task is not None or self.finished.done is not None:
            return
        before = self.stack.currentWidget()
        self.state = state
        office = self.session.office
        if state.mine is not None and state.handover is not None:
            names = shifts.names(office, state.others)
            begun = self._kept(state) is not None
            self.on_duty.show_more(state.away, state.hours, state.deliveries)
            self.on_duty.show_state(state.mine, state.handover, names, state.open, begun=begun)
            self.stack.setCurrentWidget(self.on_duty)
        elif not office.officer.may("shift"):
            self.stack.setCurrentWidget(self.nothing)
        elif before is not self.sign_on:
            self.sign_on.show_state(list(state.others), state.relieving)
            self.stack.setCurrentWidget(self.sign_on)
        if self.stack.currentWidget() is not before and self._holds_focus(before):
            self.first_focus().setFocus()

    def _holds_focus(self, before: QWidget | None) -> bool:
        """Whether the cursor stood on this page, so that it may be moved within it."""
        focus = self.window().focusWidget()
        if focus is None or focus is self or not focus.isVisible():
            return True
        return before is not None and before.isAncestorOf(focus)

    def _kept(self, state: State) -> Handover | None:
        if state.handover is None:
            return None
        return taken_up(state.handover, state.kept, self.session.office.officer.thread)

    def hand_over(self) -> None:
        """Begin the handover, or go on with the one that was put aside."""
        state = self.state
        if self.task is not None or state is None or state.handover is None:
            return
        kept = self._kept(state)
        work = Work(self.session, state.handover, self)
        if kept is not None:
            office = self.session.office
            work.handover = handover.merged(state.handover, kept)
            thread = state.kept.get("incoming")
            there = handover.candidates(office)
            work.incoming = next((o for o in there if o.thread == thread), None)
            step = state.kept.get("step")
            work.step = step if isinstance(step, int) and work.incoming else 0
        self.task = HandoverTask(self.session, work)
        self.task.set_size(narrow=self.narrow, low=self.low)
        self.task.left.connect(self._end_task)
        self.task.completed.connect(self._completed)
        self.stack.addWidget(self.task)
        self.stack.setCurrentWidget(self.task)
        self.task.first_focus().setFocus()
        self.refresh()

    def sign_off(self) -> None:
        """Ask, then sign off without a handover; whoever comes next finds a locked desk."""
        SignOff(self.window(), self.session, self._signed_off, self.state).open()

    def _signed_off(self) -> None:
        shifts.end(self.session.office)
        self.session.lock()

    def enrol_relief(self) -> None:
        """Enrol somebody who takes over for a night; the handover then offers the name."""
        ReliefDialog(self.window(), self.session, self._enrolled).open()

    def _enrolled(self, officer: Officer) -> None:
        if self.task is not None:
            self.task.exchange.show_people()
        self.session.check_health()
        self.session.say(
            _("{name} is enrolled for 24 hours and can take the handover.").format(
                name=officer.name
            )
        )

    def go_on(self) -> None:
        """Ctrl+Enter: the forward verb of what is on screen."""
        shown = self.stack.currentWidget()
        if isinstance(shown, HandoverTask):
            shown.go_on()
        elif shown is self.sign_on:
            self.sign_on.sign_on()
        elif shown is self.finished:
            self.finished.leave()

    def add_item(self) -> None:
        """Add an item while preparing."""
        if self.task is not None and self.task.steps.currentWidget() is self.task.prepare:
            self.task.prepare.add_item()

    def remark(self) -> None:
        """Remark on the chosen item in the exchange."""
        if self.task is not None and self.task.steps.currentWidget() is self.task.exchange:
            self.task.exchange.remark()

    def _completed(self, done: Done) -> None:
        task = self.task
        if task is None:
            return
        task.work.forget()
        self._show_paper(done)
        self._drop_task()

    def _show_paper(self, done: Done) -> None:
        """The paper that both have signed, and who has the desk now."""
        self.finished.show_done(done)
        self.stack.setCurrentWidget(self.finished)
        self.finished.first_focus().setFocus()
        self._look_for_unfinished()
        words = _("{name} has the desk; lines are written in that name now.")
        passed = done.incoming == self.session.office.officer
        self.session.say(_("The handover is signed by both."),
                         words.format(name=done.incoming.name) if passed else "")  # fmt: skip

    def _end_task(self, kept: "Future[None]") -> None:
        self._drop_task()
        self.stack.setCurrentWidget(self.on_duty)
        self.on_duty.first_focus().setFocus()
        self.session.watch(self, kept, lambda _none: self.refresh())

    def _put_aside(self) -> None:
        """Somebody else will write: a handover in hand is kept for whom it belongs to."""
        if self.task is not None and not self.task.sign.busy:
            self._end_task(self.task.work.keep_now())

    def _change_hands(self) -> None:
        """Nothing of the officer before stands on screen until the newcomer's shift is read."""
        if self.task is None and self.finished.done is None:
            self.stack.setCurrentWidget(self.nothing)
            self.refresh()

    def _drop_task(self) -> None:
        task, self.task = self.task, None
        if task is not None:
            self.stack.removeWidget(task)
            task.deleteLater()

    def _leave_paper(self) -> None:
        self.refresh()
        self.session.go("book")


PAGE = PageSpec("shift", "arrow-left-right", N_("&Shift"), ShiftPage)
