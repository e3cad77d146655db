"""How the parts of an incident stand: their heads, and one grid for all of them."""

from collections.abc import Mapping

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui.forms.cell import PAD
from deskinc.ui.forms.formview import ROOM, Columns, FormView
from deskinc.ui.incidents.parts import Part
from deskinc.ui.incidents.where import SIZE
from deskinc.ui.parts import column, label, row

BESIDE = SIZE.width() + 2 * PAD
"""Width of *where*, and of the last column of the parts below it."""
MOST = 4
"""Columns of *what*, at the most."""
STACKED = 470
"""Below this width *where* stands under *what*."""


def line_up(views: Mapping[str, FormView], top: QBoxLayout, width: int, margins: QMargins) -> None:
    """Give all parts the same columns in ``width`` pixels.

    *Where* stands in the last of them, or under *what*; ``top`` holds these two.
    """
    stacked = width < STACKED
    direction = QBoxLayout.Direction
    top.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
    room = width - margins.left() - margins.right() - (0 if stacked else BESIDE)
    count = max(1, min(MOST, room // ROOM))
    alone = Columns(count)
    below = alone if stacked else Columns(count + 1, BESIDE)
    for key, view in views.items():
        if key != "where":
            view.set_columns(alone if key == "what" else below)


def place_of(part: Part, held: QWidget | None, view: FormView | None) -> QWidget:
    """The widget of one part: its heading, its own piece, its fields."""
    layer = column(gap=0)
    layer.addLayout(_head_of(part))
    if held is not None and part.key == "where":
        layer.addLayout(row(held, margins=(PAD, 4, PAD, 4)))
    elif held is not None:
        layer.addWidget(held)
        layer.addSpacing(12 if part.sections and part.key != "told" else 0)
    if view is not None:
        layer.addWidget(view)
    made = QWidget()
    made.setLayout(layer)
    if part.key == "where":
        made.setFixedWidth(BESIDE)
    return made


def _head_of(part: Part) -> QHBoxLayout:
    made = row(label(_(part.word), "text", 600), margins=(PAD, 0, PAD, 4))
    made.addStretch(1)
    if part.key == "timeline":
        made.addWidget(label(_("happened, in order"), "small", role="muted"))
    return made
