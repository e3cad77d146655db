"""The head of an incident: severity, number, state; title; the clock since it was opened."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from deskinc.desk.incidents.incidents import Change, Incident, IncidentPage
from deskinc.forms.catalogue.incident import STATES
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.forms.kinds import when
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, IconLabel, column, label, row
from deskinc.ui.strip import WORDS, elapsed


class Head(QWidget):
    """Stands above everything and does not scroll."""

    def __init__(self, locale: Locale) -> None:
        super().__init__()
        self._locale = locale
        self._incident: Incident | None = None
        self._finished: Change | None = None
        self.may_finish = True
        self.sign = IconLabel("low")
        self.severity = label("", weight=600)
        self.number = label("", role="muted")
        self.state = OneLine("", role="muted")
        self.title = label("", "title", 600, wrap=True)
        self.since = label("", role="muted")
        self.clock = label("", "large", 600)
        self.clock.setAccessibleName(_("Time since it was opened"))
        self.back = Button(_("&List"), "text", size="small")
        self.report = Button(_("Rep&ort"), "text", size="small", icon="file-text")
        self.finish = Button(_("&Finish…"), size="small")
        self.back.hide()
        self.first = row(self.back, self.sign, self.severity, self.number, self.state, gap=14)
        self.first.insertSpacing(2, -7)
        self.first.setStretchFactor(self.state, 1)
        for button in (self.report, self.finish):
            self.first.addWidget(button)
        self.second: QHBoxLayout = row(self.title, gap=12)
        self.second.setStretch(0, 1)
        for part in (self.since, self.clock):
            self.second.addWidget(part)
        self._layer = column(gap=8)
        self._layer.addLayout(self.first)
        self._layer.addLayout(self.second)
        self.setLayout(self._layer)
        self.set_margin(theme.MARGIN)

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self._layer.setContentsMargins(margin, 10, margin, 8)

    def resizeEvent(self, _event: object) -> None:
        """Where there is no room for its word, the button to the report shows its icon alone."""
        self.report.set_bare(False)
        margins = self._layer.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self.report.set_bare(self.first.minimumSize().width() > room)

    def show_page(self, page: IncidentPage, now: datetime) -> None:
        """Show another incident, or the same with other values."""
        self._incident = incident = page.incident
        self._finished = next((c for c in reversed(page.changes) if _declares(c)), None)
        self.sign.show_icon(incident.severity, incident.severity)
        _say(self.severity, _(WORDS[incident.severity]), incident.severity)
        self.number.setText(incident.number)
        self.title.setText(incident.title)
        self.finish.setVisible(incident.state == "open" and self.may_finish)
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """Run on by a second."""
        incident = self._incident
        if incident is None:
            return
        self._show_state(incident, now)
        running = incident.state == "open"
        words = _("since {time}") if running else _("opened {time}")
        self.since.setText(words.format(time=when(incident.opened, now, self._locale)))
        self.clock.setVisible(running)
        if running:
            self.clock.setText(elapsed(passed(incident.opened, now)))

    def _show_state(self, incident: Incident, now: datetime) -> None:
        """``Open``, or ``Finished by R. Malik, 18 Nov, 14:02``."""
        state, finished = _(_STATES[incident.state]), self._finished
        if finished is not None and incident.state == "finished":
            who, time = finished.name or finished.by, when(finished.at, now, self._locale)
            state = _("Finished by {name}, {time}").format(name=who, time=time)
        self.state.setText(state)
        self.state.setToolTip(state)


def _declares(change: Change) -> bool:
    return change.field == "declaration" and change.now is True


_STATES = {option.code: option.label for option in STATES}


def _say(words: QLabel, text: str, role: str) -> None:
    words.setText(text)
    words.setProperty("role", role)
    words.style().unpolish(words)
    words.style().polish(words)
