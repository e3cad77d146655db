"""The access log: who came in, what was denied, what left; by person, kind and day."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from PySide6.QtWidgets import QWidget

from deskinc.desk import access_log
from deskinc.desk.access_log import KINDS, PAGE, Entry
from deskinc.desk.papers import list_tables
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.dialogs import tell
from deskinc.ui.find.leaving import export_list
from deskinc.ui.labelled import Labelled, beside, choice, line
from deskinc.ui.parts import Button, label, row
from deskinc.ui.printing import print_text
from deskinc.ui.session import Session
from deskinc.ui.settings.person_dialogs import days
from deskinc.ui.settings.section import Section
from deskinc.ui.tables import Cell, TableModel, make_table

HIGH = 12
"""Rows seen at once; the table scrolls."""
_ROLES = {"Denied": "fault", "Sign-in failed": "pending", "Suspended": "pending"}


class _Asked(TypedDict):
    person: str
    kind: str
    day: date | None


class AccessSection(Section):
    """A plain table, newest first."""

    key, word, icon = "access", N_("Access log"), "eye"
    needs = ("read_access",)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setMaximumWidth(980)
        self.shown: list[Entry] = []
        self._turn = 0
        self.person = choice([("", _("Everybody")), *access_log.people(session.office)])
        self.kind = choice([("", _("Everything")), *((k, _(w)) for k, (w, _c) in KINDS.items())])
        self.day = line(limit=10)
        self.day_row = Labelled(_("Up to the day"), self.day, _("2026-11-22; empty: today"))
        heads = (_("When"), _("What"), _("Who"), _("More"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("Access log"), self.model, (172, 150, 140, 0))
        self.table.setFixedHeight(30 + 32 * HIGH)
        self.table.activated.connect(lambda index: self.read_entry(index.row()))
        self.older = Button(_("Older"), pressed=self.read_on)
        self.print = Button(_("Print the list"), icon="printer", pressed=self.print_list)
        self.export = Button(_("Export…"), icon="save", pressed=self.ask_export)
        self.state = label("", "note", role="muted")
        self._place()
        self.person.currentIndexChanged.connect(lambda _at: self.load())
        self.kind.currentIndexChanged.connect(lambda _at: self.load())
        self.day.editingFinished.connect(self.load)

    def _place(self) -> None:
        person, kind = Labelled(_("Person"), self.person), Labelled(_("Kind"), self.kind)
        self.body.addLayout(beside(person, kind, self.day_row))
        self.body.addSpacing(12)
        self.body.addWidget(self.table)
        self.body.addSpacing(10)
        foot = row(self.older, self.print, self.export, self.state, gap=12)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def showEvent(self, event: object) -> None:
        """Read what was written while another section was on screen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.export.setVisible(self.session.office.officer.may("export_list"))
        self.load()

    def load(self) -> None:
        """Read the newest entries that are asked for, off the GUI thread."""
        self._read(0)

    def read_on(self) -> None:
        """Read what lies before."""
        if self.shown:
            self._read(self.shown[-1].n)

    def _read(self, before: int) -> None:
        asked, office = self._asked(), self.session.office
        if self.day_row.fault.text() or self.session.is_closed:
            return
        self._turn += 1
        turn = self._turn

        def home(found: Sequence[Entry]) -> None:
            if turn == self._turn:
                self._show([*(self.shown if before else []), *found], more=len(found) == PAGE)

        self.session.look(
            self,
            lambda: access_log.entries(office, **asked, before=before),
            home,
        )

    def read_entry(self, row: int) -> None:
        """All that one entry says, also what the table has no room for."""
        one = self.shown[row]
        said = f"{one.at:%Y-%m-%d %H:%M:%S} · {one.who}"
        tell(self.window(), one.what, "\n\n".join(filter(None, (said, one.detail))))

    def _asked(self) -> _Asked:
        """What the fields narrow the log by; a day that is none is said at its field."""
        person, kind = str(self.person.currentData() or ""), str(self.kind.currentData() or "")
        return {"person": person, "kind": kind, "day": days(self.day_row)}

    def _show(self, found: list[Entry], *, more: bool) -> None:
        at = self.table.currentIndex().row()
        self.shown = found
        self.model.set_lines([(one.n, self._cells(one)) for one in found])
        if 0 <= at < len(found):
            self.table.setCurrentIndex(self.model.index(at, 0))
        self.older.setEnabled(more)
        self.print.setEnabled(bool(found))
        words = _("{count} entries") if found else _("Nothing of that is in the log.")
        self.state.setText(words.format(count=len(found)))

    def _cells(self, one: Entry) -> tuple[Cell | str, ...]:
        when = f"{one.at:%Y-%m-%d %H:%M:%S}"
        role = next((r for word, r in _ROLES.items() if one.what == _(word)), "ink")
        return (when, Cell(one.what, role, 600), one.who, one.detail)

    def print_list(self) -> None:
        """Send what is listed to the printer, as plain text through a pipe."""
        office, shown = self.session.office, list(self.shown)

        def work() -> None:
            print_text(access_log.sheet(office, shown))
            access_log.printed(office, shown)

        self.session.run(
            self,
            work,
            lambda _none: self.session.say(_("The list is on its way to the printer.")),
        )

    def ask_export(self) -> None:
        """Let all that is asked for leave as a list, also what is not read yet."""
        asked, office = self._asked(), self.session.office
        if not self.day_row.fault.text():
            export_list(
                self.window(), self.session, lambda: list_tables.access_list(office, **asked)
            )

    def actions_offered(self) -> Sequence[Action]:
        """Printing and exporting, by name."""
        group = _("Settings")
        return [
            Action("print_access", _("Print the access log"), "", "printer", group,
                   self.print_list, act="read_access"),
            Action("export_access", _("Export the access log"), "", "save", group,
                   self.ask_export, act="export_list"),
        ]  # fmt: skip

    def first_focus(self) -> QWidget:
        """The person to look for."""
        return self.person
