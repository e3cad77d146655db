"""What a table marks on the body, shown under its words."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from deskinc.forms import form as forms
from deskinc.forms.fields import Field, Point, Rows, Value
from deskinc.ui.forms.figures import Figures, Spot, spot_of
from deskinc.ui.parts import column

HIGH = 220
"""Of the drawings where they are only looked at; logical pixels."""


def column_of(field: Field) -> str:
    """The column of a table that is a point on the body; "" where none is."""
    subs = field.fields if isinstance(field, Rows) else ()
    return next((sub.name for sub in subs if isinstance(sub, Point) and sub.body), "")


class Drawn(QWidget):
    """The drawing under a table with such a column; seen once something is marked on it."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.figures = Figures(HIGH)
        self.setLayout(column(self.figures, margins=(0, 8, 0, 0)))
        self.hide()

    def show_values(self, values: Mapping[str, Value], *, hidden: bool) -> None:
        """Show what the rows mark, unless they are being changed."""
        spots = spots_of(self._field, values)
        self.figures.show_spots(spots)
        self.setVisible(bool(spots) and not hidden)


def drawn(field: Field) -> Drawn | None:
    """The drawing under a table; None for whatever marks nothing on a body."""
    return Drawn(field) if column_of(field) else None


def spots_of(field: Field, values: Mapping[str, Value]) -> list[Spot]:
    """What its rows mark, by their numbers."""
    name = column_of(field)
    found = (
        spot_of(cells.get(name), number)
        for number, (_row, cells) in enumerate(forms.rows(values, field.name), 1)
    )
    return [spot for spot in found if spot is not None]
