"""Asking when a step was done and by whom, or why it is not applicable (D25)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.guides import Step
from deskinc.desk.incidents.ticking import How
from deskinc.errors import InvalidForm
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.forms.moments import as_typed
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class TickDialog(Question):
    """Stays until the tick can be written or somebody leaves it.

    ``give`` raises InvalidForm for what will not do; ``take_out`` is there for a step that bears a
    tick.
    """

    def __init__(
        self, parent: QWidget, session: Session, thread: str, step: Step,
        give: Callable[[How], None], take_out: Callable[[], None] | None, *, na: bool,
    ) -> None:  # fmt: skip
        text = _("It stands in the timeline with both times: when it was done and when written.")
        if na:
            text = _("The reason stands in the timeline in place of the tick.")
        super().__init__(parent, f"{step.number}. {step.words}", text)
        self._session, self._step, self._give, self._na = session, step, give, na
        tick, office, now = step.tick, session.office, session.now()
        self._typed = as_typed(tick.at, now) if tick is not None and tick.at is not None else ""
        self.reason = Labelled(
            _("&Why it is not applicable"), line(tick.reason if tick else "", limit=500)
        )
        self.when = Labelled(_("When"), line(self._typed, limit=60), _("2131, -10m; empty is now"))
        self.who = Labelled(_("Who"), line(tick.by if tick else office.officer.name))
        self.when.field.setAccessibleName(_("When"))
        self.reason.setVisible(na)
        self.layer.addWidget(self.reason)
        self.layer.addLayout(beside(self.when, self.who))
        self.submits(self.submit)
        blanks = {"reason": self.reason.field, "when": self.when.field, "who": self.who.field}
        key = f"tick:{thread}:{step.words}{':na' if na else ''}"
        Blanks(blanks).keep(self, session, key)
        verb = _("Not applicable") if na else _("Tick")
        go = Button(verb, "primary", _("Enter"), pressed=self.submit)
        self.others = [] if take_out is None else [self._out(take_out)]
        leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject)
        self.end(*self.others, leave, go)
        (self.reason if na else self.when).field.setFocus()

    def _out(self, take_out: Callable[[], None]) -> Button:
        def press() -> None:
            self.accept()
            take_out()

        return Button(_("Take the tick out"), "text", pressed=press)

    def submit(self) -> None:
        """Tick; what is wrong is said at its field."""
        try:
            self._give(How(self._moment(), self.who.text(), self._reason()))
        except FieldError as error:
            wrong(self.when, error.what)
        except InvalidForm as error:
            wrong(self.reason, error.notes.get("reason", ""))
            wrong(self.when, error.notes.get("at", ""))
        else:
            self.accept()

    def _reason(self) -> str:
        return self.reason.text() if self._na else ""

    def _moment(self) -> datetime | None:
        """The time as typed; untouched it is the tick’s own, to the second."""
        typed, tick = self.when.text(), self._step.tick
        if tick is not None and typed == self._typed:
            return tick.at
        return parse_moment(typed, self._session.now()) if typed else None
