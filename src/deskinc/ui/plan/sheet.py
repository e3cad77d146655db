"""The paper of the plan: an item that draws the tiles in view. Scene units are plan units."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from deskinc.desk.incidents.plans import TILE, Plan
from deskinc.ui import theme
from deskinc.ui.plan.tiles import Key, Piece, Tiles, level_for


class Sheet(QGraphicsItem):
    """One plan. Until a tile is there a coarser one stands for it, before that blank paper."""

    def __init__(self, plan: Plan, tiles: Tiles) -> None:
        super().__init__()
        self.plan = plan
        self._tiles = tiles
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        """The drawn area in plan units."""
        plan = self.plan
        return QRectF(plan.min_x / 1000, plan.min_y / 1000, plan.width / 1000, plan.height / 1000)

    def keys(self, area: QRectF, scale: float) -> Iterator[Key]:
        """The tiles that cover ``area`` at ``scale`` device pixels per plan unit."""
        levels = self._tiles.levels(self.plan.n)
        inside = area.intersected(self.boundingRect())
        if not levels or inside.isEmpty():
            return
        number = level_for(levels, scale)
        level = levels[number]
        step = TILE / level.scale
        corner = inside.topLeft() - self.boundingRect().topLeft()
        first_col, first_row = int(corner.x() / step), int(corner.y() / step)
        last_col = int((corner.x() + inside.width()) / step)
        last_row = int((corner.y() + inside.height()) / step)
        for row in range(first_row, min(last_row, level.rows - 1) + 1):
            for col in range(first_col, min(last_col, level.cols - 1) + 1):
                yield Key(self.plan.n, number, col, row)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paper, tiles, edge; tiles on whole device pixels, so that no seam shows."""
        exposed: QRectF = option.exposedRect
        to_view = painter.worldTransform()
        ratio = painter.device().devicePixelRatioF()
        paper = _snapped(to_view.mapRect(self.boundingRect()), ratio)
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.fillRect(paper, theme.color("raised"))
        for key in self.keys(exposed, to_view.m11() * ratio):
            piece = self._tiles.find(key)
            if piece is not None:
                area = self._tiles.area(key, self.plan)
                source = self._source(piece, area)
                painter.drawPixmap(_snapped(to_view.mapRect(area), ratio), piece.pixmap, source)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(paper)
        painter.restore()

    def _source(self, piece: Piece, area: QRectF) -> QRectF:
        scale = self._tiles.levels(self.plan.n)[piece.level].scale
        corner = (area.topLeft() - self.boundingRect().topLeft()) * scale
        return QRectF(
            corner - QPointF(QPoint(piece.left, piece.top)), area.size() * scale
        )  # fmt: skip


def _snapped(area: QRectF, ratio: float) -> QRectF:
    """``area`` (logical pixels) with its edges on whole device pixels."""
    left, top = round(area.left() * ratio) / ratio, round(area.top() * ratio) / ratio
    right, bottom = round(area.right() * ratio) / ratio, round(area.bottom() * ratio) / ratio
    return QRectF(left, top, right - left, bottom - top)
