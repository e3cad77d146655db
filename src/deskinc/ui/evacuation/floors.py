"""*Floors clear*: all that the wardens’ sheets say, typed in one go, with times as spoken."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deskinc.desk.evacuation import floors
from deskinc.desk.evacuation.floors import Cleared, Floor
from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.lines import entries
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Wide
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Fault, Labelled, beside, line
from deskinc.ui.parts import Button, kind_of, label, row
from deskinc.ui.scrolled import scrolled
from deskinc.ui.session import Session
from deskinc.ui.strip import drill_mark

SPARE = 2
"""Empty rows for floors that nobody knew of."""


class FloorsDialog(Wide):
    """One row for each floor: who cleared it, when, and how that is known."""

    def __init__(
        self, parent: QWidget, session: Session, incident: Incident, typed: Cleared, sheet: int
    ) -> None:
        title = _("Floors clear: {number}").format(
            number=drill_mark(incident.number, incident.number)
        )
        super().__init__(parent, title)
        self._session, self._thread, self._busy = session, incident.thread, False
        self._keys: list[str] = []
        self.rows: list[tuple[QLineEdit, ...]] = []
        self.sheet = line(str(sheet or ""), limit=6)
        self.layer.addWidget(label(title, "title", 600))
        self.layer.addWidget(label(
            _("Times as they stand on the sheets: 2320, 23:20, -10m. A row without a source takes "
              "the sheet and its own line."), role="muted", wrap=True,
        ))  # fmt: skip
        area, pad = scrolled(self._table(typed))
        pad.setContentsMargins(0, 0, 8, 0)
        for part in (area, *area.findChildren(QWidget)):
            if part.property("ground"):
                part.setProperty("ground", "raised")
        self.layer.addWidget(area, 1)
        self._below(typed)
        self.fault = Fault()
        self.layer.addWidget(self.fault)
        foot = row(gap=12)
        foot.addStretch(1)
        foot.addWidget(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject))
        foot.addWidget(Button(_("Write it"), "primary", "Ctrl+Enter", pressed=self.submit))
        self.layer.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self._blanks().keep(self, session, f"floors:{incident.thread}")
        first = next((cells for cells in self.rows if not cells[2].text()), self.rows[0])
        (first[1] if first[0].text() else first[0]).setFocus()

    def _blanks(self) -> Blanks:
        """All fields, those of a row by what the row was at first."""
        rows = zip(self._keys, self.rows, strict=True)
        named = [(key or cells[0].text() or f"new {no}", cells)
                 for no, (key, cells) in enumerate(rows)]  # fmt: skip
        cells = {f"{name}/{at}": cell for name, row_ in named for at, cell in enumerate(row_)}
        below = zip(("staff", "visitors", "contractors"), self.counts, strict=True)
        return Blanks({**cells, **dict(below), "sheet": self.sheet,
                       "building": self.building, "missing": self.missing})  # fmt: skip

    def _table(self, typed: Cleared) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        heads = (_("Line"), _("Floor"), _("Warden"), _("Clear"), _("Known from"))
        for at, words in enumerate(heads):
            grid.addWidget(label(words, "note", role="muted"), 0, at)
            grid.setColumnStretch(at, (0, 3, 3, 0, 3)[at])
        for no, one in enumerate((*typed.floors, *(Floor("", ""),) * SPARE), 1):
            grid.addWidget(label(str(no), role="muted"), no, 0)
            cells = tuple(line(words) for words in (one.floor, one.warden, one.clear, one.source))
            cells[2].setFixedWidth(96)
            for at, cell in enumerate(cells, 1):
                cell.setAccessibleName(f"{heads[at]}, {heads[0]} {no}")
                grid.addWidget(cell, no, at)
            self._keys.append(one.row)
            self.rows.append(cells)
        return made

    def _below(self, typed: Cleared) -> None:
        self.building, self.missing = (
            line(typed.building, limit=40),
            line(typed.missing, limit=2000),
        )
        self.counts = [line(words, limit=6) for words in typed.counts]
        named = (_("&Staff counted"), _("&Visitors counted"), _("&Contractors counted"))
        self.layer.addLayout(beside(
            Labelled(_("S&heet"), self.sheet), Labelled(_("&Building clear"), self.building),
            *(Labelled(words, field) for words, field in zip(named, self.counts, strict=True)),
            gap=12,
        ))  # fmt: skip
        self.layer.addWidget(Labelled(_("&Missing"), self.missing))

    def typed(self) -> Cleared:
        """What stands in the dialog."""
        rows = tuple(
            Floor(key, *(cell.text().strip() for cell in cells))
            for key, cells in zip(self._keys, self.rows, strict=True)
            if cells[0].text().strip()
        )
        counts = tuple(field.text().strip() for field in self.counts)
        return Cleared(
            rows, self.building.text().strip(), (counts[0], counts[1], counts[2]),
            self.missing.text().strip(),
        )  # fmt: skip

    def submit(self) -> None:
        """Write all of it as one follow-up; what is wrong is said, and nothing is lost."""
        if self._busy:
            return
        number, office = self.sheet.text().strip(), self._session.office
        sheet = int(number) if number.isdecimal() else 0
        try:
            future = floors.write(office, self._thread, self.typed(), sheet, entries.new_id())
        except InvalidForm as error:
            self._mark(error)
        except DeskError as error:
            self.fault.say(str(error))
        else:
            self._busy = True
            tasks.watch(self, future, lambda _saved: self.accept(), self._failed)

    def _mark(self, error: InvalidForm) -> None:
        filled = [cells for cells in self.rows if cells[0].text().strip()]
        for at, cells in enumerate(filled):
            kind_of(cells[2], state="error" if f"floors/{at}" in error.notes else "")
        wrong = "evac_clear" in error.notes
        kind_of(self.building, state="error" if wrong else "")
        self.fault.say(" ".join(dict.fromkeys(error.notes.values())))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)
