"""Raising from an alarm: the point that went off fills in where it is and what it may be."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import alarmed
from deskinc.desk.office import Office
from deskinc.i18n import _
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.labelled import Labelled
from deskinc.ui.parts import column


class AlarmPick(QWidget):
    """The alarm points of the site by device, zone or panel; not there where the site has none."""

    def __init__(self, office: Office, picked: Callable[[dict[str, Any]], object]) -> None:
        super().__init__()
        self._office, self._picked = office, picked
        self.line = Completing(self._offers, free=False)
        self.setLayout(column(Labelled(_("From an a&larm"), self.line)))
        self.setVisible(bool(office.site.points))
        self._last = ""
        self.line.changed.connect(self._changed)

    def _offers(self) -> list[Offer]:
        return [Offer(point.id, point.device, point.words()) for point in self._office.site.points]

    def _changed(self) -> None:
        own = self.line.id()
        if own and own != self._last:
            point = next(one for one in self._office.site.points if one.id == own)
            self._picked(alarmed.answers(self._office, point))
        self._last = own
