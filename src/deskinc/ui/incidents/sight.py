"""Areas that scroll, and bringing what stands in them into sight."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """An area that scrolls ``inside`` up and down, without a frame."""
    made = QScrollArea()
    made.setWidget(inside)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAccessibleName(name)
    made.viewport().setAutoFillBackground(False)
    return made


def into_sight(area: QScrollArea, widget: QWidget) -> None:
    """Scroll until all of ``widget`` is seen, or its top where it is too high."""
    inside = area.widget()
    if inside is None:
        return
    top = widget.mapTo(inside, QPoint(0, 0)).y() - 24
    bottom = top + widget.height() + 48
    bar, room = area.verticalScrollBar(), area.viewport().height()
    if bottom > bar.value() + room:
        bar.setValue(bottom - room)
    if top < bar.value():
        bar.setValue(top)
