"""The view of the plan: zoom, pan and aim, by mouse and by keyboard."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsView, QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.plan.marks import Mark
from deskinc.ui.plan.scene import PlanScene

STEP: Final = 1.25
"""Zoom of one key press or wheel notch."""
MARGIN: Final = 24
"""Logical pixels around the whole plan."""
PAN, PAN_FINE, AIM, AIM_FINE = 64, 16, 16, 1
CLOSEST: Final = 4.0
"""Screen pixels that a pixel of the finest tiles may take at most."""
_ARROWS: Final = {
    Qt.Key.Key_Left: QPoint(-1, 0), Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1), Qt.Key.Key_Down: QPoint(0, 1),
}  # fmt: skip
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlanView(QGraphicsView):
    """Shows a :class:`PlanScene`; what a key or click means is told by signals."""

    pressed = Signal(object)
    """Mark | None: a click on a mark, or beside all of them."""
    set_wanted = Signal(QPointF)
    """While aiming: the pin shall stand at this point of the plan."""
    enter = Signal()
    """Enter, while not aiming."""
    leave_wanted = Signal()
    """Esc, while aiming."""
    known = Signal(int)
    """While aiming: the key of a precision, 0 to 3."""
    page_step = Signal(int)
    """Page up (1) or down (-1): another floor, or while aiming a wider or narrower circle."""
    focus_changed = Signal()

    def __init__(self, scene: PlanScene) -> None:
        super().__init__(scene)
        self.plan_scene = scene
        scene.setParent(self)  # a scene that dies before its view calls back into it
        self._fitted = True
        self._finest = 1.0
        self._grip: QPoint | None = None
        self._dragging = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hints = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        self.setRenderHints(hints)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # after it: the view is its focus proxy
        self.setAccessibleName(_("Floor plan"))
        more = _("Arrows move, plus and minus zoom. The pins are in the list beside it.")
        self.setAccessibleDescription(more)
        self.setMinimumSize(160, 120)

    def scale_now(self) -> float:
        """Logical pixels per plan unit."""
        return self.transform().m11()

    def _fit_scale(self) -> float:
        paper, room = self.plan_scene.paper(), self.viewport().size()
        across = max(1, room.width() - 2 * MARGIN) / max(paper.width(), 1e-9)
        return min(across, max(1, room.height() - 2 * MARGIN) / max(paper.height(), 1e-9))

    def fit(self) -> None:
        """Show the whole plan."""
        self._fitted = True
        self._set_scale(self._fit_scale())
        self.centerOn(self.plan_scene.paper().center())
        self._tell()

    def set_finest(self, scale: float) -> None:
        """The finest tiles have ``scale`` pixels per plan unit: that limits the zoom."""
        self._finest = scale

    def zoom(self, factor: float, at: QPoint | None = None) -> None:
        """Zoom so that what lies at ``at`` (the middle, or the crosshair) stays there."""
        aim = self.plan_scene.aim
        if at is None:
            aimed = aim.isVisible()
            at = self.mapFromScene(aim.pos()) if aimed else self.viewport().rect().center()
        before = self.mapToScene(at)
        least = self._fit_scale()
        wanted = min(max(self.scale_now() * factor, least), max(self._finest * CLOSEST, least))
        self._fitted = wanted == least
        self._set_scale(wanted)
        self._pan(self.mapFromScene(before) - at)

    def _set_scale(self, scale: float) -> None:
        self.setTransform(QTransform.fromScale(scale, scale))
        paper, room = self.plan_scene.paper(), self.viewport().rect()

        def margin(size: float, space: int) -> float:
            return min(max(0.0, (size * scale - space) / 2 + MARGIN), space / 4) / scale

        across, down = margin(paper.width(), room.width()), margin(paper.height(), room.height())
        self.setSceneRect(paper.adjusted(-across, -down, across, down))

    def _pan(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())
        self._tell()

    def bring(self, point: QPointF) -> None:
        """Put a point of the plan in the middle, as far as its edges allow."""
        self.centerOn(point)
        self._tell()

    def close_up(self, area: QRectF) -> None:
        """Zoom in on the pins in ``area`` until they stand apart, as far as that goes."""
        room = self.viewport().size()
        across = room.width() / 2 / max(area.width(), 1e-9)
        down = room.height() / 2 / max(area.height(), 1e-9)
        self.zoom(max(STEP, min(across, down, self._finest * CLOSEST) / self.scale_now()))
        self.bring(area.center())

    def can_zoom_in(self) -> bool:
        """Whether there is a closer view."""
        return self.scale_now() < self._finest * CLOSEST * 0.999

    def _tell(self) -> None:
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        self.plan_scene.look_at(seen, self.scale_now(), self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole plan stays whole; otherwise the scale stays."""
        super().resizeEvent(event)
        if self._fitted or self.scale_now() < self._fit_scale():
            self.fit()
        else:
            self._set_scale(self.scale_now())
            self._tell()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The table the paper lies on."""
        painter.fillRect(rect, theme.color("window"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse; a touchpad's small steps make small zooms."""
        self.zoom(STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the paper."""
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._grip, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the paper along."""
        if self._grip is None:
            return
        here = event.position().toPoint()
        far = (here - self._grip).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(self._grip - here)
            self._grip = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; without having pulled it was a click."""
        clicked = self._grip is not None and not self._dragging
        self._grip, self._dragging = None, False
        self.show_cursor()
        if not clicked:
            return
        here = event.position().toPoint()
        if self.plan_scene.aim.isVisible():
            self.set_wanted.emit(self.mapToScene(here))
        else:
            marks = (item for item in self.items(here) if isinstance(item, Mark))
            self.pressed.emit(next(marks, None))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks are two clicks."""
        self.mousePressEvent(event)

    def show_cursor(self) -> None:
        """A cross while aiming, otherwise an arrow."""
        aiming = self.plan_scene.aim.isVisible()
        shape = Qt.CursorShape.CrossCursor if aiming else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, plus, minus, page keys, Enter, Esc, and while aiming 1 to 4."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif key in _ARROWS:
            self._arrow(_ARROWS[key], fine=bool(held))
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.page_step.emit(1 if key == Qt.Key.Key_PageUp else -1)
        else:
            self._aim_key(event, key)

    def _aim_key(self, event: QKeyEvent, key: Qt.Key) -> None:
        aim = self.plan_scene.aim
        if key in _ENTER:
            self.set_wanted.emit(aim.pos()) if aim.isVisible() else self.enter.emit()
        elif aim.isVisible() and key == Qt.Key.Key_Escape:
            self.leave_wanted.emit()
        elif aim.isVisible() and Qt.Key.Key_1 <= key <= Qt.Key.Key_4:
            self.known.emit(key - Qt.Key.Key_1)
        else:
            event.ignore()

    def _arrow(self, way: QPoint, *, fine: bool) -> None:
        aim = self.plan_scene.aim
        if not aim.isVisible():
            self._pan(way * (PAN_FINE if fine else PAN))
            return
        step = (AIM_FINE if fine else AIM) / self.scale_now()
        self.aim_at(aim.pos() + QPointF(way) * step)
        self.ensureVisible(QRectF(aim.pos(), aim.pos()), 64, 64)
        self._tell()

    def aim_at(self, point: QPointF) -> None:
        """Move the crosshair, but not off the paper."""
        paper = self.plan_scene.paper()
        self.plan_scene.aim.setPos(
            min(max(point.x(), paper.left()), paper.right()),
            min(max(point.y(), paper.top()), paper.bottom()),
        )

    def middle(self) -> QPointF:
        """The point of the plan in the middle of the view."""
        return self.mapToScene(self.viewport().rect().center())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The stage shows the ring."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The stage takes the ring away."""
        super().focusOutEvent(event)
        self.focus_changed.emit()


class Stage(QWidget):
    """The frame of the view: 2 px that become the focus ring."""

    def __init__(self, view: PlanView) -> None:
        super().__init__()
        self._view = view
        layer = QVBoxLayout(self)
        layer.setContentsMargins(2, 2, 2, 2)
        layer.addWidget(view)
        view.focus_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The table, or the ring."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        if self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
