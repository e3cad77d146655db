"""Asking for the first and the last day that something is looked for in."""

from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.lines.days import day_asked
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class DaysDialog(Question):
    """Two days, either of which may be left open."""

    given = Signal(object, object)
    """The first and the last day; None for one that is open."""

    def __init__(
        self, parent: QWidget, session: Session, since: date | None, until: date | None
    ) -> None:
        super().__init__(
            parent, _("From which day to which?"),
            _("As 2026-11-21, 21 Nov, 21.11., Saturday, yesterday or -7d. Leave one empty for no "
              "limit."),
        )  # fmt: skip
        self._session = session
        self.since, self.until = (line(_said(day), limit=40) for day in (since, until))
        self.rows = Labelled(_("&From"), self.since), Labelled(_("&To"), self.until)
        for row, field in zip(self.rows, (self.since, self.until), strict=True):
            row.set_hint(self._read(row))
            field.textEdited.connect(lambda _typed, row=row: row.set_hint(self._read(row)))
        self.layer.addLayout(beside(*self.rows))
        self.end(
            Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject),
            Button(_("Find"), "primary", _("Enter"), pressed=self.give),
        )
        for field in (self.since, self.until):
            field.returnPressed.connect(self.give)
        self.since.setFocus()

    def give(self) -> None:
        """Hand the days on, if they are days in their order."""
        days = [self._day(row) for row in self.rows]
        if any(row.fault.text() for row in self.rows):
            return
        since, until = days
        backwards = since is not None and until is not None and since > until
        if not wrong(self.rows[1], _("This day lies before the first.") if backwards else ""):
            self.accept()
            self.given.emit(since, until)

    def _asked(self, row: Labelled) -> date | None:
        words = row.field.text()  # type: ignore[attr-defined]
        return day_asked(words, self._session.now().date())

    def _day(self, row: Labelled) -> date | None:
        """The day typed in a field; None for none, and for what is no day, which is said there."""
        try:
            day = self._asked(row)
        except DeskError as error:
            wrong(row, f"{error.what} {error.todo}")
            return None
        row.say("")
        return day

    def _read(self, row: Labelled) -> str:
        """How what is typed so far is understood; never nothing, so that no field moves."""
        try:
            day = self._asked(row)
        except DeskError:
            day = None
        locale = self._session.office.locale
        return locale.date(datetime.combine(day, time())) if day else "\u00a0"


def _said(day: date | None) -> str:
    return "" if day is None else day.isoformat()
