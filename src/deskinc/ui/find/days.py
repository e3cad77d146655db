"""Asking for the first and the last day that something is looked for in."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.parts import Button


class DaysDialog(Question):
    """Two days, either of which may be left open."""

    given = Signal(object, object)
    """The first and the last day; None for one that is open."""

    def __init__(self, parent: QWidget, since: date | None, until: date | None) -> None:
        super().__init__(
            parent, _("From which day to which?"),
            _("Days as 2026-11-22. Leave one empty for no limit."),
        )  # fmt: skip
        self.since, self.until = (line(_said(day), limit=10) for day in (since, until))
        self.rows = Labelled(_("&From"), self.since), Labelled(_("&To"), self.until)
        self.layer.addLayout(beside(*self.rows))
        self.end(
            Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject),
            Button(_("Find"), "primary", _("Enter"), pressed=self.give),
        )
        for field in (self.since, self.until):
            field.returnPressed.connect(self.give)
        self.since.setFocus()

    def give(self) -> None:
        """Hand the days on, if they are days in their order."""
        days = [_day(row) for row in self.rows]
        if any(row.fault.text() for row in self.rows):
            return
        since, until = days
        backwards = since is not None and until is not None and since > until
        if not wrong(self.rows[1], _("This day lies before the first.") if backwards else ""):
            self.accept()
            self.given.emit(since, until)


def _said(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(row: Labelled) -> date | None:
    """The day typed in a field; None for none, and for what is no day, which is said there."""
    words = row.field.text().strip()  # type: ignore[attr-defined]
    try:
        day = date.fromisoformat(words) if words else None
    except ValueError:
        wrong(row, _("“{text}” is no day. Write it as 2026-11-22.").format(text=words))
        return None
    row.say("")
    return day
