"""A form, or some of its sections, as a page shows it: values in columns under plain heads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from deskinc.forms.cells import split
from deskinc.forms.fields import Field
from deskinc.forms.form import Section
from deskinc.i18n import _
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.cell import PAD, FieldCell
from deskinc.ui.forms.kinds import is_wide
from deskinc.ui.forms.lists import Lists
from deskinc.ui.forms.manner import Manner
from deskinc.ui.parts import Button, column, label, row

ROOM, ROOM_OPEN = 136, 210
"""Least width of a column of plain values, and of editors; logical pixels."""


@dataclass(frozen=True, slots=True)
class Columns:
    """``count`` columns side by side (0: as many as there is room for).

    All are as wide as one another, but the last where ``last`` (logical pixels) says how wide.
    """

    count: int = 0
    last: int = 0


class SectionView(QWidget):
    """The cells of one section that are asked; the rest behind one button.

    Unanswered fields that nobody needs wait behind “More” but those the manner names. A cell is
    made when it is shown for the first time: a form has many more fields than one case asks.
    """

    grew = Signal()
    """A cell was made: Tab has one more stop."""

    def __init__(
        self, section: Section, parent: QWidget, manner: Manner, answers: Answers, lists: Lists
    ) -> None:
        super().__init__(parent)
        self.fields = section.fields
        self.cells: dict[str, FieldCell] = {}
        self._manner, self._answers, self._lists = manner, answers, lists
        self._whole = manner.always_open
        self._grid = Columns()
        self._laying = self._again = False
        self._laid: tuple[Columns, list[Field]] = (Columns(), [])
        pad = 0 if manner.always_open else PAD
        layer = column()
        self.setLayout(layer)
        title = _(section.title) if manner.titles else ""
        self.title = label(title, "text", 600)
        self.title.setContentsMargins(pad, 0, 0, 4)
        layer.addWidget(self.title)
        self.title.setHidden(not title)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(16 - 2 * PAD if pad else 16)
        self.grid.setVerticalSpacing(2 if pad else 8)
        layer.addLayout(self.grid)
        self.more = Button(_("More fields"), "text", size="small", icon="plus")
        self.more.clicked.connect(lambda _on=False: self.show_whole())
        foot = row(margins=(0, 2, 0, 0))
        layer.addLayout(foot)
        foot.addWidget(self.more)
        foot.addStretch(1)

    def made(self) -> list[FieldCell]:
        """The cells that were shown at some time, in the order of the form."""
        return [self.cells[field.name] for field in self.fields if field.name in self.cells]

    def cell(self, field: Field) -> FieldCell:
        """The cell of a field; it shows once it is laid out."""
        there = self.cells.get(field.name)
        if there is not None:
            return there
        cell = FieldCell(field, self._answers, self._lists, self._manner, parent=self)
        self.cells[field.name] = cell
        cell.hide()
        cell.closed.connect(self.lay)
        self.grew.emit()
        return cell

    def show_whole(self) -> None:
        """Show the fields behind the button, and go to the first of them."""
        waiting = self._waiting()
        self._whole = True
        self.lay()
        if waiting:
            self.cell(waiting[0]).plain.setFocus()

    def show_brief(self) -> None:
        """Put unanswered fields behind the button again."""
        self._whole = self._manner.always_open

    def reveal(self, field: Field) -> None:
        """Show a field that may wait behind the button."""
        if field in self._waiting():
            self._whole = True
            self.lay()

    def _waits(self, field: Field) -> bool:
        answers, cell = self._answers, self.cells.get(field.name)
        if self._whole or (cell is not None and cell.is_open()) or field.required:
            return False
        if field.name in self._manner.always or answers.is_changed(field.name):
            return False
        return not answers.is_filled(field.name)

    def _waiting(self) -> list[Field]:
        return [field for field in self.fields if self._waits(field) and self._answers.asked(field)]

    def lay(self) -> None:
        """Show what is asked now, in as many columns as there is room for.

        Hiding the cell with the cursor moves the focus, which closes an editor and asks for this
        again: then it is done once more at the end, never inside itself.
        """
        if self._laying:
            self._again = True
            return
        self._laying = True
        for _round in range(3):
            self._again = False
            self._arrange()
            if not self._again:
                break
        self._laying = False

    def _arrange(self) -> None:
        asked = [field for field in self.fields if self._answers.asked(field)]
        waiting = [field for field in asked if self._waits(field)]
        shown = [field for field in asked if field not in waiting]
        columns = self._columns(shown)
        self.more.setVisible(bool(waiting))
        if waiting:
            names = ", ".join(_(field.label) for field in waiting)
            count = _("{count} more fields").format(count=len(waiting))
            self.more.setText(names if len(waiting) == 1 else count)
            self.more.setToolTip(names)
            self.more.setAccessibleName(_("More fields: {names}").format(names=names))
        self.setVisible(bool(asked))
        if (columns, shown) == self._laid:
            return
        self._laid = (columns, shown)
        there = [self.cell(field) for field in shown]
        for cell in self.cells.values():
            self.grid.removeWidget(cell)
            cell.setVisible(cell in there)
        _fill(self.grid, there, columns)

    def _columns(self, shown: Sequence[Field]) -> Columns:
        """The columns that were set, else as many as there is room and use for."""
        if self._grid.count:
            return self._grid
        room = ROOM_OPEN if self._manner.always_open else ROOM
        narrow = sum(not is_wide(field) for field in shown)
        return Columns(max(1, min(self._manner.most, self.width() // room, max(2, narrow))))

    def set_columns(self, columns: Columns) -> None:
        """Stand in these columns, so that several views line up."""
        if columns != self._grid:
            self._grid = columns
            self.lay()

    def resizeEvent(self, _event: object) -> None:
        """Another width may have room for other columns."""
        self.lay()


def _fill(grid: QGridLayout, cells: Sequence[FieldCell], columns: Columns) -> None:
    """Put cells row by row; wide ones take a row of their own."""
    at, count = 0, columns.count
    for cell in cells:
        if cell.is_wide():
            at = -(-at // count) * count
            grid.addWidget(cell, at // count, 0, 1, count)
            at += count
        else:
            grid.addWidget(cell, at // count, at % count)
            at += 1
    for number in range(max(grid.columnCount(), count)):
        fixed = columns.last if number == count - 1 else 0
        grid.setColumnStretch(number, 1 if number < count and not fixed else 0)
        grid.setColumnMinimumWidth(number, fixed)


class FormView(QWidget):
    """Sections of a form over its answers; several views may share the answers."""

    grew = Signal()
    """There are more stops than before."""

    def __init__(
        self,
        answers: Answers,
        lists: Lists,
        sections: Sequence[Section] | None = None,
        manner: Manner | None = None,
    ) -> None:
        super().__init__()
        manner = manner or Manner()
        self.answers = answers
        self._home: dict[str, tuple[SectionView, Field]] = {}
        self.sections: list[SectionView] = []
        self.layer = column(gap=16)
        self.setLayout(self.layer)
        for section in answers.form.sections if sections is None else sections:
            made = SectionView(section, self, manner, answers, lists)
            self.layer.addWidget(made)
            self.sections.append(made)
            self._home |= {field.name: (made, field) for field in section.fields}
        self._lay()
        for made in self.sections:
            made.grew.connect(self.grew)
        answers.changed.connect(self._answers_changed)

    def set_columns(self, columns: Columns) -> None:
        """Stand in these columns, so that several views line up."""
        for section in self.sections:
            section.set_columns(columns)

    def names(self) -> list[str]:
        """The names of the fields shown here, asked or not."""
        return list(self._home)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits while nothing is open, in order."""
        return [
            stop
            for section in self.sections
            for stop in (*(cell.plain for cell in section.made()), section.more)
        ]

    def cell(self, name: str) -> FieldCell | None:
        """The cell of a field (or of a table's cell name); None if it is not in this view."""
        section, field = self._home.get(split(name)[0], (None, None))
        return section.cell(field) if section is not None and field is not None else None

    def focus_field(self, name: str) -> bool:
        """Open a field with the cursor in it; False if it is not here or not asked."""
        section, field = self._home.get(split(name)[0], (None, None))
        if section is None or field is None or not self.answers.asked(field):
            return False
        section.reveal(field)
        section.cell(field).focus()
        return True

    def say(self, notes: Mapping[str, str]) -> str:
        """Put notes beside their fields; returns the name of the first one noted here, or ""."""
        first = ""
        for name, (section, field) in self._home.items():
            mine = {
                key.removeprefix(name).removeprefix("/"): words
                for key, words in notes.items()
                if split(key)[0] == name
            }
            if mine or name in section.cells:
                section.cell(field).note(mine)
            if mine:
                section.lay()
                first = first or name
        return first

    def made(self) -> Iterator[FieldCell]:
        """The cells that were shown at some time; what was changed by hand is among them."""
        for section in self.sections:
            yield from section.made()

    def close_editors(self) -> None:
        """Back to plain values everywhere, but where something cannot be read."""
        for cell in self.made():
            cell.close_editor()

    def shut_editors(self) -> None:
        """Another record is shown: no editor stays open, nothing is noted."""
        for cell in self.made():
            cell.shut()
            cell.below.say_meanwhile("")
        for section in self.sections:
            section.show_brief()

    def _answers_changed(self, name: str) -> None:
        for cell in self.made():
            if not name or name == cell.field.name:
                cell.show_answer()
        self._lay()

    def _lay(self) -> None:
        for section in self.sections:
            section.lay()
        if self.parentWidget() is not None:
            self.setHidden(all(section.isHidden() for section in self.sections))
