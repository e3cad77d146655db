"""The head of the page: floors at the left, zoom and the two verbs at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui.parts import Button, label, row
from deskinc.ui.plan.floors import HEIGHT, Floors

MARGIN, MARGIN_NARROW = 24, 16


class Head(QWidget):
    """48 high; in a narrow window the verbs keep their words, the rest is shortened."""

    zoomed = Signal(int)
    """In (1) or out (-1)."""
    fit_wanted = Signal()
    add_wanted = Signal()
    pin_wanted = Signal()

    def __init__(self, *, may_add: bool, may_pin: bool) -> None:
        super().__init__()
        self.floors = Floors()
        self._word = label(_("Floor"), "note", role="muted")
        self.out = Button(_("Zoom out"), "flat", icon="zoom-out", pressed=self._out)
        self.in_ = Button(_("Zoom in"), "flat", icon="zoom-in", pressed=self._in)
        for button, key in ((self.out, "−"), (self.in_, "+")):
            button.set_bare(True)
            button.setToolTip(f"{button.text()}, {key}")
        self.fit = Button(_("Whole floor"), "flat", _("Ctrl+0"), pressed=self.fit_wanted.emit)
        self.add = Button(_("Add a floor plan"), icon="plus", pressed=self.add_wanted.emit)
        self._may_add, self._may_pin = may_add, may_pin
        self.pin = Button(
            _("Pin"), "primary", _("Enter"), icon="map-pin", pressed=self.pin_wanted.emit
        )
        self.pin.setMinimumWidth(self.pin.sizeHint().width())
        self.show_key(there=False)
        self.add.setVisible(may_add)
        self.pin.setVisible(may_pin)
        self._layer = row(self._word, gap=8, margins=(MARGIN, 0, MARGIN, 0))
        self._layer.addWidget(self.floors, 1)
        for part in (self.out, self.in_, self.fit, self.add, self.pin):
            self._layer.addWidget(part)
        self.setLayout(self._layer)
        self.setFixedHeight(HEIGHT)

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Shorten what can be shortened; in a low window plans are added from the palette."""
        side = MARGIN_NARROW if narrow else MARGIN
        self._layer.setContentsMargins(side, 0, side, 0)
        self._word.setHidden(narrow)
        self.add.setText(_("Add plan") if narrow else _("Add a floor plan"))
        self.add.setVisible(self._may_add and not low)
        self.fit.set_key("" if narrow else _("Ctrl+0"))

    def show_key(self, *, there: bool) -> None:
        """Say what Enter does while it does it; the button keeps its width."""
        self.pin.set_key(_("Enter") if there else "")
        self.pin.update()

    def show_pinning(self, pinning: bool) -> None:
        """While a pin is being set its own bar has the one filled button."""
        self.pin.setVisible(self._may_pin and not pinning)

    def _in(self) -> None:
        self.zoomed.emit(1)

    def _out(self) -> None:
        self.zoomed.emit(-1)
