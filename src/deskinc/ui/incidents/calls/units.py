"""Officers and helpers at the incident: sent, arrived, clear, each by one key (D25)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.incidents.response import units
from deskinc.desk.incidents.response.reading import Unit
from deskinc.desk.incidents.response.reading import units as units_of
from deskinc.desk.incidents.response.units import Going
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue.response import UNIT_ROLES
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.i18n import _
from deskinc.ui.delegates import Row
from deskinc.ui.dialogs import Question
from deskinc.ui.drafting import Blanks
from deskinc.ui.forms.kinds import when
from deskinc.ui.incidents.calls.sidelist import SideList
from deskinc.ui.labelled import Labelled, beside, choice, line, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class Units(SideList):
    """Space says what comes next of the chosen one, now; Enter asks for another time."""

    def __init__(self, session: Session) -> None:
        send = Button(_("Send…"), "text", size="small", pressed=self.ask_send)
        super().__init__(session, _("Officers and helpers"), send)
        self.found: tuple[Unit, ...] = ()

    def show_page(self, page: IncidentPage) -> None:
        """Show who went to an incident."""
        self.incident, self.found = page.incident.thread, units_of(page.values)
        self.show_rows([self._row(one) for one in self.found])
        there = sum(one.next == "clear" for one in self.found)
        self.count.setText(_("{count} there").format(count=there) if there else "")
        self.setVisible(page.incident.state == "open" or bool(self.found))

    def _row(self, one: Unit) -> Row:
        words = {"sent": "", "arrived": _("sent {when}"), "clear": _("there since {when}"),
                 "": _("clear {when}")}[one.next]  # fmt: skip
        last = one.clear or one.arrived or one.sent
        office = self.session.office
        said = words.format(when=when(last, office.now(), office.locale)) if last else ""
        icon = {"": "check", "clear": "map-pin"}.get(one.next, "user-round")
        return Row(one.row, one.who, one.role_words, said, icon=icon)

    def next(self, at: int, /) -> None:
        """Say that somebody arrived, or is clear, now."""
        if 0 <= at < len(self.found) and self.found[at].next:
            one, office, thread = self.found[at], self.session.office, self.incident
            self.write_now(lambda: units.move(office, thread, one, new_id()))

    def asked(self, at: int, /) -> None:
        """Ask when somebody arrived, or was clear."""
        if not 0 <= at < len(self.found) or not self.found[at].next or not self.may:
            return
        one, office, thread = self.found[at], self.session.office, self.incident

        def give(moment: datetime | None) -> None:
            self.write(lambda: units.move(office, thread, one, new_id(), moment))

        MoveDialog(self, self.session, thread, one, give).open()

    def ask_send(self) -> None:
        """Ask who is sent."""
        if not self.incident or not self.may:
            return
        office, thread = self.session.office, self.incident

        def give(going: Going) -> None:
            self.write(lambda: units.send(office, thread, going, new_id()))

        SendDialog(self, self.session, thread, give).open()


class _Timed(Question):
    """Asks for a time; Enter writes from every field."""

    def __init__(self, parent: QWidget, session: Session, title: str, text: str) -> None:
        super().__init__(parent, title, text)
        self._session = session
        self.when = Labelled(_("&When"), line(limit=60), _("2131, -10m; empty is now"))

    def _end(self, verb: str, key: str, **more: QWidget) -> None:
        Blanks({"when": self.when.field, **more}).keep(self, self._session, key)
        self.submits(self.submit)
        go = Button(verb, "primary", _("Enter"), pressed=self.submit)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), go)

    def moment(self) -> datetime | None:
        """The time as typed; None is now."""
        typed = self.when.text()
        return parse_moment(typed, self._session.now()) if typed else None

    def give(self) -> None:
        """Write it; raises what is wrong."""

    def say(self, notes: dict[str, str]) -> None:
        """Say what is wrong at its field."""
        wrong(self.when, notes.get("at", ""))

    def submit(self) -> None:
        """Write it, or say what is wrong."""
        try:
            self.give()
        except FieldError as error:
            wrong(self.when, error.what)
        except InvalidForm as error:
            self.say(error.notes)
        except DeskError as error:
            self._session.fail(error)
        else:
            self.accept()


class SendDialog(_Timed):
    """Who is sent, as what, and when."""

    def __init__(
        self, parent: QWidget, session: Session, thread: str, give: Callable[[Going], None]
    ) -> None:
        super().__init__(
            parent, session, _("Send somebody"),
            _("A name or initials. The first one sent fills in when an officer was sent."),
        )  # fmt: skip
        self._give = give
        self.who = Labelled(_("Wh&o"), line())
        roles = [("", "–"), *((one.code, _(one.label)) for one in UNIT_ROLES)]
        self.role = choice(roles)
        self.layer.addWidget(self.who)
        self.layer.addLayout(beside(Labelled(_("&Role"), self.role), self.when))
        self._end(_("Sent"), f"send:{thread}", who=self.who.field, role=self.role)
        self.who.field.setFocus()

    def give(self) -> None:
        """Send them."""
        self._give(Going(self.who.text(), str(self.role.currentData()), self.moment()))

    def say(self, notes: dict[str, str]) -> None:
        """Say what is wrong at its field."""
        super().say(notes)
        wrong(self.who, notes.get("who", ""))


class MoveDialog(_Timed):
    """When somebody arrived, or was clear again."""

    def __init__(
        self, parent: QWidget, session: Session, thread: str, unit: Unit,
        give: Callable[[datetime | None], None],
    ) -> None:  # fmt: skip
        verb = {"arrived": _("Arrived"), "clear": _("Clear")}.get(unit.next, _("Sent"))
        text = _("It stands in the timeline with both times: when it was and when written.")
        super().__init__(parent, session, f"{unit.who}: {verb.lower()}", text)
        self._give = give
        self.layer.addWidget(self.when)
        self._end(verb, f"unit:{thread}:{unit.row}:{unit.next}")
        self.when.field.setFocus()

    def give(self) -> None:
        """Write it."""
        self._give(self.moment())
