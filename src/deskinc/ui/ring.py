"""The focus ring of buttons, ticks and tabs."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QTabBar, QWidget
from shiboken6 import isValid

from deskinc.ui import theme


class Ring(QWidget):
    """The focus ring of buttons, ticks and tabs: 2 px with a 2 px gap, drawn around them.

    One for the whole program; fields and rows show focus by themselves.
    """

    GAP = 4

    def __init__(self) -> None:
        super().__init__()
        self._on: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Move to the widget that has the focus now; connect to ``focusChanged``."""
        if self._on is not None and isValid(self._on):
            self._on.removeEventFilter(self)
            self._on.destroyed.disconnect(self._gone)
        ringed = isinstance(new, QAbstractButton | QTabBar) and not new.property("own_focus")
        self._on = new if ringed else None
        if self._on is None:
            # what it stood in may be a dialog that goes now
            self.setParent(None)
            self.hide()
            return
        self._on.installEventFilter(self)
        self._on.destroyed.connect(self._gone)
        self._place()

    def _gone(self) -> None:
        self._on = None
        self.setParent(None)
        self.hide()

    def _place(self) -> None:
        over = self._on.parentWidget() if self._on is not None else None
        if self._on is None or over is None:
            self.hide()
            return
        self.setParent(over)
        around = self._on.geometry().adjusted(-self.GAP, -self.GAP, self.GAP, self.GAP)
        self.setGeometry(around)
        self.raise_()
        self.setVisible(self._on.isVisibleTo(over))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep around the widget while it moves, grows or hides."""
        kinds = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if watched is self._on and event.type() in kinds:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 2))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, theme.RADIUS + 3, theme.RADIUS + 3)
