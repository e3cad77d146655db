"""Sections that are tables of the SITE form: places, shifts, keys and kit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deskinc.desk import settings
from deskinc.forms.catalogue.office import SITE
from deskinc.forms.cells import new_row
from deskinc.forms.fields import Field, Rows
from deskinc.i18n import N_, _
from deskinc.ui.completing import Completing
from deskinc.ui.labelled import Fault, line
from deskinc.ui.parts import Button, kind_of, label
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section


@dataclass(slots=True)
class Line:
    """One row on screen: its id in the book ("" while it is new), cells and way out."""

    id: str
    cells: dict[str, QLineEdit]
    remove: Button
    stood: dict[str, str] = field(default_factory=dict)
    gone: bool = False

    def said(self) -> dict[str, str]:
        """The words in the cells."""
        return {name: _said(cell) for name, cell in self.cells.items()}


class RowsSection(Section):
    """A table whose rows are fields; a row is removed by its button and added below."""

    needs: tuple[str, ...] = ("settings",)
    widths: Sequence[int] = ()

    def __init__(self, session: Session, more: str, add: str) -> None:
        super().__init__(session, more)
        self.lines: list[Line] = []
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(8)
        self.fault = Fault()
        self.add = Button(add, icon="plus", pressed=self._add)
        for at, sub in enumerate(self.subs):
            head = label(_(sub.label), "small", role="muted")
            self.grid.addWidget(head, 0, at)
            self.grid.setColumnStretch(at, self.widths[at])
        self.body.addLayout(self.grid)
        self.body.addSpacing(8)
        self.body.addWidget(self.fault)
        self.body.addSpacing(8)
        self.body.addWidget(self.add)
        self.body.addStretch(1)
        self.load()

    @property
    def subs(self) -> tuple[Field, ...]:
        """The columns."""
        table = SITE.field(self.key)
        assert isinstance(table, Rows)  # noqa: S101 - the catalogue's own tables
        return table.fields

    def load(self) -> None:
        """Show the rows that stand in the book."""
        for old in self.lines:
            if not old.gone:
                self._take_away(old)
        self.lines = []
        table = settings.values(self.session.office).get(self.key)
        rows = table if isinstance(table, Mapping) else {}
        for key, row in self._ordered(rows):
            self._put(key, {name: _words(row.get(name)) for name in self._names()})
        self.fault.say("")
        self.edited.emit()

    def _ordered(
        self, rows: Mapping[str, Mapping[str, object]]
    ) -> list[tuple[str, Mapping[str, object]]]:
        filled = [
            (key, row) for key, row in rows.items() if any(v is not None for v in row.values())
        ]
        return sorted(filled)

    def _names(self) -> list[str]:
        return [sub.name for sub in self.subs]

    def _put(self, key: str, words: Mapping[str, str]) -> Line:
        at = self.grid.rowCount()
        cells: dict[str, QLineEdit] = {}
        for column, sub in enumerate(self.subs):
            cell = self.cell(sub, words.get(sub.name, ""))
            cell.setCursorPosition(0)
            cell.setAccessibleName(_(sub.label))
            cell.textEdited.connect(self.touched)
            self.grid.addWidget(cell, at, column)
            cells[sub.name] = cell
        remove = Button(_("Remove"), "text", size="small")
        made = Line(key, cells, remove, dict(words) if key else {})
        remove.setAccessibleName(
            _("Remove {what}").format(what=words.get(self.subs[0].name) or _("the new row"))
        )
        remove.clicked.connect(lambda: self._remove(made))
        self.grid.addWidget(remove, at, len(cells), Qt.AlignmentFlag.AlignVCenter)
        self.lines.append(made)
        return made

    def cell(self, _sub: Field, words: str, /) -> QLineEdit:
        """The field of one cell."""
        return line(words)

    def _add(self) -> None:
        made = self._put("", {})
        for cell in made.cells.values():
            cell.show()  # a hidden field takes no focus, and the layout shows it only later
        next(iter(made.cells.values())).setFocus()
        self.touched()

    def _remove(self, gone: Line) -> None:
        gone.gone = True
        self._take_away(gone)
        self.add.setFocus()
        self.touched()

    def _take_away(self, gone: Line) -> None:
        parts: list[QWidget] = [*gone.cells.values(), gone.remove]
        for part in parts:
            self.grid.removeWidget(part)
            part.hide()
            part.deleteLater()

    def touched(self) -> None:
        """A cell was changed."""
        self.fault.say("")
        self.edited.emit()

    def raw(self) -> dict[str, object]:
        """Rows that are new, changed or gone; a gone row is null."""
        changed: dict[str, object] = {}
        for row in self.lines:
            if row.gone:
                changed |= {row.id: None} if row.id else {}
            elif (said := row.said()) != row.stood and any([row.id, *said.values()]):
                key = row.id or self.new_key(said, changed)
                changed[key] = {k: v or None for k, v in said.items() if row.id or v}
        return {self.key: changed} if changed else {}

    def new_key(self, _said: Mapping[str, str], taken: Mapping[str, object], /) -> str:
        """The id of a new row."""
        return new_row([*(row.id for row in self.lines), *taken])

    def show_notes(self, notes: Mapping[str, str], /) -> bool:
        """Say what is wrong below the table and mark the cell where it is known."""
        mine = {name: note for name, note in notes.items() if name.split("/")[0] == self.key}
        if not mine:
            return False
        self.fault.say(" ".join(dict.fromkeys(mine.values())))
        for name in mine:
            for row in self.lines:
                if not row.gone and name.startswith(f"{self.key}/{row.id}/") and row.id:
                    kind_of(row.cells[name.rsplit("/", maxsplit=1)[-1]], state="error")
        return True

    def own_fault(self) -> str:
        """What the form cannot see: a row that lacks its name, a name given twice."""
        first = self.subs[0].name
        names = [
            row.said()[first] for row in self.lines if not row.gone and any(row.said().values())
        ]
        if "" in names:
            return _("A row has no name. Name it or remove it.")
        folded = [name.casefold() for name in names]
        twice = next((name for name in names if folded.count(name.casefold()) > 1), "")
        return _("“{name}” is there twice. Remove one.").format(name=twice) if twice else ""

    def first_focus(self) -> QWidget:
        """The first cell, or the button that adds one."""
        there = [row for row in self.lines if not row.gone]
        return next(iter(there[0].cells.values())) if there else self.add


class PlacesSection(RowsSection):
    """The names that complete in the entry line."""

    key, word, icon = "places", N_("Places"), "map-pin"
    widths = (3, 1, 1)

    def __init__(self, session: Session) -> None:
        more = _("They complete as an officer types. Lines already written keep the old name.")
        super().__init__(session, more, _("&Add a place"))

    def _ordered(
        self, rows: Mapping[str, Mapping[str, object]]
    ) -> list[tuple[str, Mapping[str, object]]]:
        return sorted(super()._ordered(rows), key=lambda row: _words(row[1].get("name")).casefold())

    def own_fault(self) -> str:
        """A code that two places have would take the one that is not meant."""
        codes = [row.said()["code"].casefold() for row in self.lines if not row.gone]
        twice = next((code for code in codes if code and codes.count(code) > 1), "")
        words = _("“{code}” is the code of two places.")
        return words.format(code=twice) if twice else super().own_fault()

    def new_key(self, said: Mapping[str, str], taken: Mapping[str, object], /) -> str:
        """A place typed in lines before keeps the id it had there."""
        place = self.session.office.site.place(said["name"])
        return str(place["id"]) if isinstance(place, dict) else super().new_key(said, taken)


class ShiftsSection(RowsSection):
    """The shifts of the site's day."""

    key, word, icon = "shifts", N_("Shifts"), "arrow-left-right"
    widths = (2, 1, 1)

    def __init__(self, session: Session) -> None:
        more = _("Times as 07:00, site time. A shift that ends before it starts runs overnight.")
        super().__init__(session, more, _("&Add a shift"))


class KitSection(RowsSection):
    """What is counted at each handover."""

    key, word, icon = "kit", N_("Keys and kit"), "key-round"
    widths = (3, 1)

    def __init__(self, session: Session) -> None:
        more = _(
            "Counted by the incoming officer at each handover. 0 means not counted yet: the next "
            "handover takes the count as it is found."
        )
        super().__init__(session, more, _("&Add a kind"))


class PeepsSection(RowsSection):
    """Who is helped out of the building; printed in the pack of an evacuation, and nowhere else."""

    key, word, icon = "peeps", N_("Help to get out"), "arrow-right"
    needs = ("settings", "read_restricted")
    widths = (2, 2, 3)

    def __init__(self, session: Session) -> None:
        more = _(
            "Personal evacuation plans (PEEP). Write what help is needed, not why: whoever is on "
            "duty prints it, at night too. Each print is recorded."
        )
        self._left: list[str] = []
        self.left = label("", "note", role="pending", wrap=True)
        self.erase = Button(_("&Erase a person…"), icon="ban", pressed=self._to_erase)
        super().__init__(session, more, _("&Add a person"))
        for part in (self.left, self.erase):
            self.body.insertWidget(self.body.count() - 1, part)
        self._show_left()

    def load(self) -> None:
        """Show the rows; whoever was removed stands in what was saved before until it is erased."""
        gone = [row.stood.get("name", "") for row in self.lines if row.gone and row.id]
        super().load()
        office = self.session.office
        self._left = [name for name in gone if name and settings.once_helped(office, name)]
        self._show_left()

    def _show_left(self) -> None:
        words = _("Settings saved before still name {names}. Erasing takes the name out of them.")
        self.left.setText(words.format(names=", ".join(self._left)))
        self.left.setVisible(bool(self._left) and self.left.parentWidget() is not None)
        may = bool(self._left) and self.session.office.officer.may("erase")
        self.erase.setVisible(may and self.erase.parentWidget() is not None)

    def _to_erase(self) -> None:
        self.session.go("settings", part="erasing")


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _said(cell: QLineEdit) -> str:
    """What is behind the words of a cell that completes, else its words."""
    own = cell.id() if isinstance(cell, Completing) else ""
    return own or cell.text().strip()
