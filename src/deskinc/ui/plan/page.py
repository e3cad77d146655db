"""The Plan page: the floor, big, with the pins on it and their list beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.office import Record
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.parts import Button, EmptyPage, column, hairline, row
from deskinc.ui.plan.adding import Adding
from deskinc.ui.plan.choosing import ChooseIncident
from deskinc.ui.plan.clusters import on_paper
from deskinc.ui.plan.head import Head
from deskinc.ui.plan.marks import Mark
from deskinc.ui.plan.pinbar import PinBar
from deskinc.ui.plan.pinlist import PinList
from deskinc.ui.plan.pinning import Pinning
from deskinc.ui.plan.reading import SHOWN_HERE, Read, read
from deskinc.ui.plan.scene import PlanScene
from deskinc.ui.plan.tiles import Tiles
from deskinc.ui.plan.view import STEP, PlanView, Stage
from deskinc.ui.session import Session


class PlanPage(Page):
    """Floors as tabs, the plan, its pins; or the first step where there is no plan."""

    by_role = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        officer = session.office.officer
        self._may_add, self._may_pin = officer.may("import_plan"), officer.may("pin")
        self._read = Read()
        self._plan = ""
        self._next: dict[str, object] = {}
        self.tiles = Tiles(session, self)
        self.scene = PlanScene(self.tiles)
        self.view = PlanView(self.scene)
        self.head = Head(may_add=self._may_add, may_pin=self._may_pin)
        self.pins = PinList()
        self.bar = PinBar()
        self.pinning = Pinning(session, self.view, self.bar)
        self.adding = Adding(session)
        self.stack = QStackedWidget()
        self.choosing = ChooseIncident(self)
        self._build()
        self._wire()
        self.refresh()

    def _build(self) -> None:
        self._between = hairline(upright=True)
        self._across: QBoxLayout = row(Stage(self.view), self._between, self.pins, gap=0)
        self._across.setStretch(0, 1)
        self._above_bar = hairline()
        self._above_bar.hide()
        down = column(self.head, hairline())
        down.addLayout(self._across, 1)
        down.addWidget(self._above_bar)
        down.addWidget(self.bar)
        floor = QWidget()
        floor.setLayout(down)
        self.stack.addWidget(self._empty())
        self.stack.addWidget(floor)
        layer = column(self.stack, self.adding)
        layer.setStretch(0, 1)
        self.setLayout(layer)

    def _empty(self) -> EmptyPage:
        may = _("Incidents are pinned on it. SVG, PDF, PNG or JPEG, one floor a file.")
        may_not = _("Incidents are pinned on it. A shift lead or administrator can add one.")
        self.first = Button(_("Add a floor plan"), "primary", pressed=self.adding.choose)
        return EmptyPage(
            "map", _("No floor plan yet"), may if self._may_add else may_not,
            self.first if self._may_add else None,
        )  # fmt: skip

    def _wire(self) -> None:
        session, view, head = self.session, self.view, self.head
        session.recorded.connect(self._recorded)
        session.looks_changed.connect(self._recolour)
        head.floors.chosen.connect(self._show_floor)
        head.zoomed.connect(self._zoom)
        head.fit_wanted.connect(view.fit)
        head.add_wanted.connect(self.adding.choose)
        head.pin_wanted.connect(self.ask_pin)
        self.pins.chosen.connect(self._choose)
        self.pins.opened.connect(lambda thread: session.go("incidents", thread=thread))
        self.adding.added.connect(self._added)
        self.choosing.chosen.connect(self._begin)
        self.pinning.saved.connect(self._saved)
        self.pinning.ended.connect(self._ended)
        self.tiles.opened.connect(self._limit_zoom)
        view.enter.connect(self.ask_pin)
        view.pressed.connect(self._press)
        view.page_step.connect(self._page_step)
        view.focus_changed.connect(self._show_key)

    def _show_key(self) -> None:
        self.head.show_key(there=self.view.hasFocus())

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key."""
        group, view = _("Plan"), self.view
        words, go = _("Pin an incident"), partial(self.session.go, "plan", choose=True)
        add = self.adding.choose
        return [
            Action("plan_fit", _("Show the whole floor"), "Ctrl+0", "map", group, view.fit),
            Action("plan_in", _("Zoom in"), "Ctrl++", "zoom-in", group, lambda: self._zoom(1),
                   repeats=True),
            Action("plan_out", _("Zoom out"), "Ctrl+-", "zoom-out", group,
                   lambda: self._zoom(-1), repeats=True),
            Action("pin", words, "", "map-pin", group, go, act="pin"),
            Action("add_plan", _("Add a floor plan"), "", "plus", group, add, act="import_plan"),
        ]  # fmt: skip

    def first_focus(self) -> QWidget:
        """The plan, or the first step."""
        return self.view if self._read.plans or not self._may_add else self.first

    def show_what(self, what: dict[str, object]) -> None:
        """``pin``: pin that incident; ``thread``: show its pin, or pin it where it has none.

        ``choose`` asks which incident is to be pinned.
        """
        self._next = dict(what)
        self.refresh()

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Less beside the plan where there is less room."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        self.head.set_size(narrow=narrow, low=low)
        self.bar.set_size(narrow=narrow, low=low)
        self.head.setVisible(not (low and self.pinning.incident))
        self._place_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes below where the page is taller than wide."""
        super().resizeEvent(event)
        self._place_list()

    def _place_list(self) -> None:
        below = self.narrow and self.height() > self.width()
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        self._between.setVisible(not below)
        self.pins.set_place(below=below, narrow=self.narrow, room=self.height())

    def refresh(self) -> None:
        """Read plans and pins again, off the GUI thread."""
        office = self.session.office
        self.session.look(self, lambda: read(office), self._show)

    def _recorded(self, records: Sequence[Record]) -> None:
        if any(record.form in SHOWN_HERE for record in records):
            self.refresh()

    def _show(self, found: Read) -> None:
        was_empty = not self._read.plans
        self._read = found
        self.stack.setCurrentIndex(1 if found.plans else 0)
        plan = found.plan(self._plan) or found.first()
        if plan is None:
            self._next = {}
            return
        self.head.floors.show_plans(found.plans, plan.thread)
        self._show_floor(plan.thread)
        if was_empty and self.isVisible() and not self.pins.list.hasFocus():
            self.view.setFocus()
        self._go_on()

    def _show_floor(self, thread: str) -> None:
        plan = self._read.plan(thread)
        if plan is None:
            return
        another = thread != self._plan
        if another:
            self._plan = thread
            self.scene.show_plan(plan)
            self.view.fit()
            self.view.setAccessibleName(_("Floor plan, {floor}").format(floor=plan.floor))
        self.scene.set_pins(self._read.pins_on(thread))
        self.pins.show_rows(plan.floor, self._read.rows.get(thread, ()))
        self.pins.choose(self.scene.chosen)
        if another:
            self.pinning.on_this_floor()

    def _limit_zoom(self, n: int) -> None:
        plan = self._read.plan(self._plan)
        if plan is not None and plan.n == n:
            self.view.set_finest(self.tiles.levels(n)[0].scale)

    def _zoom(self, by: int) -> None:
        self.view.zoom(STEP**by)

    def _page_step(self, by: int) -> None:
        if self.pinning.incident is None:
            self.head.floors.step(by)

    def _choose(self, thread: str) -> None:
        """Ring a pin and bring it to the middle."""
        self.scene.choose(thread)
        self.pins.choose(thread)
        pin = self.scene.pin_of(thread)
        if pin is not None and on_paper(pin):
            self.view.bring(QPointF(pin.x / 1000, pin.y / 1000))

    def _press(self, mark: Mark | None) -> None:
        """A click: choose a pin, open up a cluster, or choose none."""
        if mark is None:
            self._choose("")
            return
        group = mark.held
        spread = group.area()
        if len(group.pins) > 1 and self.view.can_zoom_in() and not spread.isNull():
            self.view.close_up(spread)
            return
        threads = [pin.thread for pin in group.pins]
        at = threads.index(self.scene.chosen) + 1 if self.scene.chosen in threads else 0
        self._choose(threads[at % len(threads)])

    def ask_pin(self) -> None:
        """Ask which open incident is to be pinned; a lone one is taken."""
        if not self._may_pin or self.pinning.incident is not None:
            return
        found = self._read.open_incidents()
        if len(found) == 1:
            self._begin(found[0])
        elif found:
            self.choosing.ask(found, self._read.floors(), self.scene.chosen)
        else:
            self.session.say(
                _("No incident is open."), _("Raise it first, then pin it."), tone="pending",
                action=_("Incidents"), act=lambda: self.session.go("incidents"),
            )  # fmt: skip

    def _go_on(self) -> None:
        """Do what the page was opened for, now that it knows the book."""
        wanted, self._next = self._next, {}
        if "plan" in wanted:
            self.head.floors.set_current(str(wanted["plan"]))
        if "choose" in wanted:
            self.ask_pin()
        incident = self._read.incident(wanted.get("pin") or wanted.get("thread"))
        if incident is None:
            return
        on = self._read.plans_of(incident.thread)
        if on and self._plan not in on:
            self.head.floors.set_current(on[0])
        if on and "pin" not in wanted:
            self._choose(incident.thread)
            self.pins.list.setFocus()
        else:
            self._begin(incident)

    def _begin(self, incident: Incident) -> None:
        self.scene.choose(incident.thread)
        self.pins.choose(incident.thread)
        self._above_bar.show()
        self.head.setVisible(not self.low)
        self.head.show_pinning(True)
        self.pinning.begin(incident, incident.title)

    def _ended(self) -> None:
        self._above_bar.hide()
        self.head.show_pinning(False)
        self.head.show()

    def _saved(self, thread: str) -> None:
        self.scene.choose(thread)
        self.refresh()

    def _added(self, thread: str) -> None:
        self._next = {"plan": thread}
        self.refresh()

    def _recolour(self) -> None:
        self.tiles.forget()
        plan = self._read.plan(self._plan)
        if plan is not None:
            self.tiles.open(plan)


PAGE = PageSpec("plan", "map", N_("&Plan"), PlanPage, act="read_incidents")
