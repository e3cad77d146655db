"""The editor of a table: each row a block of fields, rows added and taken out."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from deskinc.forms.body import Part
from deskinc.forms.cells import new_row
from deskinc.forms.fields import Field, Raw, Rows
from deskinc.i18n import _
from deskinc.ui.forms.bodymap import BodyEditor, part_answers
from deskinc.ui.forms.editor import Editor
from deskinc.ui.forms.figures import spot_of
from deskinc.ui.forms.heading import heading
from deskinc.ui.labelled import Fault
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, column, hairline, label, row

ROOM = 210
"""Least width of a column in logical pixels."""


class _Cell(QWidget):
    """One cell: caption, editor, and the sentence on what is wrong."""

    def __init__(self, editor: Editor, name: str) -> None:
        super().__init__()
        self.editor = editor
        words = _(editor.field.label)
        self.fault = Fault()
        editor.name_it(f"{name}: {words}")
        head = row(caption(heading(editor.field), editor.inner()), gap=8)
        if editor.field.required:
            head.addWidget(label(_("needed"), "small", role="pending"))
        head.addStretch(1)
        self.head = QWidget()
        self.head.setLayout(head)
        layer = column(gap=4)
        layer.addWidget(self.head)
        layer.addWidget(editor)
        layer.addWidget(self.fault)
        layer.addStretch(1)
        self.setLayout(layer)


class _RowBox(QFrame):
    """The cells of one row, and the button that takes it out; one cell alone needs no heads."""

    changed = Signal()
    left = Signal()

    def __init__(self, name: str, editors: list[Editor]) -> None:
        super().__init__()
        self.cells = {editor.field.name: _Cell(editor, name) for editor in editors}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.out = Button(_("Take out"), "text", size="small", pressed=self.left.emit)
        self.out.setAccessibleName(_("Take out {row}").format(row=name))
        self.title = label(name, "note", 600)
        if len(editors) == 1:
            self._place_alone(self.cells[editors[0].field.name])
        else:
            self._place()
        for editor in editors:
            editor.changed.connect(self.changed)
            if isinstance(editor, BodyEditor):
                editor.named.connect(self._name)
        self._columns = 0

    def _place(self) -> None:
        head = row(self.title, gap=8)
        head.addStretch(1)
        head.addWidget(self.out)
        layer = column(gap=4, margins=(0, 4, 0, 12))
        layer.addLayout(head)
        layer.addLayout(self._grid)
        layer.addWidget(hairline("rule"))
        self.setLayout(layer)

    def _place_alone(self, cell: _Cell) -> None:
        """Only the field and the way out; the table says what stands there."""
        cell.head.hide()
        layer = row(gap=8, margins=(0, 0, 0, 4))
        layer.addLayout(self._grid, 1)
        layer.addWidget(self.out)
        self.setLayout(layer)

    def _name(self, part: Part) -> None:
        """A mark was set on the body: its part and side are said beside it."""
        for name, answer in part_answers(part).items():
            if name in self.cells:
                self.cells[name].editor.put(answer)
                self.cells[name].editor.touch()

    def body(self) -> BodyEditor | None:
        """The drawing of a body in this row."""
        found = (cell.editor for cell in self.cells.values())
        return next((one for one in found if isinstance(one, BodyEditor)), None)

    def lay(self, columns: int) -> None:
        """Put the cells into so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        at = 0
        for cell in self.cells.values():
            self._grid.removeWidget(cell)
            if cell.editor.wide:
                at = -(-at // columns) * columns
                self._grid.addWidget(cell, at // columns, 0, 1, columns)
                at += columns
            else:
                self._grid.addWidget(cell, at // columns, at % columns)
                at += 1
        for column_ in range(3):
            self._grid.setColumnStretch(column_, 1 if column_ < columns else 0)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        cells = [stop for cell in self.cells.values() for stop in cell.editor.controls()]
        return [*cells, self.out]

    def answer(self) -> dict[str, Raw]:
        """What stands in the cells; empty where nothing does."""
        found = {name: cell.editor.answer() for name, cell in self.cells.items()}
        return found if any(answer is not None for answer in found.values()) else {}


class TableEditor(Editor):
    """Rows of a table; the answer is {row: {column: raw}}, a row taken out is None."""

    wide = True
    keeps = True

    def __init__(self, field: Rows, make: Callable[[Field], Editor]) -> None:
        super().__init__(field)
        self._make = make
        self._sub = field.fields
        self._label = _(field.label)
        self._rows: dict[str, _RowBox] = {}
        self._gone: list[str] = []
        self.add = Button(_("Add a row"), size="small", icon="plus", pressed=self.add_row)
        self._layer = column(gap=4)
        self._layer.addWidget(self.add)
        self.setLayout(self._layer)

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        first = next(iter(self._rows.values()), None)
        if first is None:
            return self.add
        return next(iter(first.cells.values())).editor.inner()

    def name_it(self, name: str) -> None:
        """Name the controls for a screen reader."""
        self.add.setAccessibleName(_("{table}: add a row").format(table=name))

    def rows(self) -> list[str]:
        """The ids of the rows that stand there."""
        return list(self._rows)

    def controls(self) -> list[QWidget]:
        """The cells row by row, each row's way out after them, then the button that adds one."""
        stops = [stop for box in self._rows.values() for stop in box.stops()]
        return [*stops, self.add]

    def cell(self, row_id: str, name: str) -> Editor:
        """The editor of one cell."""
        return self._rows[row_id].cells[name].editor

    def add_row(self) -> str:
        """Add an empty row with the cursor in its first cell; returns its id."""
        made = new_row([*self._rows, *self._gone])
        box = self._put(made, {})
        next(iter(box.cells.values())).editor.inner().setFocus(Qt.FocusReason.OtherFocusReason)
        return made

    def _put(self, row_id: str, answers: Mapping[str, Any]) -> _RowBox:
        name = f"{self._label} {len(self._rows) + 1}"
        box = _RowBox(name, [self._make(sub) for sub in self._sub])
        for sub, cell in box.cells.items():
            cell.editor.show_answer(answers.get(sub))
        box.changed.connect(self.changed)
        box.left.connect(lambda: self._take_out(row_id))
        box.changed.connect(self._number_bodies)
        self._rows[row_id] = box
        self._layer.insertWidget(self._layer.count() - 1, box)
        box.lay(self._columns())
        box.show()
        before = self.add.previousInFocusChain() or self.add
        for stop in box.stops():
            QWidget.setTabOrder(before, stop)
            before = stop
        self._number_bodies()
        return box

    def _number_bodies(self) -> None:
        """Each drawing of a body shows its own mark, and those of the other rows."""
        there = [(n, one) for n, box in enumerate(self._rows.values(), 1)
                 if (one := box.body()) is not None]  # fmt: skip
        spots = {n: spot_of(one.answer(), n) for n, one in there}
        for number, one in there:
            beside = [spot for n, spot in spots.items() if n != number and spot is not None]
            one.show_beside(number, beside)

    def _take_out(self, row_id: str) -> None:
        box = self._rows.pop(row_id)
        self._gone.append(row_id)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        box.hide()
        box.deleteLater()
        for number, other in enumerate(self._rows.values(), 1):
            other.title.setText(f"{self._label} {number}")
        self._number_bodies()
        self.changed.emit()

    def answer(self) -> Raw:
        """What stands there; None for nothing."""
        found: dict[str, Raw] = {key: box.answer() for key, box in self._rows.items()}
        filled = {key: cells or None for key, cells in found.items()}
        return filled | dict.fromkeys(self._gone) or None

    def show_answer(self, answer: Raw) -> None:
        """Show a stored value or an answer kept before."""
        for box in self._rows.values():
            box.hide()
            box.deleteLater()
        self._rows, self._gone = {}, []
        for row_id, answers in (answer or {}).items():
            if answers is None:
                self._gone.append(row_id)
            else:
                self._put(row_id, answers)

    def faults(self) -> dict[str, str]:
        """What cannot be read."""
        return {
            f"{key}/{name}": sentence
            for key, box in self._rows.items()
            for name, cell in box.cells.items()
            if (sentence := cell.editor.faults().get("", ""))
        }

    def mark(self, notes: Mapping[str, str]) -> None:
        """Mark what is wrong."""
        for key, box in self._rows.items():
            for name, cell in box.cells.items():
                sentence = notes.get(f"{key}/{name}", "")
                cell.editor.mark({"": sentence} if sentence else {})
                cell.fault.say(sentence)

    def first_fault(self, notes: Mapping[str, str]) -> QWidget:
        """The control of the first cell that is noted."""
        for key, box in self._rows.items():
            for name, cell in box.cells.items():
                if f"{key}/{name}" in notes:
                    return cell.editor.inner()
        return self.inner()

    def _columns(self) -> int:
        return max(1, min(3, self.width() // ROOM))

    def resizeEvent(self, _event: object) -> None:
        """As many columns as there is room for."""
        for box in self._rows.values():
            box.lay(self._columns())
