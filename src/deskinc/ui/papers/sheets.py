"""The pages of a PDF, one below the other: the very bytes that are signed, as pictures."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from deskinc.desk.papers.papers import page_png
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.session import Session

POINTS = {"A4": (595.3, 841.9), "Letter": (612.0, 792.0)}
"""Width and height of a sheet in points, until the first page says its own."""
EDGE, GAP = 18, 20
"""Room at the sides, and above and between the pages, logical pixels."""
SCREEN = 96 / 72
"""Logical pixels a point at 100 %."""
STEPS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
KEPT = 12
"""Pages kept as pictures; those farthest from the one on screen are let go."""


class Sheets(QAbstractScrollArea):
    """Scrolls through the pages; only those on screen are drawn, off the GUI thread."""

    turned = Signal()
    """Another page, another zoom or another paper is on screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pdf = b""
        self._pages = 0
        self._name = _("The paper")
        self._size = POINTS.get(session.office.site.paper, POINTS["A4"])
        self._zoom: float | None = None
        self._made: dict[int, tuple[float, QImage]] = {}
        self._drawing = self._coming = False
        self._turn = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 120)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.setAccessibleName(self._name)

    def show_pdf(self, pdf: bytes, pages: int, name: str, *, keep_place: bool = False) -> None:
        """Show other bytes; ``keep_place`` stays on the page (the same paper, now signed)."""
        self._turn += 1
        self._drawing = False
        self._pdf, self._pages, self._name = pdf, pages, name
        if not keep_place:
            self._made.clear()
            self.verticalScrollBar().setValue(0)
        self._made = {at: (0.0, image) for at, (_scale, image) in self._made.items()}
        self._lay_out()

    def clear(self, *, coming: bool = False) -> None:
        """Show no paper, or the place of one that is coming."""
        self._coming = coming
        self.show_pdf(b"", 0, _("The paper"))

    def pages(self) -> int:
        """How many pages there are."""
        return self._pages

    def page(self) -> int:
        """The page at the upper edge of the view, from 0."""
        if not self._pages:
            return 0
        at = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(0, min(self._pages - 1, (at - GAP) // self._pitch()))

    def drawn(self) -> bool:
        """Whether the page on screen stands there as it is, not as a placeholder."""
        made = self._made.get(self.page())
        return bool(made and made[0] == self._wanted_scale())

    def picture(self, index: int) -> QImage | None:
        """The picture of a page as it was last drawn."""
        made = self._made.get(index)
        return made[1] if made else None

    def zoom_words(self) -> str:
        """``Fit width`` or ``125 %``."""
        return _("Fit width") if self._zoom is None else f"{self._zoom:.0%}".replace("%", " %")

    def fit(self) -> None:
        """As wide as the view."""
        self._set_zoom(None)

    def zoom_in(self) -> None:
        """One step larger."""
        now = self._scale() / SCREEN
        self._set_zoom(next((step for step in STEPS if step > now + 0.01), STEPS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        now = self._scale() / SCREEN
        self._set_zoom(next((s for s in reversed(STEPS) if s < now - 0.01), STEPS[0]))

    def go_to(self, index: int) -> None:
        """Bring the head of a page to the upper edge."""
        top = GAP // 2 + max(0, min(self._pages - 1, index)) * self._pitch()
        self.verticalScrollBar().setValue(top)

    def _set_zoom(self, zoom: float | None) -> None:
        page = self.page()
        self._zoom = zoom
        self._lay_out()
        self.go_to(page)

    def _scale(self) -> float:
        if self._zoom is not None:
            return self._zoom * SCREEN
        return max(0.2, (self.viewport().width() - 2 * EDGE) / self._size[0])

    def _wanted_scale(self) -> float:
        return round(self._scale() * self.devicePixelRatioF(), 3)

    def _sheet(self) -> QSize:
        scale = self._scale()
        return QSize(round(self._size[0] * scale), round(self._size[1] * scale))

    def _pitch(self) -> int:
        return self._sheet().height() + GAP

    def _lay_out(self) -> None:
        sheet, view = self._sheet(), self.viewport().size()
        tall = GAP + max(1, self._pages) * self._pitch()
        upright, across = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setRange(0, max(0, tall - view.height()))
        upright.setPageStep(view.height())
        upright.setSingleStep(40)
        across.setRange(0, max(0, sheet.width() + 2 * EDGE - view.width()))
        across.setPageStep(view.width())
        self._moved()

    def _moved(self) -> None:
        self._draw_next()
        if self._pages:
            words = _("{name}, page {page} of {pages}")
            self.setAccessibleName(
                words.format(name=self._name, page=self.page() + 1, pages=self._pages)
            )
        else:
            self.setAccessibleName(self._name)
        self.viewport().update()
        self.turned.emit()

    def _area(self, index: int) -> QRect:
        sheet = self._sheet()
        left = max(EDGE, (self.viewport().width() - sheet.width()) // 2)
        left -= self.horizontalScrollBar().value()
        top = GAP + index * self._pitch() - self.verticalScrollBar().value()
        return QRect(left, top, sheet.width(), sheet.height())

    def _seen(self) -> list[int]:
        inside = self.viewport().rect()
        return [at for at in range(self._pages) if self._area(at).intersects(inside)]

    def _draw_next(self) -> None:
        """Have the next page on screen drawn; one at a time, so that nothing piles up."""
        scale = self._wanted_scale()
        lacking = [at for at in self._seen() if self._made.get(at, (0.0, None))[0] != scale]
        if self._drawing or not lacking or not self.isVisible():
            return
        self._drawing = True
        pdf, index, turn = self._pdf, lacking[0], self._turn

        def done(png: bytes) -> None:
            if turn == self._turn:
                self._drawing = False
                self._take(index, scale, QImage.fromData(png))

        self._session.run(self, lambda: page_png(pdf, index, scale), done)

    def _take(self, index: int, scale: float, image: QImage) -> None:
        self._made[index] = (scale, image)
        here = self.page()
        for far in sorted(self._made, key=lambda at: abs(at - here))[KEPT:]:
            del self._made[far]
        size = (image.width() / scale, image.height() / scale)
        if max(abs(a - b) for a, b in zip(size, self._size, strict=True)) > 2:
            self._size = size
            self._lay_out()
        else:
            self._moved()

    def showEvent(self, _event: object) -> None:
        """Draw what is on screen."""
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page while the view changes its width."""
        page = self.page()
        super().resizeEvent(event)
        self._lay_out()
        if self._zoom is None and page:
            self.go_to(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, arrows scroll, Home and End go to the ends."""
        key = event.key()
        if key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.go_to(self.page() + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key == Qt.Key.Key_Home else self._pages - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        else:
            self.zoom_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White sheets on the window's ground, each with a 1 px edge; bars where one is coming."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.color("window"))
        for index in self._seen() if self._pages else [0] * self._coming:
            area = self._area(index)
            painter.fillRect(area, Qt.GlobalColor.white)
            made = self._made.get(index)
            if made is not None:
                painter.drawImage(QRectF(area), made[1])
            else:
                self._skeleton(painter, area)
            painter.setPen(theme.color("edge"))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))

    @staticmethod
    def _skeleton(painter: QPainter, area: QRect) -> None:
        """Still bars where words will stand; a sheet is white in every theme."""
        pitch, left = area.height() // 28, area.left() + area.width() // 13
        for row, share in enumerate((0.45, 0.0, 0.85, 0.85, 0.85, 0.6, 0.0, 0.85, 0.85, 0.4)):
            top = area.top() + area.width() // 10 + row * pitch
            width = round((area.width() - 2 * (left - area.left())) * share)
            painter.fillRect(left, top, width, pitch // 3, Qt.GlobalColor.lightGray)
