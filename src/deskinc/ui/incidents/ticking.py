"""Asking when a step was done and by whom, or why it is not applicable (D25)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.guides import How, Step
from deskinc.desk.office import Office
from deskinc.errors import InvalidForm
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.forms.moments import as_typed
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.parts import Button


class TickDialog(Question):
    """Stays until the tick can be written or somebody leaves it.

    ``give`` raises InvalidForm for what will not do; ``take_out`` is there for a step that bears a
    tick.
    """

    def __init__(
        self, parent: QWidget, office: Office, step: Step, give: Callable[[How], None],
        take_out: Callable[[], None] | None, *, na: bool,
    ) -> None:  # fmt: skip
        text = _("It stands in the timeline with both times: when it was done and when written.")
        if na:
            text = _("The reason stands in the timeline in place of the tick.")
        super().__init__(parent, f"{step.number}. {step.words}", text)
        self._office, self._step, self._give, self._na = office, step, give, na
        tick = step.tick
        now = office.now()
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
        for each in (self.reason, self.when, self.who):
            each.field.returnPressed.connect(self.submit)  # type: ignore[attr-defined]
        verb = _("Not applicable") if na else _("Tick")
        go = Button(verb, "primary", _("Enter"), pressed=self.submit)
        self.others = [] if take_out is None else [self._out(take_out)]
        leave = Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject)
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
            self._give(How(self._moment(), self._text(self.who), self._reason()))
        except FieldError as error:
            wrong(self.when, error.what)
        except InvalidForm as error:
            wrong(self.reason, error.notes.get("reason", ""))
            wrong(self.when, error.notes.get("at", ""))
        else:
            self.accept()

    def _reason(self) -> str:
        return self._text(self.reason) if self._na else ""

    def _moment(self) -> datetime | None:
        """The time as typed; untouched it is the tick’s own, to the second."""
        typed, tick = self._text(self.when), self._step.tick
        if tick is not None and typed == self._typed:
            return tick.at
        return parse_moment(typed, self._office.now()) if typed else None

    @staticmethod
    def _text(asked: Labelled) -> str:
        return str(asked.field.text()).strip()  # type: ignore[attr-defined]
