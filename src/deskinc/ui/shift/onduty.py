"""On duty: the shift's facts, what is open and will be carried on, and the ways to end it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.routine.deliveries import count_words
from deskinc.desk.routine.silence import Hour
from deskinc.desk.shift.breaks import RELIEVED, Away
from deskinc.desk.shift.handover import Handover
from deskinc.desk.shift.shifts import Shift
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.ui.delegates import ROW
from deskinc.ui.papers.facts import Facts
from deskinc.ui.parts import Button, EmptyPage, column, label
from deskinc.ui.session import Session
from deskinc.ui.shift.delivering import count_one
from deskinc.ui.shift.due import DueTable
from deskinc.ui.shift.hourstrip import HourByHour
from deskinc.ui.shift.items import ItemsModel, ItemsView
from deskinc.ui.shift.nextsteps import NextSteps
from deskinc.ui.shift.parts import Foot, Head, Split, listing, press_button, section, severity_word
from deskinc.ui.shift.pause import toggle
from deskinc.ui.shift.ticking import tick_one


class OnDuty(QWidget):
    """The page of an officer who is on duty."""

    handover_wanted = Signal()
    sign_off_wanted = Signal()
    relief_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shift: Shift | None = None
        self._others: list[str] = []
        self._low = False
        self.head = Head()
        self.due = DueTable(session)
        self.due.wanted.connect(lambda one: tick_one(self.window(), session, one))
        self.model = ItemsModel(self)
        self.list = ItemsView(_("Open, to be carried to the next shift"), self.model)
        self.list.activated.connect(self._open)
        self.empty = EmptyPage(
            "check", _("Nothing is open"),
            _("Open incidents stand here, and are carried to the next shift by the handover."),
        )  # fmt: skip
        self.count = label("", "text", role="muted")
        self.steps = NextSteps()
        self.facts = Facts()
        self.numbers = Facts()
        self.hours = HourByHour()
        self.kit: QLabel = label("", role="muted", wrap=True)
        self.off = Button(_("Sign o&ff…"), size="tall", pressed=self.sign_off_wanted.emit)
        self.over = Button(
            _("Hand over"), "primary", "Ctrl+H", size="tall", pressed=self.handover_wanted.emit
        )
        self.relief = Button(
            _("Enrol a relief officer…"), size="small", icon="plus", pressed=self.relief_wanted.emit
        )
        self.pause = Button(_("Br&eak…"), size="small", key="Ctrl+B", pressed=self.take_break)
        self.delivery = Button(
            _("&Delivery…"), size="small", key="Ctrl+Shift+D",
            pressed=partial(count_one, self, session),
        )  # fmt: skip
        self._away: Away | None = None
        self._delivered = (0, 0)
        self.foot = Foot(self.off, self.over)
        self._place()
        self.due.show_due()
        session.due_changed.connect(self._show_empty)
        session.ticked.connect(self._tick)

    def _place(self) -> None:
        heads = (section(_("Carried to the next shift")), self.count)
        main = listing(heads, (self.list, self.empty), ())
        if isinstance(above := main.layout(), QVBoxLayout):
            above.insertWidget(0, self.due)
        side = column(section(_("This shift")), self.facts, gap=8)
        side.addSpacing(16)
        side.addWidget(section(_("Written so far")))
        side.addWidget(self.numbers)
        side.addSpacing(8)
        for verb in (self.pause, self.delivery):
            side.addWidget(verb)
        side.addSpacing(16)
        side.addWidget(self.hours)
        side.addSpacing(16)
        side.addWidget(section(_("Counted at handover")))
        side.addWidget(self.kit)
        side.addSpacing(16)
        side.addWidget(self.relief)
        side.addStretch(1)
        self.split = Split(main, side, self.steps, first=True)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(self.head)
        layer.addWidget(self.split, 1)
        layer.addWidget(self.foot)

    def show_state(
        self, shift: Shift, handover: Handover, others: list[str], known: Sequence[Incident], *,
        begun: bool,
    ) -> None:  # fmt: skip
        """Show a shift as it stands; ``begun`` is a handover that lies aside.

        ``known`` are the open incidents, whose next steps are shown.
        """
        self._shift, self._others = shift, others
        self.relief.setVisible(self._session.office.officer.may("enrol_relief"))
        name = self._session.office.officer.name
        self.head.show_words(_("On duty"), f"{name}, {shift.post}")
        items = handover.items
        self.model.show_items(items)
        self.list.setVisible(bool(items))
        self._show_empty()
        self.list.choose(max(0, self.list.currentIndex().row()))
        self.count.setText(_("{count} open").format(count=len(items)) if items else "")
        self.steps.show_steps(known, self._session.now(), self._session.office.locale)
        self._show_facts(shift, others)
        self._show_numbers(handover)
        self.kit.setText(", ".join(count.what for count in handover.counts) or _("Nothing."))
        verb = _("Go on with the handover") if begun else _("Hand over")
        self.over.setText(verb)
        self.over.updateGeometry()
        self._show_foot(len(items), begun=begun)

    def show_more(
        self, away: Away | None, hours: Sequence[Hour], delivered: tuple[int, int]
    ) -> None:
        """How the officer is away (None at the post), and the shift hour by hour.

        ``delivered`` are the deliveries that came in, and those that were refused.
        """
        self._delivered = delivered
        self.hours.show_hours(hours, self._session.now(), self._session.office.locale)
        self._away = away
        back = _("Back from the br&eak")
        if away and away.kind == RELIEVED:
            back = _("Back at th&e post")
        self.pause.setText(back if away else _("Br&eak, relief…"))
        self.pause.updateGeometry()

    def take_break(self) -> None:
        """Ctrl+B: leave the post for a break or relieved, or say that one is back."""
        if self._shift is not None:
            toggle(self.window(), self._session, away=self._away is not None)

    def _show_facts(self, shift: Shift, others: list[str]) -> None:
        office = self._session.office
        since = f"{office.locale.short_date(shift.on_at)} {office.locale.clock(shift.on_at)}"
        facts = [(_("Shift"), shift.name), (_("On duty"), since),
                 (_("For"), _span(self._session.now(), shift.on_at))]  # fmt: skip
        if self._away is not None:
            how = _("Relieved") if self._away.kind == RELIEVED else _("On a break")
            facts.append((how, _span(self._session.now(), self._away.since)))
        held = self._session.hold_off.held()
        facts.append((_("Sleep"), _("held off") if held else _("not held off")))
        if others:
            facts.append((_("With"), ", ".join(others)))
        self.facts.show_facts(facts, strong=0)

    def _show_numbers(self, handover: Handover) -> None:
        count = handover.last - handover.first + 1
        lines = f"{handover.first}–{handover.last}" if count > 1 else str(handover.last)
        self.numbers.show_facts([
            (_("Lines"), _("{lines}, {count} in all").format(lines=lines, count=count)),
            (_("Late"), str(handover.late) if handover.late else _("none")),
            (_("Incidents"), incident_words(handover)),
            *([(_("Made void"), ", ".join(handover.void))] if handover.void else []),
            (_("Deliveries"), count_words(*self._delivered) if any(self._delivered) else _("none")),
        ])  # fmt: skip

    def _show_foot(self, items: int, *, begun: bool) -> None:
        one, many = _("1 open item is carried on."), _("{count} open items are carried on.")
        words = one if items == 1 else many.format(count=items)
        words = words if items else _("Nothing is open.")
        more = _("The handover that was begun is kept.") if begun else _("The book stays open.")
        name = self._session.office.officer.name
        self.foot.show_words(_("{name} has the desk").format(name=name), f"{words} {more}")

    def set_low(self, low: bool) -> None:
        """Where there is little height, what is due stands in the place of *Nothing is open*."""
        self._low = low
        self.due.set_low(low)
        self._show_empty()

    def _show_empty(self) -> None:
        crowded = self._low and bool(self._session.due)
        self.empty.setVisible(not self.model.rowCount() and not crowded)

    def first_focus(self) -> QWidget:
        """The open items, or the handover where there are none."""
        return self.list if self.model.rowCount() else self.over

    def _open(self, index: QModelIndex) -> None:
        shown = self.model.data(index, ROW)
        if shown is not None and shown.item.thread:
            self._session.go("incidents", thread=shown.item.thread)

    def _tick(self, now: datetime) -> None:
        if self._shift is not None and self.isVisible() and now.second == 0:
            self._show_facts(self._shift, self._others)
            self.steps.show_time(now, self._session.office.locale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if not press_button(event):
            super().keyPressEvent(event)


def incident_words(handover: Handover) -> str:
    """``1 Critical, 2 Low``; *none* where none was opened in the shift."""
    words = [f"{count} {severity_word(code)}" for code, count in handover.severities]
    return ", ".join(words) or _("none")


def _span(now: datetime, since: datetime) -> str:
    minutes = max(0, int(passed(since, now).total_seconds() // 60))
    return _("{hours} h {minutes:02d} min").format(hours=minutes // 60, minutes=minutes % 60)
