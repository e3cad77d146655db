"""The Incidents page: the list at the left, the chosen incident at the right."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskinc.desk.incidents import cases
from deskinc.desk.incidents.cases import Found
from deskinc.desk.papers import list_tables
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.find.leaving import export_list
from deskinc.ui.incidents.claims.part import claim_actions
from deskinc.ui.incidents.detail import Detail
from deskinc.ui.incidents.drillband import KEY as DRILL_KEY
from deskinc.ui.incidents.graver import KEY as GRAVER_KEY
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.incidents.listing import (
    RAISE_KEY,
    WIDTH,
    WIDTH_NARROW,
    WIDTH_WIDE,
    IncidentList,
)
from deskinc.ui.incidents.raising import raise_from_alarm, raise_incident, take_up_raise
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.parts import Button, EmptyPage, row
from deskinc.ui.session import Session

END_KEY = "F7"
ALONE = 820
"""Below this width (logical pixels) list and incident are shown one at a time."""


class IncidentsPage(Page):
    """All incidents; what is typed of any of them is kept until it is saved."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wanted = self._called = ""
        self._alone = False
        self.list = IncidentList(session)
        self.detail = Detail(session)
        self.raise_button = Button(_("Raise an incident"), "primary", _("Enter"), pressed=self.new)
        self.empty = EmptyPage(
            "siren", _("No incidents yet"),
            _("An incident is raised from a line of the book, or here. It gets a number and a "
              "page of its own."),
            self.raise_button,
        )  # fmt: skip
        self.right = QStackedWidget()
        for part in (self.detail, QWidget()):
            self.right.addWidget(part)
        self.right.setCurrentIndex(1)
        self.both = QWidget()
        across = row(self.list, self.right, gap=0)
        across.setStretch(1, 1)
        self.both.setLayout(across)
        self.whole = QStackedWidget()
        for part in (self.both, self.empty):
            self.whole.addWidget(part)
        self.setLayout(row(self.whole, gap=0))
        self.list.setFixedWidth(WIDTH)
        self._wire()
        self._order()
        self.detail.keeper.restore(self._kept_arrived)
        self.refresh()
        take_up_raise(session, self)

    def _wire(self) -> None:
        session = self.session
        session.recorded.connect(lambda _records: self._recorded())
        session.ticked.connect(lambda _now: self.list.show_time(session.now()))
        session.unlocked.connect(self._unlocked)
        session.officer_changed.connect(self._change_hands)
        session.roles_changed.connect(self._show_role)
        self.list.add.clicked.connect(lambda _on=False: self.new())
        self.list.arrived.connect(self._listed)
        self.list.chosen.connect(self._browse)
        self.list.entered.connect(self._enter)
        self.list.clicked.connect(lambda: self._choose(self.list.selected()))
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.timeout.connect(self._order)
        self.detail.body.grew.connect(self._ordering.start)
        self.detail.unsent_changed.connect(self._mark)
        self.detail.shown.connect(self._arrived)
        self.detail.head.back.clicked.connect(lambda _on=False: self._show_list())
        self._show_role()

    def _show_role(self) -> None:
        """Offer what whoever is signed in may do."""
        may = self.session.office.officer.may("raise_incident")
        self.list.add.setVisible(may)
        self.raise_button.setVisible(may)
        self.detail.show_writer()

    def _order(self) -> None:
        """Tab goes through the list, the head, the parts, then to the line at the foot."""
        detail, list_ = self.detail, self.list
        head, note = detail.head, detail.note
        stops: list[QWidget] = [
            list_.finder, list_.add, *list_.tabs.tabs.values(), list_.view, head.back,
            *head.ways, detail.graver.go, *detail.body.stops(), detail.bar.drop, detail.bar.save,
            note.happened, note.words, note.post,
        ]  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key and from the palette."""
        group, detail = _("Incidents"), self.detail
        return (
            Action("raise_incident", _("Raise an incident"), RAISE_KEY, "siren", group,
                   self.new, act="raise_incident"),
            Action("raise_from_alarm", _("Raise an incident from an alarm"), "", "siren", group,
                   lambda: raise_from_alarm(self.session, self), act="raise_incident"),
            Action("find_incident", _("Find in incidents"), "Ctrl+F", "search", group, self._find),
            Action("save_incident", _("Save the changes"), "Ctrl+S", "save", group,
                   detail.saver.save, act="follow_up"),
            Action("edit_incident", _("Go to the fields"), "F4", "pen-line", group,
                   detail.body.first_field, act="follow_up"),
            Action("missing_field", _("Go to what is missing"), "F3", "arrow-right", group,
                   detail.next_missing, act="follow_up"),
            Action("raise_severity", _("Raise the severity as the rule says"), GRAVER_KEY,
                   "triangle-alert", group, detail.graver.raise_now, act="follow_up"),
            Action("this_is_real", _("This is real, and no exercise"), DRILL_KEY, "triangle-alert",
                   group, detail.drill.ask, act="raise_incident"),
            Action("end_incident", _("Finish, review or open it again: what comes next"), END_KEY,
                   "check", group, detail.ends.go_on, act="read_incidents"),
            Action("finish_incident", _("Finish the incident"), "", "check", group,
                   detail.ends.ask_finish, act="finish_incident"),
            Action("on_the_spot", _("Dealt with on the spot"), "", "check", group,
                   detail.ends.ask_spot, act="finish_incident"),
            Action("review_incident", _("Review the incident"), "", "check", group,
                   detail.ends.ask_review, act="review"),
            Action("void_incident", _("Void the incident…"), "", "x", group,
                   detail.ends.ask_void, act="review"),
            Action("reopen_incident", _("Open the incident again"), "", "clock", group,
                   detail.ends.ask_again, act="follow_up"),
            Action("incident_report", _("Insurance report of the incident"), "", "file-text", group,
                   detail.to_report, act="report"),
            Action("whole_report", _("Print the incident report"), "Ctrl+P", "file-text", group,
                   lambda: detail.to_report("incident"), act="report"),
            Action("incident_bundle", _("Evidence bundle of the incident"), "", "package", group,
                   detail.to_bundle, act="export"),
            *detail.body.running.actions_offered(group),
            *detail.body.known.card_actions(group), *claim_actions(detail.body.claims, group),
            Action("export_incidents", _("Export the list"), "Ctrl+Shift+X", "save", group,
                   self._export, act="export_list"),
            *detail.body.evidence.actions_offered(group),
            *detail.body.learning.actions_offered(group),
            Action("pin_incident", _("Pin the incident on the plan"), "", "map-pin", group,
                   self._pin, act="pin"),
        )  # fmt: skip

    def _export(self) -> None:
        """Let the incidents of the tab that is shown leave as a list."""
        office, which = self.session.office, self.list.tabs.current()
        export_list(self.window(), self.session, lambda: list_tables.incident_list(office, which))

    def show_what(self, what: dict[str, object]) -> None:
        """``thread`` shows an incident, ``raise`` (lines of the book) asks to open one."""
        lines = what.get("raise", what.get("raise_from"))
        if isinstance(lines, list | tuple):
            raise_incident(self.session, self, [int(str(n)) for n in lines])
        thread = what.get("thread")
        if isinstance(thread, str) and thread:
            self._choose(thread)
            self.list.select(thread)
            self._called = thread

    def where(self) -> dict[str, object]:
        """The incident on screen."""
        thread = self.detail.thread_shown()
        return {"thread": thread} if thread else {}

    def _arrived(self, thread: str) -> None:
        """An incident is on screen; the one that was called for gets the keyboard."""
        self.right.setCurrentIndex(0)
        if self._called == thread and self.isVisible():
            self.whole.setCurrentWidget(self.both)
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._called = ""

    def first_focus(self) -> QWidget:
        """The line at the foot while an incident is open, else the list."""
        if self.whole.currentWidget() is self.empty:
            return self.raise_button
        if self.detail.is_open() and self.detail.note.isVisibleTo(self.detail):
            return self.detail.note.words
        return self.list.view

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Lay out for another size of the window."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        self.list.setFixedWidth(WIDTH_NARROW if narrow else WIDTH_WIDE if wide else WIDTH)
        self.detail.set_size(narrow=narrow, low=low, wide=wide)
        self._split()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for both: one at a time."""
        super().resizeEvent(event)
        self._split()
        lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """What was laid out while it was hidden is put right before it is painted."""
        super().showEvent(event)
        self._split()
        lay_out()

    def _split(self) -> None:
        self._alone = self.isVisible() and self.width() < ALONE
        self.detail.head.back.setVisible(self._alone)
        self.list.setVisible(not self._alone or not self._wanted)
        self.right.setVisible(not self._alone or bool(self._wanted))
        if self._alone:
            self.list.setMaximumWidth(16_777_215)
            self.list.setMinimumWidth(0)

    def refresh(self) -> None:
        """Read the list again."""
        self.list.refresh()

    def _listed(self, found: Found) -> None:
        self.whole.setCurrentWidget(self.empty if found.empty else self.both)
        if not found.empty and not self._wanted and not self._alone:
            self._choose_first(found)
        lay_out()

    def _choose_first(self, found: Found) -> None:
        """Nothing is on screen yet: the newest that is open, else the newest of all."""
        if found.rows:
            self._choose(found.rows[0].thread)
            self.list.select(self._wanted)
        elif found.which != "all" and not self.list.finder.text():
            self.list.tabs.set_current("all")
            self.list.refresh(again=True)

    def _mark(self) -> None:
        self.list.show_unsent(self.detail.keeper.threads())

    def _change_hands(self) -> None:
        self._show_role()
        self.detail.change_hands()
        self.detail.keeper.restore(self._kept_arrived)

    def _recorded(self) -> None:
        self.detail.show_writer()
        self.refresh()
        self.detail.reload()

    def _kept_arrived(self) -> None:
        self._mark()
        self.detail.take_up()

    def _unlocked(self) -> None:
        self.detail.show_writer()
        self.detail.reload()
        take_up_raise(self.session, self)

    def _choose(self, thread: str) -> None:
        self._wanted = thread
        self.detail.show_thread(thread)
        self._split()

    def _browse(self, thread: str) -> None:
        """The selection moved: show the incident beside the list, if it has room."""
        if not self._alone:
            self._choose(thread)

    def _enter(self) -> None:
        self._choose(self.list.selected())
        self.detail.body.first_field()

    def _show_list(self) -> None:
        self._wanted = ""
        self._split()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self) -> None:
        if self._alone:
            self._show_list()
        self.list.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.finder.selectAll()

    def _pin(self) -> None:
        if self.detail.thread_shown():
            self.session.go("plan", pin=self.detail.thread_shown())

    def new(self) -> None:
        """Raise an incident from no line."""
        raise_incident(self.session, self, ())


def _open_count(session: Session) -> int:
    return cases.waiting(session.office)


PAGE = PageSpec(
    "incidents", "siren", N_("&Incidents"), IncidentsPage, count=_open_count, act="read_incidents"
)
