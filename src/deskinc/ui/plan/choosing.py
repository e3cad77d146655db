"""Which open incident is to be pinned."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.incidents import Incident
from deskinc.forms.showing import floor_words
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.ui.delegates import LIST_ROW, Row, RowsModel, make_list
from deskinc.ui.overlay import Overlay
from deskinc.ui.parts import label
from deskinc.ui.plan.marks import short

WIDTH = 420
MOST = 8
WORD = {severity.code: severity.word for severity in SEVERITIES}


class ChooseIncident(Overlay):
    """The open incidents, most severe first; Enter takes one, Esc closes."""

    chosen = Signal(object)
    """Incident."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _("Which incident is to be pinned?"), WIDTH)
        self._title = label(_("Pin which incident?"), "text", 600)
        self._title.setContentsMargins(10, 6, 10, 2)
        self.model = RowsModel(self)
        self.list = make_list(_("Open incidents"), self.model)
        self.list.setProperty("ground", "raised")
        self.list.activated.connect(self._take)
        self.list.clicked.connect(self._take)
        self.layer.addWidget(self._title)
        self.layer.addWidget(self.list)

    def ask(self, incidents: Sequence[Incident], floors: dict[str, str], first: str) -> None:
        """Offer ``incidents``; ``floors`` says where one is pinned already, ``first`` leads."""
        self.model.set_rows([self._row(incident, floors) for incident in incidents])
        index = self.model.index_of(next((i for i in incidents if i.thread == first), None))
        self.list.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self.list.setFixedHeight(min(MOST, len(incidents)) * LIST_ROW + 2)
        self.open()
        self.list.setFocus()

    @staticmethod
    def _row(incident: Incident, floors: dict[str, str]) -> Row:
        note = ", ".join(p for p in (short(incident.number), incident.place) if p)
        floor = floor_words(floors.get(incident.thread, _("not pinned")))
        spoken = ", ".join((_(WORD[incident.severity]), incident.title, note, floor))
        return Row(incident, incident.title, note, floor, incident.severity, spoken=spoken)

    def _take(self, index: QModelIndex) -> None:
        found = self.model.row_at(index)
        if found is not None and self.isVisible():
            self.shut()
            self.chosen.emit(found.key)
