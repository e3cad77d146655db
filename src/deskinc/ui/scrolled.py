"""A part that scrolls when the window is too low for it: sections of settings, steps of set-up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from deskinc.ui.parts import ground


def scrolled(part: QWidget) -> tuple[QScrollArea, QVBoxLayout]:
    """``part`` in an area that scrolls up and down, and the layout whose margins are its margins.

    The area takes no focus: Tab goes to what stands in it.
    """
    pad = QVBoxLayout()
    pad.addWidget(part)
    pad.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setProperty("ground", "surface")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(ground("surface", pad))
    return area, pad
