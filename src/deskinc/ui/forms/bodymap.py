"""The editor of a point on the body: marked on the drawing, or chosen from the list of parts."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QListView, QWidget

from deskinc.forms import body
from deskinc.forms.body import PARTS, Part
from deskinc.forms.fields import Point, Raw
from deskinc.i18n import _
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.forms.editor import Editor
from deskinc.ui.forms.figures import FOOT, Figures, Spot, spot_of
from deskinc.ui.parts import column, label, row

HIGH, NARROW = 280, 196
"""Height of the drawings and width of the list; logical pixels."""


class BodyEditor(Editor):
    """Front and back with a cross, and the list of parts; each follows the other."""

    wide = True
    named = Signal(object)
    """A mark was set on this :class:`Part`."""

    def __init__(self, field: Point) -> None:
        super().__init__(field)
        self.number = 1
        self._beside: Sequence[Spot] = ()
        self._value: Raw = None
        self.figures = Figures(HIGH, aims=True)
        self._model = RowsModel(self)
        self._model.set_rows([Row(part, part.said) for part in PARTS])
        self.list: QListView = make_list(_("Parts of the body"), self._model)
        self.list.setFixedSize(NARROW, HIGH + FOOT)
        across = row(self.figures, self.list, gap=16)
        across.addStretch(1)
        keys = _("Arrows and Enter, or a click; Space turns, Delete takes the mark away.")
        layer = column(label(keys, "small", role="muted", wrap=True), gap=6)
        layer.addLayout(across)
        self.setLayout(layer)
        self.figures.moved.connect(self._follow)
        self.figures.set_there.connect(self._set)
        self.figures.cleared.connect(self._clear)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.activated.connect(lambda _index: self._set(self.figures.aim))
        self.list.clicked.connect(lambda _index: self._set(self.figures.aim))
        self._follow(self.figures.aim)

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.figures

    def controls(self) -> list[QWidget]:
        """The drawing, then the list."""
        return [self.figures, self.list]

    def name_it(self, name: str) -> None:
        """Name both for a screen reader."""
        self.figures.setAccessibleName(name)
        self.list.setAccessibleName(_("{name}: parts of the body").format(name=name))

    def read(self) -> Raw:
        """The point that is marked."""
        return self._value

    def put(self, answer: Raw) -> None:
        """Show a point that stands."""
        self._value = answer
        there = spot_of(answer, self.number)
        if there is not None:
            self.figures.move_to(there)
        self._show()

    def show_beside(self, number: int, beside: Sequence[Spot]) -> None:
        """Which row this is, and what the others mark."""
        self.number, self._beside = number, beside
        self._show()

    def _show(self) -> None:
        own = spot_of(self._value, self.number)
        spots = [*self._beside, own] if own is not None else self._beside
        self.figures.show_spots(spots, self.number)

    def _follow(self, spot: Spot) -> None:
        """The cross moved: its part is the one that is chosen in the list."""
        part = body.nearest(spot.view, spot.x, spot.y)
        self.figures.setAccessibleDescription(part.said)
        model = self.list.selectionModel()
        model.blockSignals(True)
        index = self._model.index(PARTS.index(part), 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        model.blockSignals(False)
        self.list.viewport().update()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        """The list was gone through: the cross goes to the middle of the part."""
        part = PARTS[index.row()]
        self.figures.blockSignals(True)
        self.figures.move_to(Spot(part.view, part.x, part.y))
        self.figures.blockSignals(False)
        self.figures.setAccessibleDescription(part.said)

    def _set(self, spot: Spot) -> None:
        self._value = spot.point
        self._show()
        self.touch()
        self.named.emit(body.nearest(spot.view, spot.x, spot.y))

    def _clear(self) -> None:
        self._value = None
        self._show()
        self.touch()


def part_answers(part: Part) -> dict[str, Raw]:
    """What is said of a part beside its mark."""
    side = part.side or "middle"
    return {"part": _(part.word), "side": {"code": side}}
