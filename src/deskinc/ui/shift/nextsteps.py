"""The next step of every open incident, soonest first, with the time by which it is due."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskinc.desk.incidents.incidents import Incident
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui.papers.given import clear
from deskinc.ui.parts import hairline, label
from deskinc.ui.shift.parts import section

TIME = 96
"""Width of the times, logical pixels: the severities of the list above are as wide."""


class NextSteps(QWidget):
    """Amber until the time has come, red after; without a time last."""

    def __init__(self) -> None:
        super().__init__()
        self._known: Sequence[Incident] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layer = QVBoxLayout(self)
        layer.setSpacing(0)
        layer.addWidget(section(_("Next steps")))
        layer.addSpacing(8)
        layer.addWidget(hairline("rule"))
        layer.addLayout(self._rows)

    def show_steps(self, known: Sequence[Incident], now: datetime, locale: Locale) -> None:
        """Show the next steps of ``known`` incidents as they stand at ``now``."""
        asked = (one for one in known if one.next_step or one.due)
        self._known = sorted(asked, key=lambda one: one.due.timestamp() if one.due else math.inf)
        clear(self._rows)
        for one in self._known:
            self._rows.addWidget(_step(one, now, locale))
        self.setVisible(bool(self._known))

    def show_time(self, now: datetime, locale: Locale) -> None:
        """A minute has passed."""
        self.show_steps(self._known, now, locale)

    def words(self) -> str:
        """All that is said, a step a line."""
        return "\n".join(row.accessibleName() for row in self.findChildren(Step) if row.isVisible())


class Step(QWidget):
    """Time, what is to be done, and below it how long there is, the incident and its owner."""

    def __init__(self, time: str, role: str, what: str, note: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{time} {what}, {note}".strip())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, TIME)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(time or "–", "base", 600, role), 0, 0, top)
        grid.addWidget(label(what, "base", 600, wrap=True), 0, 1)
        grid.addWidget(label(note, "note", role="muted", wrap=True), 1, 1)
        grid.setRowMinimumHeight(2, 6)
        grid.addWidget(hairline("rule"), 3, 0, 1, 2)


def _step(one: Incident, now: datetime, locale: Locale) -> Step:
    time, left, role = "", _("no time set"), "muted"
    if one.due is not None:
        near = one.due.date() == now.date()
        time = locale.clock(one.due)
        time = time if near else f"{locale.short_date(one.due)} {time}"
        span = passed(now, one.due)
        late = span.total_seconds() < 0
        role = "fault" if late else "pending"
        left = (_("{time} over") if late else _("in {time}")).format(time=_minutes(span))
    what = one.next_step or one.title
    note = " · ".join(part for part in (left, one.number, one.owner) if part)
    return Step(time, role, what, note)


def _minutes(span: timedelta) -> str:
    """``21 min``, ``2 h 05 min``: the page is painted again each minute."""
    hours, minutes = divmod(int(abs(span.total_seconds()) // 60), 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=minutes)
