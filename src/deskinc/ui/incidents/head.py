"""The head of an incident: severity, number, state; title; the clock since it was opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from deskinc.desk.incidents.closing import STEPS, may_spot, step
from deskinc.desk.incidents.incidents import Change, Incident, IncidentPage
from deskinc.forms.catalogue.incident import STATES
from deskinc.forms.fields import Value
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.forms.kinds import when
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, IconLabel, column, label, row
from deskinc.ui.strip import WORDS, drill_mark, elapsed


@dataclass(frozen=True, slots=True)
class Ways:
    """What whoever is signed in may do with an incident as a whole."""

    finish: bool = True
    review: bool = False
    follow: bool = True
    report: bool = True


class Head(QWidget):
    """Stands above everything and does not scroll."""

    def __init__(self, locale: Locale) -> None:
        super().__init__()
        self._locale = locale
        self._incident: Incident | None = None
        self._ended: Change | None = None
        self._step = "open"
        self._values: Mapping[str, Value] = {}
        self.may = Ways()
        self.sign = IconLabel("low")
        self.severity = label("", weight=600)
        self.number = label("", role="muted")
        self.state = OneLine("", role="muted")
        self.title = label("", "title", 600, wrap=True)
        self.since = label("", role="muted")
        self.clock = label("", "large", 600)
        self.clock.setAccessibleName(_("Time since it was opened"))
        self.back = Button(_("&List"), "text", size="small")
        self.ways = self._buttons()
        self.back.hide()
        self.first = row(self.back, self.sign, self.severity, self.number, self.state, gap=14)
        self.first.insertSpacing(2, -7)
        self.first.setStretchFactor(self.state, 1)
        for button in self.ways:
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

    def _buttons(self) -> tuple[Button, ...]:
        """What can be done with the incident as a whole, in the order in which it stands."""
        self.report = Button(_("Rep&ort"), "text", size="small", icon="file-text")
        self.finish = Button(_("&Finish…"), size="small")
        self.spot = Button(_("On the spot…"), "text", size="small")
        self.review = Button(_("Re&view…"), "primary", size="small")
        self.again = Button(_("Open again…"), "text", size="small")
        return self.again, self.spot, self.report, self.finish, self.review

    def set_margin(self, margin: int) -> None:
        """Another margin at the left and right."""
        self._layer.setContentsMargins(margin, 10, margin, 8)

    def resizeEvent(self, _event: object) -> None:
        """Another width has room for other words."""
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for its word, the button to the report shows its icon alone."""
        self.report.set_bare(False)
        self.first.invalidate()
        margins = self._layer.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self.report.set_bare(self.first.minimumSize().width() > room)

    def show_page(self, page: IncidentPage, now: datetime) -> None:
        """Show another incident, or the same with other values."""
        self._incident = incident = page.incident
        self._ended = next((c for c in reversed(page.changes) if _ends(c)), None)
        self._step, self._values = step(page.values), page.values
        self.sign.show_icon(incident.severity, incident.severity)
        _say(self.severity, _(WORDS[incident.severity]), incident.severity)
        _say(self.number, drill_mark(incident.number, incident.number),
             "pending" if incident.exercise else "muted")  # fmt: skip
        self.title.setText(incident.title)
        self.show_ways()
        self.show_time(now)

    def show_ways(self) -> None:
        """Offer what may be done next with the incident by whoever is signed in."""
        incident, may = self._incident, self.may
        state = incident.state if incident is not None else ""
        short = incident is not None and may_spot(
            self._values, incident.state, incident.severity, drill=incident.exercise
        )
        self.finish.setVisible(state == "open" and may.finish)
        self.spot.setVisible(short and may.finish)
        self.review.setVisible(state == "finished" and may.review)
        opens = {"closed": may.review, "void": may.review, "spot": may.follow}
        self.again.setVisible(opens.get(state, False))
        self.report.setVisible(may.report)
        self._fit()

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
        """``Contained``, ``In review, finished by R. Malik, 18 Nov, 14:02``, ``Closed …``."""
        state, ended = _(_STATES[incident.state]), self._ended
        if incident.state == "open":
            state = _(_STEPS.get(self._step, _STATES["open"]))
        elif ended is not None:
            who, time = ended.name or ended.by, when(ended.at, now, self._locale)
            state = _("{state}: {name}, {time}").format(state=state, name=who, time=time)
        self.state.setText(state)
        self.state.setToolTip(state)


def _ends(change: Change) -> bool:
    declared = change.field == "declaration" and change.now is True
    return declared or change.field in {"closed", "void_reason"}


_STEPS = {code: word for code, _names, word in STEPS}
_STATES = {option.code: option.label for option in STATES}


def _say(words: QLabel, text: str, role: str) -> None:
    words.setText(text)
    words.setProperty("role", role)
    words.style().unpolish(words)
    words.style().polish(words)
