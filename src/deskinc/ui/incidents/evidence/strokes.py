"""A field to sign in with mouse, pen or finger; its strokes as a picture."""

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from deskinc.i18n import _
from deskinc.ui import theme

SIZE, SCALE = QSize(420, 140), 3


class Strokes(QWidget):
    """What is drawn stays until it is wiped."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[QPolygonF] = []
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Field to sign in, with mouse, pen or finger"))

    def is_empty(self) -> bool:
        """Whether nothing is drawn; a mere dot is nothing."""
        return not any(stroke.size() > 1 for stroke in self._strokes)

    def wipe(self) -> None:
        """Begin anew."""
        self._strokes.clear()
        self.update()
        self.drawn.emit()

    def png(self) -> bytes:
        """The strokes in black on white."""
        image = QImage(SIZE * SCALE, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(SCALE, SCALE)
        self._draw(painter, QPen(Qt.GlobalColor.black, 2))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def _draw(self, painter: QPainter, pen: QPen) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        for stroke in self._strokes:
            painter.drawPolyline(stroke)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self._strokes.append(QPolygonF([event.position()]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It goes on."""
        if self._strokes and event.buttons():
            self._strokes[-1].append(event.position())
            self.update()
            self.drawn.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame, the line to sign on, and the strokes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("raised"))
        painter.setPen(theme.color("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        low = self.height() * 3 / 4
        painter.drawLine(QPointF(24, low), QPointF(self.width() - 24, low))
        self._draw(painter, QPen(theme.color("ink"), 2))
        painter.end()
