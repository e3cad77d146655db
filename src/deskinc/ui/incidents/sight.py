"""Areas that scroll, and bringing what stands in them into sight."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from deskinc.ui.incidents.tabs import Tabs


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


def reached(tops: Mapping[str, int], bar: QScrollBar, current: str) -> str:
    """The part at the top of what is scrolled to; at the very end one that is in sight stays."""
    past = [key for key, top in tops.items() if top <= bar.value() + 40]
    at = max((tops[key] for key in past), default=0)
    found = next((key for key in past if tops[key] == at), min(tops, key=lambda key: tops[key]))
    if bar.value() == bar.maximum() and bar.maximum() > 0:
        return current if current not in past else found
    return found


class Anchored(QObject):
    """The tabs above what is scrolled: each brings its part to the top, the one there is marked."""

    def __init__(self, tabs: Tabs, area: QScrollArea, places: Mapping[str, QWidget]) -> None:
        super().__init__(area)
        self._tabs, self._area, self._places = tabs, area, places
        area.verticalScrollBar().valueChanged.connect(lambda _at: self._follow())

    def scroll_to(self, key: str) -> None:
        """Bring a part to the top."""
        top = self._top_of(self._places[key])
        self._area.verticalScrollBar().setValue(max(0, top - 12))
        if key in self._tabs.tabs:
            self._tabs.set_current(key)

    def _top_of(self, place: QWidget) -> int:
        inside = self._area.widget()
        return place.mapTo(inside, QPoint(0, 0)).y() if inside is not None else 0

    def _follow(self) -> None:
        """Mark the anchor of the part at the top."""
        within = ((key, place) for key, place in self._places.items() if key in self._tabs.tabs)
        tops = {key: self._top_of(place) for key, place in within if self._area.isAncestorOf(place)}
        self._tabs.set_current(reached(tops, self._area.verticalScrollBar(), self._tabs.current()))
