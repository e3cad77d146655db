"""Whom to call about the incident and until when: each outcome by one key (D25)."""

from datetime import timedelta
from functools import partial

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.incidents.response import calls
from deskinc.desk.incidents.response.calls import Call, Outcome
from deskinc.desk.incidents.response.reading import NOT_NEEDED, outcome_words
from deskinc.desk.lines.entries import new_id
from deskinc.forms.catalogue.response import CALL_OUTCOMES
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.ui.delegates import Row
from deskinc.ui.forms.kinds import when
from deskinc.ui.incidents.calls.calling import CallDialog
from deskinc.ui.incidents.calls.sidelist import SideList
from deskinc.ui.parts import Button
from deskinc.ui.session import Session
from deskinc.ui.strip import remaining


class Calls(SideList):
    """1 to 6 write the outcome of the chosen call now; Enter asks for reply, time and caller."""

    def __init__(self, session: Session) -> None:
        self.read_out = Button(_("Read out…"), "text", size="small")
        super().__init__(session, _("Calls"), self.read_out)
        self.found: tuple[Call, ...] = ()
        self._state = ""
        self.digit.connect(self._outcome)

    def show_page(self, page: IncidentPage) -> None:
        """Show the calls of an incident, who is to be called next chosen."""
        fresh = self.incident != page.incident.thread
        self.incident, self._state = page.incident.thread, page.incident.state
        found = calls.calls(self.session.office, page.values, page.graded)
        news, self.found = fresh or found != self.found, found
        self.show_time()
        next_ = calls.next_call(found)
        if news and next_ is not None:
            self.choose(found.index(next_))
        done = sum(one.at is None for one in found)
        self.count.setText(_("{done} of {all}").format(done=done, all=len(found)))
        self.count.setVisible(bool(found))
        self.setVisible(bool(found))

    def show_time(self) -> None:
        """Let the deadlines run on."""
        self.show_rows([self._row(one) for one in self.found])

    def _row(self, one: Call) -> Row:
        note = " · ".join([one.number or _("no number"), *self._said(one)])
        right, role = "", "muted"
        if one.at is not None and self._state == "open":
            left = passed(self.session.now(), one.at)
            right = remaining(left)
            role = "fault" if left < timedelta() else "pending" if left < calls.NEAR else role
        spoken = ", ".join(part for part in (one.who, note, right, one.note) if part)
        icon = "check" if one.at is None else "phone-call" if self._state == "open" else "ban"
        return Row(one.name, one.who, note, right, icon=icon, icon_role=role, right_role=role,
                   spoken=spoken)  # fmt: skip

    def _said(self, one: Call) -> list[str]:
        """What came of it last, or in whose place it stands."""
        last, office = one.last, self.session.office
        if last is None or not last.outcome:
            if self._state != "open":
                return [_("not called")]
            return [_("next in line")] if one.instead else []
        at = when(last.at, office.now(), office.locale) if last.at is not None else ""
        return [f"{outcome_words(last.outcome).lower()} {at}".strip()]

    def asked(self, at: int, /) -> None:
        """Ask what came of the call."""
        self._ask(at)

    def _ask(self, at: int, outcome: str = "") -> None:
        if not 0 <= at < len(self.found) or not self.may:
            return
        one = self.found[at]
        give = partial(self._give, one)
        CallDialog(self, self.session, self.incident, one, give, outcome).open()

    def _give(self, one: Call, outcome: Outcome) -> None:
        office, thread = self.session.office, self.incident
        self.write(lambda: calls.called(office, thread, one, outcome, new_id()))

    def _outcome(self, number: int) -> None:
        """Write the outcome of that number; what wants a reason is asked for it."""
        if number > len(CALL_OUTCOMES) or not 0 <= self.chosen() < len(self.found):
            return
        code = CALL_OUTCOMES[number - 1].code
        one = self.found[self.chosen()]
        if code == NOT_NEEDED:
            self._ask(self.chosen(), code)
            return
        office, thread = self.session.office, self.incident
        self.write_now(lambda: calls.called(office, thread, one, Outcome(code), new_id()))
