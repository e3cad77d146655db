"""Asking what came of a call: outcome, reply, reference, when and by whom."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.response.calls import Call, Outcome
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue.response import CALL_OUTCOMES
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Labelled, beside, choice, line, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class CallDialog(Question):
    """Stays until the call can be written or somebody leaves it; ``give`` raises InvalidForm."""

    def __init__(
        self, parent: QWidget, session: Session, thread: str, call: Call,
        give: Callable[[Outcome], None], outcome: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent, _("Call {who}").format(who=call.who), _told(call))
        self._session, self._give = session, give
        office = session.office
        options = [(one.code, f"{at}  {_(one.label)}") for at, one in enumerate(CALL_OUTCOMES, 1)]
        self.outcome = choice(options, outcome or CALL_OUTCOMES[0].code)
        self.number = Labelled(_("&Number called"), line(call.number, limit=100))
        self.reply = Labelled(_("&Reply"), line(limit=2000))
        self.reference = Labelled(_("Re&ference"), line())
        self.when = Labelled(_("&When"), line(limit=60), _("2131, -10m; empty is now"))
        self.who = Labelled(_("Called &by"), line(office.officer.name))
        self.layer.addLayout(beside(Labelled(_("&Outcome"), self.outcome), self.number))
        self.layer.addWidget(self.reply)
        self.layer.addLayout(beside(self.reference, self.when, self.who))
        go = Button(_("Write it"), "primary", _("Enter"), pressed=self.submit)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), go)
        self.submits(self.submit)
        blanks = {
            "number": self.number.field, "reply": self.reply.field, "when": self.when.field,
            "reference": self.reference.field, "who": self.who.field,
        }  # fmt: skip
        Blanks(blanks).keep(self, session, f"call:{thread}:{call.name}")
        self.reply.field.setFocus()

    def submit(self) -> None:
        """Write it; what is wrong is said at its field."""
        typed = self.when.text()
        try:
            at = parse_moment(typed, self._session.now()) if typed else None
            self._give(Outcome(
                str(self.outcome.currentData()), self.reply.text(), self.reference.text(),
                self.number.text(), at, self.who.text(),
            ))  # fmt: skip
        except FieldError as error:
            wrong(self.when, error.what)
        except InvalidForm as error:
            wrong(self.reply, error.notes.get("reply", ""))
            wrong(self.when, error.notes.get("at", ""))
        except DeskError as error:
            self._session.fail(error)
        else:
            self.accept()


def _told(call: Call) -> str:
    """The number to call; clear words where none is known."""
    number = call.number or _(
        "No number is known. A number stands in Settings, Contacts; the call can be written all "
        "the same."
    )
    return f"{number}\n{call.note}" if call.note else number
