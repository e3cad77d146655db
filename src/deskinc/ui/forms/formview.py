"""A form, or some of its sections, as a page shows it: values in columns under plain heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from deskinc.forms.cells import split
from deskinc.forms.form import Section
from deskinc.i18n import _
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.cell import PAD, FieldCell
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

    Unanswered fields that nobody needs wait behind “More” but those the manner names.
    """

    def __init__(self, title: str, parent: QWidget, manner: Manner) -> None:
        super().__init__(parent)
        self.cells: list[FieldCell] = []
        self._manner = manner
        self._whole = manner.always_open
        self._grid = Columns()
        self._laying = self._again = False
        self._laid: tuple[Columns, list[FieldCell]] = (Columns(), [])
        pad = 0 if manner.always_open else PAD
        layer = column()
        self.setLayout(layer)
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

    def add(self, cell: FieldCell) -> None:
        """Add a cell of the section; it shows once it is laid out."""
        self.cells.append(cell)
        cell.hide()
        cell.closed.connect(self.lay)

    def show_whole(self) -> None:
        """Show the fields behind the button, and go to the first of them."""
        waiting = self._waiting()
        self._whole = True
        self.lay()
        if waiting:
            waiting[0].plain.setFocus()

    def show_brief(self) -> None:
        """Put unanswered fields behind the button again."""
        self._whole = self._manner.always_open

    def reveal(self, cell: FieldCell) -> None:
        """Show a cell that may wait behind the button."""
        if cell in self._waiting():
            self._whole = True
            self.lay()

    def _waits(self, cell: FieldCell) -> bool:
        field, answers = cell.field, cell.answers
        if self._whole or cell.is_open() or field.required:
            return False
        if field.name in self._manner.always or answers.is_changed(field.name):
            return False
        return not any(split(name)[0] == field.name for name in answers.saved)

    def _asked(self) -> list[FieldCell]:
        return [cell for cell in self.cells if cell.answers.asked(cell.field)]

    def _waiting(self) -> list[FieldCell]:
        return [cell for cell in self._asked() if self._waits(cell)]

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
        asked, waiting = self._asked(), self._waiting()
        shown = [cell for cell in asked if cell not in waiting]
        columns = self._columns(shown)
        self.more.setVisible(bool(waiting))
        if waiting:
            names = ", ".join(_(cell.field.label) for cell in waiting)
            count = _("{count} more fields").format(count=len(waiting))
            self.more.setText(names if len(waiting) == 1 else count)
            self.more.setToolTip(names)
            self.more.setAccessibleName(_("More fields: {names}").format(names=names))
        self.setVisible(bool(asked))
        if (columns, shown) == self._laid:
            return
        self._laid = (columns, shown)
        for cell in self.cells:
            self.grid.removeWidget(cell)
            cell.setVisible(cell in shown)
        _fill(self.grid, shown, columns)

    def _columns(self, shown: Sequence[FieldCell]) -> Columns:
        """The columns that were set, else as many as there is room and use for."""
        if self._grid.count:
            return self._grid
        room = ROOM_OPEN if self._manner.always_open else ROOM
        narrow = sum(not cell.is_wide() for cell in shown)
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
        self._cells: dict[str, FieldCell] = {}
        self.sections: list[SectionView] = []
        layer = column(gap=16)
        self.setLayout(layer)
        for section in answers.form.sections if sections is None else sections:
            title = _(section.title) if manner.titles else ""
            made = SectionView(title, self, manner)
            layer.addWidget(made)
            self.sections.append(made)
            for field in section.fields:
                cell = FieldCell(field, answers, lists, manner, parent=made)
                self._cells[field.name] = cell
                made.add(cell)
        answers.changed.connect(self._answers_changed)
        self._lay()

    def set_columns(self, columns: Columns) -> None:
        """Stand in these columns, so that several views line up."""
        for section in self.sections:
            section.set_columns(columns)

    def names(self) -> list[str]:
        """The names of the fields shown here, asked or not."""
        return list(self._cells)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits while nothing is open, in order."""
        return [
            stop
            for section in self.sections
            for stop in (*(cell.plain for cell in section.cells), section.more)
        ]

    def cell(self, name: str) -> FieldCell | None:
        """The cell of a field (or of a table's cell name); None if it is not in this view."""
        return self._cells.get(split(name)[0])

    def focus_field(self, name: str) -> bool:
        """Open a field with the cursor in it; False if it is not here or not asked."""
        cell = self.cell(name)
        if cell is None or not self.answers.asked(cell.field):
            return False
        for section in self.sections:
            if cell in section.cells:
                section.reveal(cell)
        cell.focus()
        return True

    def say(self, notes: Mapping[str, str]) -> str:
        """Put notes beside their fields; returns the name of the first one noted here, or ""."""
        first = ""
        for name, cell in self._cells.items():
            mine = {
                key.removeprefix(name).removeprefix("/"): words
                for key, words in notes.items()
                if split(key)[0] == name
            }
            cell.note(mine)
            if mine:
                self._reveal(cell)
                first = first or name
        return first

    def _reveal(self, cell: FieldCell) -> None:
        for section in self.sections:
            if cell in section.cells:
                section.lay()

    def close_editors(self) -> None:
        """Back to plain values everywhere, but where something cannot be read."""
        for cell in self._cells.values():
            cell.close_editor()

    def shut_editors(self) -> None:
        """Another record is shown: no editor stays open, nothing is noted."""
        for cell in self._cells.values():
            cell.shut()
            cell.below.say_meanwhile("")
        for section in self.sections:
            section.show_brief()

    def _answers_changed(self, name: str) -> None:
        for each, cell in self._cells.items():
            if not name or name == each:
                cell.show_answer()
        self._lay()

    def _lay(self) -> None:
        for section in self.sections:
            section.lay()
        if self.parentWidget() is not None:
            self.setHidden(all(section.isHidden() for section in self.sections))
