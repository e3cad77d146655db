"""Areas that scroll, and bringing what stands in them into sight."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget


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
    inside.setAutoFillBackground(False)
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


def reached(tops: Mapping[str, int], bar: QScrollBar, first: str, current: str) -> str:
    """The part at the top of what is scrolled to; at the very end one that is in sight stays."""
    past = [key for key, top in tops.items() if top <= bar.value() + 40]
    at = max((tops[key] for key in past), default=0)
    found = next((key for key in past if tops[key] == at), first)
    if bar.value() == bar.maximum() and bar.maximum() > 0:
        return current if current not in past else found
    return found
